package dev.tracewright.jit.amd64;

/// The schemes by which amd64 instructions are encoded (AMD's manual, volume 3, chapter 1).
///
/// An opcode is written as one number with its escape bytes: 0x89, 0x0faf, 0x0f38f7.
class InstructionEncoder extends CodeBuffer {
    static final int NO_PREFIX = 0;

    private static final int GUEST_SEGMENT = 0x65;
    private static final int RSP = 4;
    private static final int RBP = 5;

    /// Only the opcode, and the prefix that makes operands 64 bits wide.
    final void plain(int opcode, int bits) {
        room();
        if (bits == 64) {
            int8(0x48);
        }
        opcode(opcode);
    }

    /// An opcode with a register in its lowest three bits.
    final void shortForm(int opcode, boolean wide, int register) {
        room();
        int rex = (wide ? 8 : 0) | register >> 3;
        if (rex != 0) {
            int8(0x40 | rex);
        }
        opcode(opcode | register & 7);
    }

    /// Operands `reg` and register `rm`, for widths of 32 and 64 bits and vector registers.
    final void registers(int prefix, int opcode, boolean wide, int reg, int rm) {
        room();
        prefix(prefix);
        int rex = (wide ? 8 : 0) | reg >> 3 << 2 | rm >> 3;
        if (rex != 0) {
            int8(0x40 | rex);
        }
        opcode(opcode);
        int8(0xc0 | (reg & 7) << 3 | rm & 7);
    }

    /// The same when `rm` is one byte wide: without a prefix, numbers 4 to 7 would be AH, CH, DH
    /// and BH.
    final void byteRegisters(int opcode, boolean wide, int reg, int rm) {
        room();
        int rex = (wide ? 8 : 0) | reg >> 3 << 2 | rm >> 3;
        if (rex != 0 || rm >= RSP) {
            int8(0x40 | rex);
        }
        opcode(opcode);
        int8(0xc0 | (reg & 7) << 3 | rm & 7);
    }

    /// Operands `reg` and memory; `trailing` bytes of immediate follow.
    final void memory(int prefix, int opcode, boolean wide, int reg, Mem mem, int trailing) {
        memory(prefix, opcode, wide, false, reg, mem, trailing);
    }

    /// The same when `reg` is one byte wide.
    final void byteMemory(int opcode, int reg, Mem mem) {
        memory(NO_PREFIX, opcode, false, reg >= RSP, reg, mem, 0);
    }

    /// Operands `reg`, `vvvv` and register `rm` with a VEX prefix.
    final void vexRegisters(
            int prefix, int map, int opcode, boolean wide, int reg, int vvvv, int rm) {
        room();
        vex(prefix, map, wide, reg >> 3 << 2 | rm >> 3, vvvv);
        int8(opcode);
        int8(0xc0 | (reg & 7) << 3 | rm & 7);
    }

    /// Operands `reg`, `vvvv` and memory with a VEX prefix.
    final void vexMemory(
            int prefix,
            int map,
            int opcode,
            boolean wide,
            int reg,
            int vvvv,
            Mem mem,
            int trailing) {
        room();
        segment(mem);
        vex(prefix, map, wide, reg >> 3 << 2 | extensions(mem), vvvv);
        int8(opcode);
        modRm(reg & 7, mem, trailing);
    }

    private void memory(
            int prefix,
            int opcode,
            boolean wide,
            boolean forceRex,
            int reg,
            Mem mem,
            int trailing) {
        room();
        segment(mem);
        prefix(prefix);
        int rex = (wide ? 8 : 0) | reg >> 3 << 2 | extensions(mem);
        if (rex != 0 || forceRex) {
            int8(0x40 | rex);
        }
        opcode(opcode);
        modRm(reg & 7, mem, trailing);
    }

    private void segment(Mem mem) {
        if (mem.guest()) {
            int8(GUEST_SEGMENT);
        }
    }

    private void prefix(int prefix) {
        if (prefix != NO_PREFIX) {
            int8(prefix);
        }
    }

    private void opcode(int opcode) {
        if (opcode > 0xffff) {
            int8(opcode >> 16);
        }
        if (opcode > 0xff) {
            int8(opcode >> 8);
        }
        int8(opcode);
    }

    /// The bits X and B of a prefix.
    private static int extensions(Mem mem) {
        int index = mem.index() == null ? 0 : mem.index().ordinal() >> 3 << 1;
        return mem.base() == null ? index : index | mem.base().ordinal() >> 3;
    }

    /// @param rxb the bits R, X and B, not yet inverted
    private void vex(int prefix, int map, boolean wide, int rxb, int vvvv) {
        int low = (~vvvv & 15) << 3 | prefix;
        if (map == Vex.MAP_0F && !wide && (rxb & 3) == 0) {
            int8(0xc5);
            int8((~rxb & 4) << 5 | low);
        } else {
            int8(0xc4);
            int8((~rxb & 7) << 5 | map);
            int8((wide ? 0x80 : 0) | low);
        }
    }

    private void modRm(int reg, Mem mem, int trailing) {
        int field = reg << 3;
        if (mem.label() != null) {
            int8(field | 5);
            relative32(mem.label(), trailing);
        } else if (mem.base() == null) {
            withoutBase(field, mem);
        } else {
            withBase(field, mem, mem.base().ordinal() & 7);
        }
    }

    /// `[disp32]` needs a SIB byte, because the short form is relative to RIP.
    private void withoutBase(int field, Mem mem) {
        int index = mem.index() == null ? RSP : mem.index().ordinal() & 7;
        int8(field | RSP);
        int8(mem.scale() << 6 | index << 3 | RBP);
        int32(mem.disp());
    }

    /// RSP and R12 as base need a SIB byte; RBP and R13 need a displacement.
    private void withBase(int field, Mem mem, int base) {
        int disp = mem.disp();
        boolean none = disp == 0 && base != RBP;
        boolean near = disp == (byte) disp;
        int mode = field | (none ? 0 : near ? 0x40 : 0x80);
        if (mem.index() != null) {
            int8(mode | RSP);
            int8(mem.scale() << 6 | (mem.index().ordinal() & 7) << 3 | base);
        } else if (base == RSP) {
            int8(mode | RSP);
            int8(RSP << 3 | RSP);
        } else {
            int8(mode | base);
        }
        if (!none) {
            if (near) {
                int8(disp);
            } else {
                int32(disp);
            }
        }
    }
}
