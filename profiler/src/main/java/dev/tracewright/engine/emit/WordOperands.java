package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.tracewright.engine.DecodedWord;
import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.isa.semantics.Width;

import java.lang.classfile.CodeBuilder;

/// Operands that are read from a [DecodedWord] in local variables, registers from the hart's
/// arrays.
class WordOperands implements Operands {
    // The order of the loop's own parameters and of those of the methods beside it.
    static final int X = 0;
    static final int STATE = 1;
    static final int PARCEL = 2;
    static final int HOST_BASE = 3;
    static final int TABLE = 5;
    static final int WORD = 7;
    static final int LOW = 9;
    static final int F = 10;
    static final int BASE = 11;
    static final int VALUE = 13;
    static final int ADDRESS = 15;
    static final int FIRST_FREE = 17;

    private final MemoryAccess memory;

    /// @param memory how memory is accessed
    WordOperands(MemoryAccess memory) {
        this.memory = memory;
    }

    @Override
    public void x(CodeBuilder code, Operand operand) {
        code.aload(X);
        register(code, operand);
        code.laload();
    }

    @Override
    public void f(CodeBuilder code, Operand operand) {
        code.aload(F);
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
        code.lload(WORD).bipush(DecodedWord.IMM_SHIFT).lshr();
    }

    @Override
    public void pc(CodeBuilder code) {
        code.lload(BASE);
        parcel(code);
        code.i2l().iconst_1().lshl().ladd();
    }

    /// Pushes the parcel of the instruction, an `int`; [#PARCEL] is that of the next one.
    void parcel(CodeBuilder code) {
        code.iload(PARCEL).iconst_1().isub();
        code.iload(LOW).bipush(DecodedWord.LENGTH_SHIFT).iushr().iconst_1().iand().isub();
    }

    /// Pushes the address of the next instruction.
    void nextPc(CodeBuilder code) {
        code.lload(BASE).iload(PARCEL).i2l().iconst_1().lshl().ladd();
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
        code.lstore(VALUE).aload(X);
        destination(code);
        code.lload(VALUE).lastore();
    }

    @Override
    public void setF(CodeBuilder code) {
        code.lstore(VALUE).aload(F);
        destination(code);
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

    void destination(CodeBuilder code) {
        code.iload(LOW).bipush(DecodedWord.RD_SHIFT).iushr().bipush(DecodedWord.RD_MASK).iand();
    }

    void register(CodeBuilder code, Operand operand) {
        int shift =
                switch (operand) {
                    case RD -> DecodedWord.RD_SHIFT;
                    case RS1 -> DecodedWord.RS1_SHIFT;
                    case RS2 -> DecodedWord.RS2_SHIFT;
                    case RS3 -> DecodedWord.RS3_SHIFT;
                };
        code.iload(LOW).bipush(shift).iushr().bipush(DecodedWord.REGISTER_MASK).iand();
    }

    /// Loads what does not change while a region is executed, the state being in [#STATE].
    static void loadInvariants(CodeBuilder code) {
        code.aload(STATE).getfield(Types.STATE, "hart", Types.HART);
        code.dup().getfield(Types.HART, "x", Types.LONG_ARRAY).astore(X);
        code.getfield(Types.HART, "memory", Types.MEMORY);
        GuardedAccess.prepare(code, HOST_BASE, TABLE);
        loadRest(code);
    }

    /// Loads the invariants that are not parameters of the methods beside the loop.
    static void loadRest(CodeBuilder code) {
        code.aload(STATE).getfield(Types.STATE, "hart", Types.HART);
        code.getfield(Types.HART, "f", Types.LONG_ARRAY).astore(F);
        code.aload(STATE).getfield(Types.STATE, "region", Types.REGION);
        code.getfield(Types.REGION, "base", CD_long).lstore(BASE);
    }
}
