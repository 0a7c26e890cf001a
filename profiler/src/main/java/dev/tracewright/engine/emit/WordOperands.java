package dev.tracewright.engine.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.tracewright.engine.DecodedWord;
import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.isa.semantics.Width;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// Operands that are read from a [DecodedWord] in local variables, registers from the hart's
/// arrays.
class WordOperands implements Operands {
    // The slots that are used most come first: their instructions are a byte shorter.
    static final int X = 0;
    static final int WORD = 1;
    static final int LOW = 3;
    static final int STATE = 4;
    static final int MEMORY = 5;
    static final int F = 6;
    static final int PARCEL = 7;
    static final int BASE = 8;
    static final int FIRST_FREE = 10;

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
    public void memory(CodeBuilder code) {
        code.aload(MEMORY);
    }

    @Override
    public void beginSetX(CodeBuilder code) {
        code.aload(X);
        destination(code);
    }

    @Override
    public void endSetX(CodeBuilder code) {
        code.lastore();
    }

    @Override
    public void beginSetF(CodeBuilder code) {
        code.aload(F);
        destination(code);
    }

    @Override
    public void endSetF(CodeBuilder code) {
        code.lastore();
    }

    @Override
    public void load(CodeBuilder code, Width width) {
        code.invokevirtual(
                Types.MEMORY,
                "load" + Types.accessName(width),
                MethodTypeDesc.of(Types.accessType(width), CD_long));
        ExpressionEmitter.extend(code, width);
    }

    @Override
    public void store(CodeBuilder code, Width width) {
        ClassDesc type = width.bytes() < 8 ? CD_int : CD_long;
        if (type == CD_int) {
            code.l2i();
        }
        code.invokevirtual(
                Types.MEMORY,
                "store" + Types.accessName(width),
                MethodTypeDesc.of(CD_void, CD_long, type));
    }

    private static void destination(CodeBuilder code) {
        code.iload(LOW).bipush(DecodedWord.RD_SHIFT).iushr().bipush(DecodedWord.RD_MASK).iand();
    }

    private static void register(CodeBuilder code, Operand operand) {
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
        code.dup().getfield(Types.HART, "f", Types.LONG_ARRAY).astore(F);
        code.getfield(Types.HART, "memory", Types.MEMORY).astore(MEMORY);
        code.aload(STATE).getfield(Types.STATE, "region", Types.REGION);
        code.getfield(Types.REGION, "base", CD_long).lstore(BASE);
    }
}
