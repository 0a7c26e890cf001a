package dev.tracewright.jit.amd64;

import dev.tracewright.isa.semantics.Fcsr;

/// The processor's floating-point control and status register, and how RISC-V's maps to it.
final class Mxcsr {
    /// All exceptions masked, none accrued, rounding to nearest: as a process finds it.
    static final int DEFAULT = 0x1f80;

    private static final int INVALID = 1;
    private static final int DIVISION_BY_ZERO = 4;
    private static final int OVERFLOW = 8;
    private static final int UNDERFLOW = 16;
    private static final int INEXACT = 32;

    private static final int ROUND_DOWN = 1 << 13;
    private static final int ROUND_UP = 2 << 13;
    private static final int TRUNCATE = 3 << 13;

    private Mxcsr() {}

    /// The value that does arithmetic as `fcsr` says. To nearest, ties away from zero, and the
    /// reserved modes become ties to even: compiled code has to look at the mode itself.
    static int of(Fcsr fcsr) {
        int rounding =
                switch (fcsr.rounding) {
                    case Fcsr.RTZ -> TRUNCATE;
                    case Fcsr.RDN -> ROUND_DOWN;
                    case Fcsr.RUP -> ROUND_UP;
                    default -> 0;
                };
        int flags = fcsr.flags;
        return DEFAULT
                | rounding
                | ((flags & Fcsr.NV) != 0 ? INVALID : 0)
                | ((flags & Fcsr.DZ) != 0 ? DIVISION_BY_ZERO : 0)
                | ((flags & Fcsr.OF) != 0 ? OVERFLOW : 0)
                | ((flags & Fcsr.UF) != 0 ? UNDERFLOW : 0)
                | ((flags & Fcsr.NX) != 0 ? INEXACT : 0);
    }

    /// The exceptions that a value holds, as in [Fcsr#flags].
    static int flags(int mxcsr) {
        return ((mxcsr & INVALID) != 0 ? Fcsr.NV : 0)
                | ((mxcsr & DIVISION_BY_ZERO) != 0 ? Fcsr.DZ : 0)
                | ((mxcsr & OVERFLOW) != 0 ? Fcsr.OF : 0)
                | ((mxcsr & UNDERFLOW) != 0 ? Fcsr.UF : 0)
                | ((mxcsr & INEXACT) != 0 ? Fcsr.NX : 0);
    }
}
