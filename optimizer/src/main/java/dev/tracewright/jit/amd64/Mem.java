package dev.tracewright.jit.amd64;

/// A memory operand: `[base + index * scale + disp]`, with or without the segment GS, whose base is
/// the guest's memory; or `[rip + label]`.
///
/// @param base a register, or null for none
/// @param index a register other than RSP, or null for none
/// @param scale the logarithm of the factor: 0 to 3
/// @param disp added with its sign
/// @param guest whether the address is relative to GS
/// @param label a place in the same unit, or null; then the other components do not count
record Mem(Gpr base, Gpr index, int scale, int disp, boolean guest, Label label) {
    Mem {
        if (index == Gpr.RSP) {
            throw new IllegalArgumentException("rsp cannot be an index");
        }
    }

    /// `[base + disp]` in the host's memory.
    static Mem at(Gpr base, int disp) {
        return new Mem(base, null, 0, disp, false, null);
    }

    /// `[base + index * 2^scale + disp]` in the host's memory; the base may be null.
    static Mem at(Gpr base, Gpr index, int scale, int disp) {
        return new Mem(base, index, scale, disp, false, null);
    }

    /// A place in the same unit.
    static Mem at(Label label) {
        return new Mem(null, null, 0, 0, false, label);
    }

    /// `gs:[base + disp]`, in the guest's memory.
    static Mem guest(Gpr base, int disp) {
        return new Mem(base, null, 0, disp, true, null);
    }

    /// `gs:[base + index * 2^scale + disp]`, in the guest's memory; the base may be null.
    static Mem guest(Gpr base, Gpr index, int scale, int disp) {
        return new Mem(base, index, scale, disp, true, null);
    }

    /// `gs:[address]`, a fixed address in the guest's lowest 2 GiB.
    static Mem guest(int address) {
        return new Mem(null, null, 0, address, true, null);
    }
}
