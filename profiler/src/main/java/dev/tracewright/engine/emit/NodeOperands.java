package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.isa.semantics.Width;

import java.lang.classfile.CodeBuilder;
import java.util.Locale;

/// Operands that are fields of a [ThreadedNode]; the node is `this` and the state the first
/// parameter.
final class NodeOperands implements Operands {
    private static final int STATE = 1;

    private static final int VALUE = 2;
    private static final int ADDRESS = 4;

    private final MemoryAccess memory = new CheckedCalls(STATE);

    @Override
    public void x(CodeBuilder code, Operand operand) {
        registers(code, "x");
        register(code, operand);
        code.laload();
    }

    @Override
    public void f(CodeBuilder code, Operand operand) {
        registers(code, "f");
        register(code, operand);
        code.laload();
    }

    @Override
    public void number(CodeBuilder code, Operand operand) {
        register(code, operand);
        code.i2l();
    }

    @Override
    public void immediate(CodeBuilder code) {
        code.aload(0).getfield(Types.NODE, "imm", CD_long);
    }

    @Override
    public void pc(CodeBuilder code) {
        code.aload(0).getfield(Types.NODE, "pc", CD_long);
    }

    void nextPc(CodeBuilder code) {
        code.aload(0).getfield(Types.NODE, "nextPc", CD_long);
    }

    @Override
    public void roundingMode(CodeBuilder code) {
        fcsr(code);
        immediate(code);
        code.l2i().invokevirtual(Types.FCSR, "resolve", Types.INT_TO_INT);
    }

    @Override
    public void fcsr(CodeBuilder code) {
        hart(code);
        code.getfield(Types.HART, "fcsr", Types.FCSR);
    }

    @Override
    public void hart(CodeBuilder code) {
        code.aload(STATE).getfield(Types.STATE, "hart", Types.HART);
    }

    @Override
    public void setX(CodeBuilder code) {
        set(code, "x");
    }

    @Override
    public void setF(CodeBuilder code) {
        set(code, "f");
    }

    private void set(CodeBuilder code, String bank) {
        code.lstore(VALUE);
        registers(code, bank);
        register(code, Operand.RD);
        code.lload(VALUE).lastore();
    }

    @Override
    public void load(CodeBuilder code, Width width) {
        code.lstore(ADDRESS);
        memory.load(code, width, ADDRESS);
    }

    @Override
    public void store(CodeBuilder code, Width width) {
        code.lstore(VALUE).lstore(ADDRESS);
        memory.store(code, width, ADDRESS, VALUE);
    }

    private void registers(CodeBuilder code, String bank) {
        hart(code);
        code.getfield(Types.HART, bank, Types.LONG_ARRAY);
    }

    private static void register(CodeBuilder code, Operand operand) {
        String field = operand.name().toLowerCase(Locale.ROOT);
        code.aload(0).getfield(Types.NODE, field, CD_int);
    }
}
