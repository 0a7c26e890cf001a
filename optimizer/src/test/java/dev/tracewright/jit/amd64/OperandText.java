package dev.tracewright.jit.amd64;

import java.util.ArrayList;
import java.util.List;

/// Operands as objdump writes them, and the ones that tests vary over.
final class OperandText {
    private static final String[] OLD = {"ax", "cx", "dx", "bx", "sp", "bp", "si", "di"};
    private static final int[] DISPLACEMENTS = {
        0, 8, 127, 128, -128, -129, 0x12345, Integer.MIN_VALUE, Integer.MAX_VALUE
    };

    private OperandText() {}

    /// The memory operands of every kind: each base with each kind of displacement, each base with
    /// each index, each scale; in the host's and in the guest's memory.
    static List<Mem> memory() {
        List<Mem> all = new ArrayList<>();
        for (boolean guest : new boolean[] {false, true}) {
            for (Gpr base : Gpr.values()) {
                for (int disp : DISPLACEMENTS) {
                    all.add(new Mem(base, null, 0, disp, guest, null));
                }
            }
            int turn = 0;
            for (Gpr index : Gpr.values()) {
                if (index == Gpr.RSP) {
                    continue;
                }
                all.add(new Mem(null, index, turn & 3, DISPLACEMENTS[turn % 9], guest, null));
                for (Gpr base : Gpr.values()) {
                    turn++;
                    all.add(new Mem(base, index, turn & 3, DISPLACEMENTS[turn % 9], guest, null));
                }
            }
            all.add(new Mem(null, null, 0, 0x1234, guest, null));
            all.add(new Mem(null, null, 0, -8, guest, null));
        }
        return all;
    }

    static String name(int bits, Gpr register) {
        int number = register.ordinal();
        if (number >= 8) {
            String suffix =
                    switch (bits) {
                        case 8 -> "b";
                        case 16 -> "w";
                        case 32 -> "d";
                        default -> "";
                    };
            return "r" + number + suffix;
        }
        String old = OLD[number];
        return switch (bits) {
            case 8 -> number < 4 ? old.charAt(0) + "l" : old + "l";
            case 16 -> old;
            case 32 -> "e" + old;
            default -> "r" + old;
        };
    }

    static String name(Xmm register) {
        return "xmm" + register.ordinal();
    }

    /// A memory operand without its size.
    static String name(Mem mem) {
        String segment = mem.guest() ? "gs:" : "";
        if (mem.base() == null && mem.index() == null) {
            return (mem.guest() ? segment : "ds:") + hex(64, mem.disp());
        }
        StringBuilder text = new StringBuilder(segment).append('[');
        if (mem.base() != null) {
            text.append(name(64, mem.base()));
        }
        if (mem.index() != null) {
            text.append(mem.base() == null ? "" : "+");
            text.append(name(64, mem.index())).append('*').append(1 << mem.scale());
        }
        if (mem.disp() != 0 || hasDisplacement(mem)) {
            text.append(mem.disp() < 0 ? "-0x" : "+0x");
            text.append(Long.toHexString(Math.abs((long) mem.disp())));
        }
        return text.append(']').toString();
    }

    /// With its size in bits, or 0 for none.
    static String name(int bits, Mem mem) {
        String size =
                switch (bits) {
                    case 8 -> "BYTE PTR ";
                    case 16 -> "WORD PTR ";
                    case 32 -> "DWORD PTR ";
                    case 64 -> "QWORD PTR ";
                    case 128 -> "XMMWORD PTR ";
                    default -> "";
                };
        return size + name(mem);
    }

    /// A constant as an operand of `bits`.
    static String hex(int bits, long value) {
        return "0x" + Long.toHexString(bits == 64 ? value : value & (1L << bits) - 1);
    }

    /// RBP and R13 cannot be a base without a displacement, nor can there be none without a base.
    private static boolean hasDisplacement(Mem mem) {
        return mem.base() == null || (mem.base().ordinal() & 7) == 5;
    }
}
