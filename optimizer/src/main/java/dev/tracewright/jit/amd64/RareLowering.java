package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Node;
import dev.tracewright.isa.semantics.Primitive;

/// Emits the integer operations that take several instructions or fixed registers. Results are
/// computed in RAX; other fixed registers are kept in XMM15 meanwhile.
class RareLowering extends IntegerLowering {
    private static final long LOW_SEVEN = 0x7f7f_7f7f_7f7f_7f7fL;

    RareLowering(Assembler asm, Selection selection, Allocation allocation, OutOfLine stubs) {
        super(asm, selection, allocation, stubs);
    }

    @Override
    final void rare(Node node, Node a, Node b) {
        switch (node.primitive) {
            case MULH -> upperProduct(Unary.IMUL, a, b);
            case MULHU -> upperProduct(Unary.MUL, a, b);
            case MULHSU -> mixedProduct(a, b);
            case DIV -> divide(true, false, a, b);
            case DIVU -> divide(false, false, a, b);
            case REM -> divide(true, true, a, b);
            case REMU -> divide(false, true, a, b);
            case ROL -> rotate(Shift.ROL, 64, a, b);
            case ROR -> rotate(Shift.ROR, 64, a, b);
            case ROLW -> rotateWord(Shift.ROL, a, b);
            case RORW -> rotateWord(Shift.ROR, a, b);
            case ORCB -> orCombine(a);
            case CLMUL, CLMULH, CLMULR -> carryLess(node.primitive, a, b);
            default -> throw new IllegalArgumentException(node.primitive + " is not of integers");
        }
    }

    private void upperProduct(Unary op, Node a, Node b) {
        asm.movd(64, THIRD, Gpr.RDX);
        load(SCRATCH, a);
        int location = location(b);
        if (Location.isGpr(location)) {
            asm.unary(op, 64, Location.gpr(location));
        } else {
            asm.unary(op, 64, memory(b, 0));
        }
        asm.mov(64, SCRATCH, Gpr.RDX);
        asm.movd(64, Gpr.RDX, THIRD);
    }

    /// The unsigned product counts a negative `a` as 2^64 more, which is `b` too much above.
    private void mixedProduct(Node a, Node b) {
        Mem excess = Mem.at(Gpr.RBP, StateLayout.temporary(2));
        load(SCRATCH, a);
        asm.shift(Shift.SAR, 64, SCRATCH, 63);
        alu(Alu.AND, 64, SCRATCH, b);
        asm.mov(64, excess, SCRATCH);
        upperProduct(Unary.MUL, a, b);
        asm.alu(Alu.SUB, 64, SCRATCH, excess);
    }

    /// RISC-V divides by zero and -1 without a trap; the processor does not ("Division Operations",
    /// table 11). Small operands are divided with 32 bits, which is much faster on many processors.
    private void divide(boolean signed, boolean remainder, Node a, Node b) {
        Label done = new Label();
        Label wide = new Label();
        Label divided = new Label();
        Label special = new Label();
        Mem divisor = Mem.at(Gpr.RBP, StateLayout.temporary(2));
        Mem dividend = Mem.at(Gpr.RBP, StateLayout.temporary(3));
        load(SCRATCH, b);
        asm.mov(64, divisor, SCRATCH);
        if (signed) {
            // 0 and -1 are the only values that are below 2 after adding 1.
            asm.alu(Alu.ADD, 64, SCRATCH, 1);
            asm.alu(Alu.CMP, 64, SCRATCH, 1);
            asm.jcc(Condition.BELOW_EQUAL, special);
        } else {
            asm.test(64, SCRATCH, SCRATCH);
            asm.jcc(Condition.EQUAL, special);
        }
        load(SCRATCH, a);
        asm.mov(64, dividend, SCRATCH);
        asm.movd(64, THIRD, Gpr.RDX);
        asm.alu(Alu.OR, 64, SCRATCH, divisor);
        asm.shift(Shift.SHR, 64, SCRATCH, 32);
        asm.mov(64, SCRATCH, dividend);
        asm.jcc(Condition.NOT_EQUAL, wide);
        asm.alu(Alu.XOR, 32, Gpr.RDX, Gpr.RDX);
        asm.unary(Unary.DIV, 32, divisor);
        asm.jmpShort(divided);
        asm.bind(wide);
        if (signed) {
            asm.cqo();
        } else {
            asm.alu(Alu.XOR, 32, Gpr.RDX, Gpr.RDX);
        }
        asm.unary(signed ? Unary.IDIV : Unary.DIV, 64, divisor);
        asm.bind(divided);
        if (remainder) {
            asm.mov(64, SCRATCH, Gpr.RDX);
        }
        asm.movd(64, Gpr.RDX, THIRD);
        asm.jmpShort(done);
        asm.bind(special);
        bySpecial(signed, remainder, a);
        asm.bind(done);
    }

    /// By zero: the quotient is all ones, the remainder the dividend. By -1: the negated dividend,
    /// also where that overflows, and 0.
    private void bySpecial(boolean signed, boolean remainder, Node a) {
        if (!signed) {
            if (remainder) {
                load(SCRATCH, a);
            } else {
                asm.mov(SCRATCH, -1);
            }
            return;
        }
        // RAX is the divisor plus 1: 0 for -1, and 1 for 0.
        if (remainder) {
            asm.unary(Unary.NEG, 64, SCRATCH);
            alu(Alu.AND, 64, SCRATCH, a);
        } else {
            Label byZero = new Label();
            asm.test(64, SCRATCH, SCRATCH);
            asm.mov(SCRATCH, -1);
            asm.jccShort(Condition.NOT_EQUAL, byZero);
            load(SCRATCH, a);
            asm.unary(Unary.NEG, 64, SCRATCH);
            asm.bind(byZero);
        }
    }

    private void rotate(Shift op, int bits, Node a, Node b) {
        load(SCRATCH, a);
        if (isIn(b, Gpr.RCX)) {
            asm.shiftCl(op, bits, SCRATCH);
            return;
        }
        asm.movd(64, THIRD, Gpr.RCX);
        load(Gpr.RCX, b);
        asm.shiftCl(op, bits, SCRATCH);
        asm.movd(64, Gpr.RCX, THIRD);
    }

    private void rotateWord(Shift op, Node a, Node b) {
        rotate(op, 32, a, b);
        asm.movsx(64, 32, SCRATCH, SCRATCH);
    }

    /// The top bit of each byte of `t` tells whether the byte is not zero; `2t - (t >> 7)` spreads
    /// it.
    private void orCombine(Node a) {
        Mem low = Mem.at(Gpr.RBP, StateLayout.temporary(2));
        Mem spread = Mem.at(Gpr.RBP, StateLayout.temporary(3));
        asm.mov(SCRATCH, LOW_SEVEN);
        asm.mov(64, low, SCRATCH);
        load(SCRATCH, a);
        asm.alu(Alu.AND, 64, SCRATCH, low);
        asm.alu(Alu.ADD, 64, SCRATCH, low);
        alu(Alu.OR, 64, SCRATCH, a);
        asm.unary(Unary.NOT, 64, low);
        asm.alu(Alu.AND, 64, SCRATCH, low);
        asm.mov(64, spread, SCRATCH);
        asm.shift(Shift.SHR, 64, SCRATCH, 7);
        asm.mov(64, low, SCRATCH);
        asm.mov(64, SCRATCH, spread);
        asm.alu(Alu.ADD, 64, SCRATCH, SCRATCH);
        asm.alu(Alu.SUB, 64, SCRATCH, low);
    }

    private void carryLess(Primitive primitive, Node a, Node b) {
        Xmm left = xmm(a, THIRD);
        if (left != THIRD) {
            asm.movaps(THIRD, left);
        }
        asm.pclmulqdq(THIRD, xmm(b, SECOND), 0);
        if (primitive == Primitive.CLMUL) {
            asm.movd(64, SCRATCH, THIRD);
            return;
        }
        asm.pextrq(SCRATCH, THIRD, 1);
        if (primitive == Primitive.CLMULR) {
            Mem upper = Mem.at(Gpr.RBP, StateLayout.temporary(2));
            asm.alu(Alu.ADD, 64, SCRATCH, SCRATCH);
            asm.mov(64, upper, SCRATCH);
            asm.movd(64, SCRATCH, THIRD);
            asm.shift(Shift.SHR, 64, SCRATCH, 63);
            asm.alu(Alu.OR, 64, SCRATCH, upper);
        }
    }
}
