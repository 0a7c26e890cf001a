package dev.tracewright.jit.amd64;

/// Scalar floating-point instructions; `bits` is 32 or 64.
///
/// Those without a V take their first operand as destination, and leave the upper bits of it alone;
/// those with a V have three operands and take the upper bits from the first source.
class FloatAssembler extends IntegerAssembler {
    private static final int P66 = 0x66;

    /// Copies a whole register.
    final void movaps(Xmm to, Xmm from) {
        registers(NO_PREFIX, 0x0f28, false, to.ordinal(), from.ordinal());
    }

    /// Replaces the lowest `bits` of a register.
    final void movs(int bits, Xmm to, Xmm from) {
        registers(scalar(bits), 0x0f10, false, to.ordinal(), from.ordinal());
    }

    /// Loads, and zeroes the rest of the register.
    final void movs(int bits, Xmm to, Mem from) {
        memory(scalar(bits), 0x0f10, false, to.ordinal(), from, 0);
    }

    final void movs(int bits, Mem to, Xmm from) {
        memory(scalar(bits), 0x0f11, false, from.ordinal(), to, 0);
    }

    /// Copies bits, and zeroes the rest of the register.
    final void movd(int bits, Xmm to, Gpr from) {
        registers(P66, 0x0f6e, bits == 64, to.ordinal(), from.ordinal());
    }

    final void movd(int bits, Gpr to, Xmm from) {
        registers(P66, 0x0f7e, bits == 64, from.ordinal(), to.ordinal());
    }

    /// Arithmetic; `SQRT` does not read its destination.
    final void scalar(FloatOp op, int bits, Xmm to, Xmm from) {
        registers(scalar(bits), 0x0f00 | op.opcode, false, to.ordinal(), from.ordinal());
    }

    final void scalar(FloatOp op, int bits, Xmm to, Mem from) {
        memory(scalar(bits), 0x0f00 | op.opcode, false, to.ordinal(), from, 0);
    }

    final void vscalar(FloatOp op, int bits, Xmm to, Xmm a, Xmm b) {
        vexRegisters(
                vexScalar(bits),
                Vex.MAP_0F,
                op.opcode,
                false,
                to.ordinal(),
                a.ordinal(),
                b.ordinal());
    }

    final void vscalar(FloatOp op, int bits, Xmm to, Xmm a, Mem b) {
        int prefix = vexScalar(bits);
        vexMemory(prefix, Vex.MAP_0F, op.opcode, false, to.ordinal(), a.ordinal(), b, 0);
    }

    /// Bitwise, on 128 bits.
    final void packed(FloatLogic op, int bits, Xmm to, Xmm from) {
        registers(packed(bits), 0x0f00 | op.opcode, false, to.ordinal(), from.ordinal());
    }

    /// Bitwise, on 128 bits; the address is a multiple of 16.
    final void packed(FloatLogic op, int bits, Xmm to, Mem from) {
        memory(packed(bits), 0x0f00 | op.opcode, false, to.ordinal(), from, 0);
    }

    final void vpacked(FloatLogic op, int bits, Xmm to, Xmm a, Xmm b) {
        int prefix = vexPacked(bits);
        vexRegisters(prefix, Vex.MAP_0F, op.opcode, false, to.ordinal(), a.ordinal(), b.ordinal());
    }

    /// Bitwise, on 128 bits; the address need not be aligned.
    final void vpacked(FloatLogic op, int bits, Xmm to, Xmm a, Mem b) {
        int prefix = vexPacked(bits);
        vexMemory(prefix, Vex.MAP_0F, op.opcode, false, to.ordinal(), a.ordinal(), b, 0);
    }

    /// Compares; only a signaling NaN raises the invalid-operation flag.
    final void ucomis(int bits, Xmm a, Xmm b) {
        registers(packed(bits), 0x0f2e, false, a.ordinal(), b.ordinal());
    }

    final void ucomis(int bits, Xmm a, Mem b) {
        memory(packed(bits), 0x0f2e, false, a.ordinal(), b, 0);
    }

    /// Compares; any NaN raises the invalid-operation flag.
    final void comis(int bits, Xmm a, Xmm b) {
        registers(packed(bits), 0x0f2f, false, a.ordinal(), b.ordinal());
    }

    final void comis(int bits, Xmm a, Mem b) {
        memory(packed(bits), 0x0f2f, false, a.ordinal(), b, 0);
    }

    /// Sets the destination's lowest `bits` to all ones or zeros; predicates 0 to 7 are equal,
    /// less, less or equal, unordered, and their negations.
    final void cmps(int bits, Xmm to, Xmm from, int predicate) {
        registers(scalar(bits), 0x0fc2, false, to.ordinal(), from.ordinal());
        int8(predicate);
    }

    /// To an integer of `toBits`, toward zero.
    final void cvtts2si(int toBits, int bits, Gpr to, Xmm from) {
        registers(scalar(bits), 0x0f2c, toBits == 64, to.ordinal(), from.ordinal());
    }

    final void cvtts2si(int toBits, int bits, Gpr to, Mem from) {
        memory(scalar(bits), 0x0f2c, toBits == 64, to.ordinal(), from, 0);
    }

    /// To an integer of `toBits`, in the current rounding mode.
    final void cvts2si(int toBits, int bits, Gpr to, Xmm from) {
        registers(scalar(bits), 0x0f2d, toBits == 64, to.ordinal(), from.ordinal());
    }

    final void cvts2si(int toBits, int bits, Gpr to, Mem from) {
        memory(scalar(bits), 0x0f2d, toBits == 64, to.ordinal(), from, 0);
    }

    /// From a signed integer of `fromBits`.
    final void cvtsi2s(int bits, int fromBits, Xmm to, Gpr from) {
        registers(scalar(bits), 0x0f2a, fromBits == 64, to.ordinal(), from.ordinal());
    }

    final void cvtsi2s(int bits, int fromBits, Xmm to, Mem from) {
        memory(scalar(bits), 0x0f2a, fromBits == 64, to.ordinal(), from, 0);
    }

    /// From `fromBits` to the other width.
    final void cvts2s(int fromBits, Xmm to, Xmm from) {
        registers(scalar(fromBits), 0x0f5a, false, to.ordinal(), from.ordinal());
    }

    final void cvts2s(int fromBits, Xmm to, Mem from) {
        memory(scalar(fromBits), 0x0f5a, false, to.ordinal(), from, 0);
    }

    /// To an integral value; modes 0 to 3 are nearest even, down, up, toward zero, 4 is MXCSR's,
    /// and 8 added suppresses the inexact flag.
    final void rounds(int bits, Xmm to, Xmm from, int mode) {
        registers(P66, bits == 64 ? 0x0f3a0b : 0x0f3a0a, false, to.ordinal(), from.ordinal());
        int8(mode);
    }

    final void rounds(int bits, Xmm to, Mem from, int mode) {
        memory(P66, bits == 64 ? 0x0f3a0b : 0x0f3a0a, false, to.ordinal(), from, 1);
        int8(mode);
    }

    final void fma(Fma op, int bits, Xmm a, Xmm b, Xmm c) {
        boolean wide = bits == 64;
        vexRegisters(Vex.P66, Vex.MAP_0F38, op.opcode, wide, a.ordinal(), b.ordinal(), c.ordinal());
    }

    final void fma(Fma op, int bits, Xmm a, Xmm b, Mem c) {
        boolean wide = bits == 64;
        vexMemory(Vex.P66, Vex.MAP_0F38, op.opcode, wide, a.ordinal(), b.ordinal(), c, 0);
    }

    /// The product without carries of a half of each operand.
    final void pclmulqdq(Xmm to, Xmm from, int halves) {
        registers(P66, 0x0f3a44, false, to.ordinal(), from.ordinal());
        int8(halves);
    }

    /// Stores the lowest 8 or 16 bits.
    final void pextr(int bits, Mem to, Xmm from) {
        memory(P66, bits == 8 ? 0x0f3a14 : 0x0f3a15, false, from.ordinal(), to, 1);
        int8(0);
    }

    /// Copies the lower or upper 64 bits: half 0 or 1.
    final void pextrq(Gpr to, Xmm from, int half) {
        registers(P66, 0x0f3a16, true, from.ordinal(), to.ordinal());
        int8(half);
    }

    /// Zeroes the upper halves of all 256-bit registers, so that SSE instructions do not wait for
    /// them.
    final void vzeroupper() {
        plain(0xc5f877, 32);
    }

    /// Stores the control and status register.
    final void stmxcsr(Mem to) {
        memory(NO_PREFIX, 0x0fae, false, 3, to, 0);
    }

    final void ldmxcsr(Mem from) {
        memory(NO_PREFIX, 0x0fae, false, 2, from, 0);
    }

    private static int scalar(int bits) {
        return bits == 64 ? 0xf2 : 0xf3;
    }

    private static int packed(int bits) {
        return bits == 64 ? P66 : NO_PREFIX;
    }

    private static int vexScalar(int bits) {
        return bits == 64 ? Vex.PF2 : Vex.PF3;
    }

    private static int vexPacked(int bits) {
        return bits == 64 ? Vex.P66 : Vex.NO_PREFIX;
    }
}
