package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Node;
import dev.tracewright.isa.semantics.Fcsr;

/// Emits conversions between formats.
///
/// A conversion to a signed integer that does not fit raises only the invalid flag, as RISC-V's
/// does, and yields the least integer, on which it gives up. One to an unsigned integer is done as
/// a wider signed one, whose inexact flag would be wrong outside of the range: so the range is
/// compared for first.
class ConversionLowering extends FloatLowering {
    private static final long TWO_TO_32 = Double.doubleToRawLongBits(0x1p32);
    private static final long TWO_TO_63 = Double.doubleToRawLongBits(0x1p63);
    private static final int SINGLE_TWO_TO_32 = Float.floatToRawIntBits(0x1p32f);
    private static final int SINGLE_TWO_TO_63 = Float.floatToRawIntBits(0x1p63f);

    /// The processor's rounding modes for rounding to an integral value, without the inexact flag.
    private static final int FLOOR = 1 + 8;

    private static final int CEILING = 2 + 8;

    ConversionLowering(
            Assembler asm,
            Selection selection,
            Allocation allocation,
            OutOfLine stubs,
            BoxedSingles boxed) {
        super(asm, selection, allocation, stubs, boxed);
    }

    /// Whether it is a conversion or a move, as opposed to arithmetic. Emits it if so.
    final boolean convert(Node node) {
        switch (node.primitive) {
            case FCVT_W_S -> toSigned(32, 32, node);
            case FCVT_L_S -> toSigned(64, 32, node);
            case FCVT_WU_S -> toUnsigned(32, 32, node);
            case FCVT_LU_S -> toUnsigned(64, 32, node);
            case FCVT_W_D -> toSigned(32, 64, node);
            case FCVT_L_D -> toSigned(64, 64, node);
            case FCVT_WU_D -> toUnsigned(32, 64, node);
            case FCVT_LU_D -> toUnsigned(64, 64, node);
            case FCVT_S_W, FCVT_D_W -> fromSigned(32, node);
            case FCVT_S_L, FCVT_D_L -> fromSigned(64, node);
            case FCVT_S_WU, FCVT_D_WU -> fromUnsignedWord(node);
            case FCVT_S_LU, FCVT_D_LU -> fromUnsigned(node);
            case FCVT_S_D -> narrow(node);
            case FCVT_D_S -> widen(node);
            case FMV_X_W -> toInteger(node);
            case FCLASS_S -> classify(32, node);
            case FCLASS_D -> classify(64, node);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void toSigned(int toBits, int bits, Node node) {
        Gpr to = target(node);
        Xmm from = operand(bits, node.args[0], FIRST, node);
        switch (node.rm) {
            case Fcsr.RTZ -> asm.cvtts2si(toBits, bits, SCRATCH, from);
            case Fcsr.RNE -> asm.cvts2si(toBits, bits, SCRATCH, from);
            case Fcsr.RDN, Fcsr.RUP -> {
                asm.rounds(bits, THIRD, from, node.rm == Fcsr.RDN ? FLOOR : CEILING);
                asm.cvtts2si(toBits, bits, SCRATCH, THIRD);
            }
            default -> {
                asm.jmp(giveUp(node));
                return;
            }
        }
        // Only of the least integer can 1 not be subtracted.
        asm.alu(Alu.CMP, toBits, SCRATCH, 1);
        giveUpIf(Condition.OVERFLOW, node);
        if (toBits == 32) {
            asm.movsx(64, 32, to, SCRATCH);
        } else if (to != SCRATCH) {
            asm.mov(64, to, SCRATCH);
        }
        finish(node, to);
        raiseInexact(toBits, bits, from, node);
    }

    /// Rounding in two steps has not told whether the result is exact; truncating does.
    private void raiseInexact(int toBits, int bits, Xmm from, Node node) {
        if (node.rm == Fcsr.RDN || node.rm == Fcsr.RUP) {
            asm.cvtts2si(toBits, bits, SCRATCH, from);
        }
    }

    private void toUnsigned(int toBits, int bits, Node node) {
        if (node.rm != Fcsr.RTZ) {
            asm.jmp(giveUp(node));
            return;
        }
        Gpr to = target(node);
        Xmm from = operand(bits, node.args[0], FIRST, node);
        // A signaling NaN raises the invalid flag here, and in the interpreter.
        asm.vpacked(FloatLogic.XOR, 32, THIRD, THIRD, THIRD);
        asm.ucomis(bits, from, THIRD);
        giveUpIf(Condition.BELOW, node);
        if (bits == 64) {
            asm.mov(SCRATCH, toBits == 32 ? TWO_TO_32 : TWO_TO_63);
        } else {
            asm.mov(SCRATCH, toBits == 32 ? SINGLE_TWO_TO_32 : SINGLE_TWO_TO_63);
        }
        asm.movd(64, THIRD, SCRATCH);
        asm.ucomis(bits, THIRD, from);
        giveUpIf(Condition.BELOW_EQUAL, node);
        asm.cvtts2si(64, bits, to, from);
        if (toBits == 32) {
            asm.movsx(64, 32, to, to);
        }
        finish(node, to);
    }

    /// What the upper bits of the result are to be: the box of a single, or anything.
    private int prepare(Node node) {
        boolean single =
                switch (node.primitive) {
                    case FCVT_S_W, FCVT_S_WU, FCVT_S_L, FCVT_S_LU -> true;
                    default -> false;
                };
        if (single) {
            asm.movs(64, FIRST, Mem.at(Gpr.RBP, StateLayout.BOX));
            return 32;
        }
        asm.vpacked(FloatLogic.XOR, 32, FIRST, FIRST, FIRST);
        return 64;
    }

    private void fromInteger(int fromBits, Gpr from, Node node) {
        int bits = prepare(node);
        asm.cvtsi2s(bits, fromBits, FIRST, from);
        finish(node, FIRST);
    }

    private boolean isRoundedOtherwise(Node node) {
        if (node.primitive.rounds() && node.rm != Fcsr.RNE) {
            asm.jmp(giveUp(node));
            return true;
        }
        return false;
    }

    private void fromSigned(int fromBits, Node node) {
        if (!isRoundedOtherwise(node)) {
            fromInteger(fromBits, gpr(node.args[0], SCRATCH), node);
        }
    }

    private void fromUnsignedWord(Node node) {
        if (!isRoundedOtherwise(node)) {
            Gpr from = gpr(node.args[0], SCRATCH);
            asm.mov(32, SCRATCH, from);
            fromInteger(64, SCRATCH, node);
        }
    }

    private void fromUnsigned(Node node) {
        if (!isRoundedOtherwise(node)) {
            Gpr from = gpr(node.args[0], SCRATCH);
            asm.test(64, from, from);
            giveUpIf(Condition.SIGN, node);
            fromInteger(64, from, node);
        }
    }

    private void narrow(Node node) {
        if (isRoundedOtherwise(node)) {
            return;
        }
        Xmm from = xmm(node.args[0], SECOND);
        asm.movs(64, FIRST, Mem.at(Gpr.RBP, StateLayout.BOX));
        asm.cvts2s(64, FIRST, from);
        requireNumber(32, FIRST, node);
        finish(node, FIRST);
    }

    private void widen(Node node) {
        Xmm from = operand(32, node.args[0], SECOND, node);
        asm.vpacked(FloatLogic.XOR, 32, FIRST, FIRST, FIRST);
        asm.cvts2s(32, FIRST, from);
        requireNumber(64, FIRST, node);
        finish(node, FIRST);
    }

    private void toInteger(Node node) {
        Gpr to = target(node);
        int location = location(node.args[0]);
        if (Location.isMemory(location)) {
            asm.movsx(64, 32, to, Location.mem(location));
        } else if (Location.isXmm(location)) {
            asm.movd(32, to, Location.xmm(location));
            asm.movsx(64, 32, to, to);
        } else {
            asm.movsx(64, 32, to, gpr(node.args[0], SCRATCH));
        }
        finish(node, to);
    }

    /// Compares the magnitude with the bounds between the classes: zero, subnormal, normal,
    /// infinite, signaling, quiet.
    private void classify(int bits, Node node) {
        Xmm from = bits == 32 ? canonical(node.args[0], FIRST) : xmm(node.args[0], FIRST);
        int fraction = bits == 32 ? 23 : 52;
        long infinity = bits == 32 ? 0xffL << 23 : 0x7ffL << 52;
        long[] bounds = {1, 1L << fraction, infinity, infinity + 1, infinity | 1L << fraction - 1};
        int[] negative = {1 << 3, 1 << 2, 1 << 1, 1, 1 << 8, 1 << 9};
        int[] positive = {1 << 4, 1 << 5, 1 << 6, 1 << 7, 1 << 8, 1 << 9};
        Mem value = Mem.at(Gpr.RBP, StateLayout.temporary(2));
        Mem magnitude = Mem.at(Gpr.RBP, StateLayout.temporary(3));
        asm.movd(bits, SCRATCH, from);
        if (bits == 32) {
            asm.movsx(64, 32, SCRATCH, SCRATCH);
        }
        asm.mov(64, value, SCRATCH);
        asm.bit(BitTest.BTR, 64, SCRATCH, 63);
        if (bits == 32) {
            asm.alu(Alu.AND, 32, SCRATCH, Integer.MAX_VALUE);
        }
        asm.mov(64, magnitude, SCRATCH);
        Label done = new Label();
        for (int i = 0; i < negative.length; i++) {
            Label other = new Label();
            if (i < bounds.length) {
                asm.mov(SCRATCH, bounds[i]);
                asm.alu(Alu.CMP, 64, SCRATCH, magnitude);
                asm.jcc(Condition.BELOW_EQUAL, other);
            }
            Label isNegative = new Label();
            asm.alu(Alu.CMP, 64, value, 0);
            asm.mov(SCRATCH, negative[i]);
            asm.jccShort(Condition.SIGN, isNegative);
            asm.mov(SCRATCH, positive[i]);
            asm.bind(isNegative);
            asm.jmp(done);
            asm.bind(other);
        }
        asm.bind(done);
        finish(node, SCRATCH);
    }
}
