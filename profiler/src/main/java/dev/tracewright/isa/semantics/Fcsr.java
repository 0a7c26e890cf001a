package dev.tracewright.isa.semantics;

/// The floating-point control and status register of one hart: accrued exception flags (`fflags`)
/// and the dynamic rounding mode (`frm`). Unprivileged specification, chapter "F", section
/// "Floating-Point Control and Status Register".
public final class Fcsr {
    /// Inexact.
    public static final int NX = 1;

    /// Underflow: the result is inexact and was tiny after rounding.
    public static final int UF = 2;

    /// Overflow.
    public static final int OF = 4;

    /// Division of a finite non-zero number by zero.
    public static final int DZ = 8;

    /// Invalid operation.
    public static final int NV = 16;

    /// Round to nearest, ties to even.
    public static final int RNE = 0;

    /// Round towards zero.
    public static final int RTZ = 1;

    /// Round towards negative infinity.
    public static final int RDN = 2;

    /// Round towards positive infinity.
    public static final int RUP = 3;

    /// Round to nearest, ties away from zero.
    public static final int RMM = 4;

    /// As an instruction's `rm` field: use [#rounding].
    public static final int DYN = 7;

    private static final int FLAGS = 0x1f;
    private static final int ROUNDING = 7;
    private static final int ROUNDING_SHIFT = 5;

    /// The accrued exceptions: any of [#NX], [#UF], [#OF], [#DZ], [#NV]. They are only ever added
    /// by arithmetic; the program clears them.
    public int flags;

    /// The field `frm`, 0 to 7; 5 to 7 are reserved and make a dynamically rounded instruction
    /// illegal.
    public int rounding;

    /// All zero, as at the start of a program.
    public Fcsr() {}

    /// The rounding mode, 0 to 4, of an instruction whose `rm` field is `rm`.
    ///
    /// @throws IllegalInstruction if `rm` is reserved, or dynamic while [#rounding] is reserved
    public int resolve(int rm) {
        int mode = rm == DYN ? rounding : rm;
        if (mode < RNE || mode > RMM) {
            throw IllegalInstruction.INSTANCE;
        }
        return mode;
    }

    /// The whole register as `csrr fcsr` reads it: `frm` in bits 7:5, `fflags` in bits 4:0.
    public int value() {
        return rounding << ROUNDING_SHIFT | flags;
    }

    /// Sets flags and rounding mode as `csrw fcsr` does; bits above 7 are ignored.
    public void setValue(int value) {
        flags = value & FLAGS;
        rounding = value >>> ROUNDING_SHIFT & ROUNDING;
    }
}
