package dev.tracewright.jit.amd64;

/// Integer instructions: moves, arithmetic, shifts.
///
/// `bits` is an operand's width, 32 or 64 (8 and 16 where it says so). Writing 32 bits of a
/// register zeroes the others. The destination comes first, as in Intel's syntax.
class IntegerAssembler extends InstructionEncoder {
    private static final int OPERAND_SIZE = 0x66;
    private static final int REP = 0xf3;

    /// Copies a register.
    final void mov(int bits, Gpr to, Gpr from) {
        registers(NO_PREFIX, 0x8b, bits == 64, to.ordinal(), from.ordinal());
    }

    /// Loads 32 or 64 bits.
    final void mov(int bits, Gpr to, Mem from) {
        memory(NO_PREFIX, 0x8b, bits == 64, to.ordinal(), from, 0);
    }

    /// Stores 8, 16, 32 or 64 bits.
    final void mov(int bits, Mem to, Gpr from) {
        if (bits == 8) {
            byteMemory(0x88, from.ordinal(), to);
        } else {
            memory(sizePrefix(bits), 0x89, bits == 64, from.ordinal(), to, 0);
        }
    }

    /// A 64-bit constant in the shortest way that leaves the flags alone.
    final void mov(Gpr to, long value) {
        if (value >>> 32 == 0) {
            shortForm(0xb8, false, to.ordinal());
            int32((int) value);
        } else if (value == (int) value) {
            registers(NO_PREFIX, 0xc7, true, 0, to.ordinal());
            int32((int) value);
        } else {
            movabs(to, value);
        }
    }

    /// A 64-bit constant in ten bytes, the last eight of which can be replaced.
    final void movabs(Gpr to, long value) {
        shortForm(0xb8, true, to.ordinal());
        int64(value);
    }

    /// Stores a constant of 8, 16 or 32 bits, or one of 32 that is extended to 64 with its sign.
    final void mov(int bits, Mem to, int value) {
        if (bits == 8) {
            memory(NO_PREFIX, 0xc6, false, 0, to, 1);
            int8(value);
        } else if (bits == 16) {
            memory(OPERAND_SIZE, 0xc7, false, 0, to, 2);
            int16(value);
        } else {
            memory(NO_PREFIX, 0xc7, bits == 64, 0, to, 4);
            int32(value);
        }
    }

    /// Extends the low 8, 16 or 32 bits with zeros to 64.
    final void movzx(int fromBits, Gpr to, Gpr from) {
        switch (fromBits) {
            case 8 -> byteRegisters(0x0fb6, false, to.ordinal(), from.ordinal());
            case 16 -> registers(NO_PREFIX, 0x0fb7, false, to.ordinal(), from.ordinal());
            default -> mov(32, to, from);
        }
    }

    /// Loads 8, 16 or 32 bits and extends them with zeros to 64.
    final void movzx(int fromBits, Gpr to, Mem from) {
        switch (fromBits) {
            case 8 -> memory(NO_PREFIX, 0x0fb6, false, to.ordinal(), from, 0);
            case 16 -> memory(NO_PREFIX, 0x0fb7, false, to.ordinal(), from, 0);
            default -> mov(32, to, from);
        }
    }

    /// Extends the low 8, 16 or 32 bits with their sign to `bits`.
    final void movsx(int bits, int fromBits, Gpr to, Gpr from) {
        boolean wide = bits == 64;
        switch (fromBits) {
            case 8 -> byteRegisters(0x0fbe, wide, to.ordinal(), from.ordinal());
            case 16 -> registers(NO_PREFIX, 0x0fbf, wide, to.ordinal(), from.ordinal());
            default -> registers(NO_PREFIX, 0x63, wide, to.ordinal(), from.ordinal());
        }
    }

    /// Loads 8, 16 or 32 bits and extends them with their sign to `bits`.
    final void movsx(int bits, int fromBits, Gpr to, Mem from) {
        boolean wide = bits == 64;
        switch (fromBits) {
            case 8 -> memory(NO_PREFIX, 0x0fbe, wide, to.ordinal(), from, 0);
            case 16 -> memory(NO_PREFIX, 0x0fbf, wide, to.ordinal(), from, 0);
            default -> memory(NO_PREFIX, 0x63, wide, to.ordinal(), from, 0);
        }
    }

    /// The address of an operand, without its segment.
    final void lea(int bits, Gpr to, Mem from) {
        memory(NO_PREFIX, 0x8d, bits == 64, to.ordinal(), from, 0);
    }

    final void alu(Alu op, int bits, Gpr to, Gpr from) {
        registers(NO_PREFIX, 8 * op.ordinal() + 3, bits == 64, to.ordinal(), from.ordinal());
    }

    final void alu(Alu op, int bits, Gpr to, Mem from) {
        memory(NO_PREFIX, 8 * op.ordinal() + 3, bits == 64, to.ordinal(), from, 0);
    }

    /// Works on 8, 16, 32 or 64 bits of memory.
    final void alu(Alu op, int bits, Mem to, Gpr from) {
        if (bits == 8) {
            byteMemory(8 * op.ordinal(), from.ordinal(), to);
        } else {
            int opcode = 8 * op.ordinal() + 1;
            memory(sizePrefix(bits), opcode, bits == 64, from.ordinal(), to, 0);
        }
    }

    /// With a constant of 32 bits that is extended with its sign.
    final void alu(Alu op, int bits, Gpr to, int value) {
        boolean near = value == (byte) value;
        registers(NO_PREFIX, near ? 0x83 : 0x81, bits == 64, op.ordinal(), to.ordinal());
        immediate(near, value);
    }

    /// With a constant of 32 bits that is extended with its sign; `bits` may be 8.
    final void alu(Alu op, int bits, Mem to, int value) {
        if (bits == 8) {
            memory(NO_PREFIX, 0x80, false, op.ordinal(), to, 1);
            int8(value);
            return;
        }
        boolean near = value == (byte) value;
        int opcode = near ? 0x83 : 0x81;
        memory(NO_PREFIX, opcode, bits == 64, op.ordinal(), to, near ? 1 : 4);
        immediate(near, value);
    }

    final void test(int bits, Gpr a, Gpr b) {
        registers(NO_PREFIX, 0x85, bits == 64, b.ordinal(), a.ordinal());
    }

    final void test(int bits, Mem a, Gpr b) {
        memory(NO_PREFIX, 0x85, bits == 64, b.ordinal(), a, 0);
    }

    /// With a constant of 32 bits that is extended with its sign; `bits` may be 8.
    final void test(int bits, Gpr a, int value) {
        if (bits == 8) {
            byteRegisters(0xf6, false, 0, a.ordinal());
            int8(value);
        } else {
            registers(NO_PREFIX, 0xf7, bits == 64, 0, a.ordinal());
            int32(value);
        }
    }

    /// With a constant of 32 bits that is extended with its sign; `bits` may be 8.
    final void test(int bits, Mem a, int value) {
        if (bits == 8) {
            memory(NO_PREFIX, 0xf6, false, 0, a, 1);
            int8(value);
        } else {
            memory(NO_PREFIX, 0xf7, bits == 64, 0, a, 4);
            int32(value);
        }
    }

    final void unary(Unary op, int bits, Gpr operand) {
        registers(NO_PREFIX, 0xf7, bits == 64, op.extension, operand.ordinal());
    }

    final void unary(Unary op, int bits, Mem operand) {
        memory(NO_PREFIX, 0xf7, bits == 64, op.extension, operand, 0);
    }

    final void imul(int bits, Gpr to, Gpr from) {
        registers(NO_PREFIX, 0x0faf, bits == 64, to.ordinal(), from.ordinal());
    }

    final void imul(int bits, Gpr to, Mem from) {
        memory(NO_PREFIX, 0x0faf, bits == 64, to.ordinal(), from, 0);
    }

    final void imul(int bits, Gpr to, Gpr from, int value) {
        boolean near = value == (byte) value;
        int opcode = near ? 0x6b : 0x69;
        registers(NO_PREFIX, opcode, bits == 64, to.ordinal(), from.ordinal());
        immediate(near, value);
    }

    final void imul(int bits, Gpr to, Mem from, int value) {
        boolean near = value == (byte) value;
        memory(NO_PREFIX, near ? 0x6b : 0x69, bits == 64, to.ordinal(), from, near ? 1 : 4);
        immediate(near, value);
    }

    /// Extends EAX into EDX.
    final void cdq() {
        plain(0x99, 32);
    }

    /// Extends RAX into RDX.
    final void cqo() {
        plain(0x99, 64);
    }

    /// Shifts by a constant from 0 to `bits` - 1.
    final void shift(Shift op, int bits, Gpr to, int count) {
        boolean one = count == 1;
        registers(NO_PREFIX, one ? 0xd1 : 0xc1, bits == 64, op.extension, to.ordinal());
        if (!one) {
            int8(count);
        }
    }

    /// Shifts by CL modulo `bits`.
    final void shiftCl(Shift op, int bits, Gpr to) {
        registers(NO_PREFIX, 0xd3, bits == 64, op.extension, to.ordinal());
    }

    final void bswap(int bits, Gpr to) {
        shortForm(0x0fc8, bits == 64, to.ordinal());
    }

    final void count(BitCount op, int bits, Gpr to, Gpr from) {
        registers(REP, op.opcode, bits == 64, to.ordinal(), from.ordinal());
    }

    final void count(BitCount op, int bits, Gpr to, Mem from) {
        memory(REP, op.opcode, bits == 64, to.ordinal(), from, 0);
    }

    /// The bit of a number taken modulo `bits`.
    final void bit(BitTest op, int bits, Gpr to, Gpr index) {
        int opcode = 0x0fa3 + 8 * op.ordinal();
        registers(NO_PREFIX, opcode, bits == 64, index.ordinal(), to.ordinal());
    }

    final void bit(BitTest op, int bits, Gpr to, int index) {
        registers(NO_PREFIX, 0x0fba, bits == 64, 4 + op.ordinal(), to.ordinal());
        int8(index);
    }

    final void shiftX(ShiftX op, int bits, Gpr to, Gpr from, Gpr count) {
        bmi(op.prefix, 0xf7, bits, to, count, from);
    }

    final void shiftX(ShiftX op, int bits, Gpr to, Mem from, Gpr count) {
        bmi(op.prefix, 0xf7, bits, to, count, from);
    }

    final void rorx(int bits, Gpr to, Gpr from, int count) {
        boolean wide = bits == 64;
        vexRegisters(Vex.PF2, Vex.MAP_0F3A, 0xf0, wide, to.ordinal(), 0, from.ordinal());
        int8(count);
    }

    final void rorx(int bits, Gpr to, Mem from, int count) {
        vexMemory(Vex.PF2, Vex.MAP_0F3A, 0xf0, bits == 64, to.ordinal(), 0, from, 1);
        int8(count);
    }

    /// Keeps the lowest `count` bits.
    final void bzhi(int bits, Gpr to, Gpr from, Gpr count) {
        bmi(Vex.NO_PREFIX, 0xf5, bits, to, count, from);
    }

    /// `to = ~inverted & from`.
    final void andn(int bits, Gpr to, Gpr inverted, Gpr from) {
        bmi(Vex.NO_PREFIX, 0xf2, bits, to, inverted, from);
    }

    final void andn(int bits, Gpr to, Gpr inverted, Mem from) {
        bmi(Vex.NO_PREFIX, 0xf2, bits, to, inverted, from);
    }

    /// Sets the low byte of a register to 1 or 0 and leaves the others.
    final void setcc(Condition condition, Gpr to) {
        byteRegisters(0x0f90 + condition.ordinal(), false, 0, to.ordinal());
    }

    final void cmov(Condition condition, int bits, Gpr to, Gpr from) {
        int opcode = 0x0f40 + condition.ordinal();
        registers(NO_PREFIX, opcode, bits == 64, to.ordinal(), from.ordinal());
    }

    final void cmov(Condition condition, int bits, Gpr to, Mem from) {
        memory(NO_PREFIX, 0x0f40 + condition.ordinal(), bits == 64, to.ordinal(), from, 0);
    }

    final void xchg(int bits, Gpr a, Gpr b) {
        registers(NO_PREFIX, 0x87, bits == 64, b.ordinal(), a.ordinal());
    }

    /// Exchanges atomically.
    final void xchg(int bits, Mem a, Gpr b) {
        memory(NO_PREFIX, 0x87, bits == 64, b.ordinal(), a, 0);
    }

    private void bmi(int prefix, int opcode, int bits, Gpr to, Gpr vvvv, Gpr rm) {
        boolean wide = bits == 64;
        vexRegisters(
                prefix, Vex.MAP_0F38, opcode, wide, to.ordinal(), vvvv.ordinal(), rm.ordinal());
    }

    private void bmi(int prefix, int opcode, int bits, Gpr to, Gpr vvvv, Mem rm) {
        boolean wide = bits == 64;
        vexMemory(prefix, Vex.MAP_0F38, opcode, wide, to.ordinal(), vvvv.ordinal(), rm, 0);
    }

    private void immediate(boolean near, int value) {
        if (near) {
            int8(value);
        } else {
            int32(value);
        }
    }

    private static int sizePrefix(int bits) {
        return bits == 16 ? OPERAND_SIZE : NO_PREFIX;
    }
}
