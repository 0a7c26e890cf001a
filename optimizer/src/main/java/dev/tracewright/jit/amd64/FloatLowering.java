package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Primitive;

/// Emits floating-point arithmetic and comparisons.
///
/// MXCSR accrues the guest's exceptions. Its invalid, division-by-zero, overflow, underflow (tiny
/// after rounding) and inexact flags are RISC-V's for every result that is not a NaN. A NaN is
/// RISC-V's canonical one, so whoever computes one gives up: the interpreter does the instruction
/// again, and raises whatever the processor has raised, and perhaps more.
class FloatLowering extends RareLowering {
    private final BoxedSingles boxed;

    FloatLowering(
            Assembler asm,
            Selection selection,
            Allocation allocation,
            OutOfLine stubs,
            BoxedSingles boxed) {
        super(asm, selection, allocation, stubs);
        this.boxed = boxed;
    }

    /// Emits an operation on floating-point numbers that does not convert.
    final void floating(Node node) {
        if (node.primitive.rounds() && node.rm != Fcsr.RNE) {
            asm.jmp(giveUp(node));
            return;
        }
        switch (node.primitive) {
            case FADD_S -> arithmetic(FloatOp.ADD, 32, node);
            case FSUB_S -> arithmetic(FloatOp.SUB, 32, node);
            case FMUL_S -> arithmetic(FloatOp.MUL, 32, node);
            case FDIV_S -> arithmetic(FloatOp.DIV, 32, node);
            case FSQRT_S -> squareRoot(32, node);
            case FMADD_S -> fused(32, node);
            case FMIN_S -> extremum(FloatOp.MIN, FloatLogic.OR, 32, node);
            case FMAX_S -> extremum(FloatOp.MAX, FloatLogic.AND, 32, node);
            case FEQ_S -> equal(32, node);
            case FLT_S -> less(Condition.ABOVE, 32, node);
            case FLE_S -> less(Condition.ABOVE_EQUAL, 32, node);
            case FSGNJ_S, FSGNJN_S, FSGNJX_S -> signSingle(node);
            case FADD_D -> arithmetic(FloatOp.ADD, 64, node);
            case FSUB_D -> arithmetic(FloatOp.SUB, 64, node);
            case FMUL_D -> arithmetic(FloatOp.MUL, 64, node);
            case FDIV_D -> arithmetic(FloatOp.DIV, 64, node);
            case FSQRT_D -> squareRoot(64, node);
            case FMADD_D -> fused(64, node);
            case FMIN_D -> extremum(FloatOp.MIN, FloatLogic.OR, 64, node);
            case FMAX_D -> extremum(FloatOp.MAX, FloatLogic.AND, 64, node);
            case FEQ_D -> equal(64, node);
            case FLT_D -> less(Condition.ABOVE, 64, node);
            case FLE_D -> less(Condition.ABOVE_EQUAL, 64, node);
            case FSGNJ_D, FSGNJN_D, FSGNJX_D -> signDouble(node);
            default -> throw new IllegalArgumentException(node.primitive + " is no arithmetic");
        }
    }

    /// An operand for an instruction of 32 or 64 bits: a single that is not boxed reads as a NaN,
    /// which is left to the interpreter.
    final Xmm operand(int bits, Node operand, Xmm scratch, Node node) {
        Xmm register = xmm(operand, scratch);
        if (bits == 32 && !boxed.contains(operand)) {
            isBoxed(register);
            giveUpIf(Condition.NOT_EQUAL, node);
        }
        return register;
    }

    /// Compares the upper half of a register with all ones.
    private void isBoxed(Xmm register) {
        asm.movd(64, SCRATCH, register);
        asm.shift(Shift.SAR, 64, SCRATCH, 32);
        asm.alu(Alu.CMP, 64, SCRATCH, -1);
    }

    /// Gives up if the result is a NaN.
    final void requireNumber(int bits, Xmm result, Node node) {
        asm.ucomis(bits, result, result);
        giveUpIf(Condition.PARITY, node);
    }

    /// The upper bits of the result are those of the first operand, so a boxed single stays one.
    private void arithmetic(FloatOp op, int bits, Node node) {
        Node b = node.args[1];
        Xmm to = vectorTarget(node);
        Xmm left = operand(bits, node.args[0], FIRST, node);
        if (isInMemory(b) && (bits == 64 || boxed.contains(b))) {
            asm.vscalar(op, bits, to, left, Location.mem(location(b)));
        } else {
            asm.vscalar(op, bits, to, left, operand(bits, b, SECOND, node));
        }
        requireNumber(bits, to, node);
        finish(node, to);
    }

    private void squareRoot(int bits, Node node) {
        Xmm to = vectorTarget(node);
        Xmm from = operand(bits, node.args[0], FIRST, node);
        asm.vscalar(FloatOp.SQRT, bits, to, from, from);
        requireNumber(bits, to, node);
        finish(node, to);
    }

    /// Negated factors or addends are other instructions. The destination is a factor first, so
    /// that it stays boxed.
    private void fused(int bits, Node node) {
        boolean negateProduct = selection.isFused(node.args[0]);
        boolean negateAddend = selection.isFused(node.args[2]);
        Node a = negateProduct ? node.args[0].args[0] : node.args[0];
        Node c = negateAddend ? node.args[2].args[0] : node.args[2];
        Xmm to = vectorTarget(node);
        Xmm factor = operand(bits, a, FIRST, node);
        Xmm other = operand(bits, node.args[1], SECOND, node);
        Xmm addend = operand(bits, c, THIRD, node);
        if (addend == to && factor != to && other != to) {
            asm.fma(fma(3, negateProduct, negateAddend), bits, to, factor, other);
        } else if (factor == to) {
            asm.fma(fma(2, negateProduct, negateAddend), bits, to, other, addend);
        } else if (other == to) {
            asm.fma(fma(2, negateProduct, negateAddend), bits, to, factor, addend);
        } else {
            asm.movaps(to, factor);
            asm.fma(fma(2, negateProduct, negateAddend), bits, to, other, addend);
        }
        requireNumber(bits, to, node);
        finish(node, to);
    }

    /// @param form 2 if the destination is a factor, 3 if it is the addend
    private static Fma fma(int form, boolean negateProduct, boolean negateAddend) {
        if (form == 2) {
            if (negateProduct) {
                return negateAddend ? Fma.VFNMSUB213 : Fma.VFNMADD213;
            }
            return negateAddend ? Fma.VFMSUB213 : Fma.VFMADD213;
        }
        if (negateProduct) {
            return negateAddend ? Fma.VFNMSUB231 : Fma.VFNMADD231;
        }
        return negateAddend ? Fma.VFMSUB231 : Fma.VFMADD231;
    }

    /// The processor returns the second operand if both are zeros, so both orders together tell
    /// their signs: -0 is less than +0. NaNs are for the interpreter; the quiet comparison that
    /// finds them raises what it will raise.
    private void extremum(FloatOp op, FloatLogic combine, int bits, Node node) {
        Xmm to = vectorTarget(node);
        Xmm a = operand(bits, node.args[0], FIRST, node);
        Xmm b = operand(bits, node.args[1], SECOND, node);
        asm.ucomis(bits, a, b);
        giveUpIf(Condition.PARITY, node);
        asm.vscalar(op, bits, THIRD, a, b);
        asm.vscalar(op, bits, SECOND, b, a);
        asm.vpacked(combine, bits, to, THIRD, SECOND);
        finish(node, to);
    }

    /// Quiet: only a signaling NaN is invalid. Unordered operands set the zero flag and parity.
    private void equal(int bits, Node node) {
        Gpr to = target(node);
        Xmm a = operand(bits, node.args[0], FIRST, node);
        Xmm b = operand(bits, node.args[1], SECOND, node);
        asm.ucomis(bits, a, b);
        if (to == SCRATCH) {
            Label unordered = new Label();
            asm.mov(to, 0);
            asm.jccShort(Condition.PARITY, unordered);
            asm.setcc(Condition.EQUAL, to);
            asm.bind(unordered);
        } else {
            asm.mov(to, 0);
            asm.mov(SCRATCH, 0);
            asm.setcc(Condition.NO_PARITY, to);
            asm.cmov(Condition.NOT_EQUAL, 64, to, SCRATCH);
        }
        finish(node, to);
    }

    /// Signaling, as RISC-V's comparison is. With the operands exchanged, unordered ones set the
    /// carry flag, and the result is 0.
    private void less(Condition condition, int bits, Node node) {
        Gpr to = target(node);
        Xmm a = operand(bits, node.args[0], FIRST, node);
        Xmm b = operand(bits, node.args[1], SECOND, node);
        asm.comis(bits, b, a);
        asm.mov(to, 0);
        asm.setcc(condition, to);
        finish(node, to);
    }

    private void signDouble(Node node) {
        Xmm to = vectorTarget(node);
        Xmm a = xmm(node.args[0], FIRST);
        Xmm b = node.args[1] == node.args[0] ? a : xmm(node.args[1], SECOND);
        Mem sign = Mem.at(Gpr.RBP, StateLayout.DOUBLE_SIGN);
        Mem magnitude = Mem.at(Gpr.RBP, StateLayout.DOUBLE_MAGNITUDE);
        sign(node.primitive, 64, to, a, b, sign, magnitude);
        finish(node, to);
    }

    private void signSingle(Node node) {
        Xmm to = vectorTarget(node);
        Xmm a = canonical(node.args[0], FIRST);
        Xmm b = node.args[1] == node.args[0] ? a : canonical(node.args[1], SECOND);
        Mem sign = Mem.at(Gpr.RBP, StateLayout.SINGLE_SIGN);
        Mem magnitude = Mem.at(Gpr.RBP, StateLayout.SINGLE_MAGNITUDE);
        sign(node.primitive, 32, to, a, b, sign, magnitude);
        finish(node, to);
    }

    private void sign(
            Primitive primitive, int bits, Xmm to, Xmm a, Xmm b, Mem sign, Mem magnitude) {
        boolean negates = primitive == Primitive.FSGNJN_D || primitive == Primitive.FSGNJN_S;
        boolean combines = primitive == Primitive.FSGNJX_D || primitive == Primitive.FSGNJX_S;
        if (a == b && negates) {
            asm.vpacked(FloatLogic.XOR, 64, to, a, sign);
        } else if (a == b && !combines) {
            if (to != a) {
                asm.movaps(to, a);
            }
        } else if (combines) {
            asm.vpacked(FloatLogic.AND, 64, THIRD, b, sign);
            asm.vpacked(FloatLogic.XOR, 64, to, a, THIRD);
        } else {
            if (negates) {
                // RISC-V's "opposite sign" is not(b) and the sign's bit.
                asm.vpacked(FloatLogic.ANDN, 64, THIRD, b, sign);
            } else {
                asm.vpacked(FloatLogic.AND, 64, THIRD, b, sign);
            }
            if (bits == 64) {
                asm.vpacked(FloatLogic.AND, 64, to, a, magnitude);
            } else {
                // Clears the sign and keeps the box: (a or sign) exclusive-or sign.
                asm.vpacked(FloatLogic.OR, 64, SECOND, a, sign);
                asm.vpacked(FloatLogic.XOR, 64, to, SECOND, sign);
            }
            asm.vpacked(FloatLogic.OR, 64, to, to, THIRD);
        }
    }

    /// A single, or the canonical NaN if the register holds none: for operations that cannot give
    /// up.
    final Xmm canonical(Node operand, Xmm scratch) {
        Xmm register = xmm(operand, scratch);
        if (boxed.contains(operand)) {
            return register;
        }
        if (register != scratch) {
            asm.movaps(scratch, register);
        }
        Label good = new Label();
        isBoxed(scratch);
        asm.jccShort(Condition.EQUAL, good);
        asm.movs(64, scratch, Mem.at(Gpr.RBP, StateLayout.SINGLE_NAN));
        asm.bind(good);
        return scratch;
    }

    /// Whether an operand is a load of a single that its user does.
    final boolean isFusedLoad(Node operand) {
        return operand.kind == Kind.LOAD && selection.isFused(operand);
    }
}
