package dev.tracewright.jit.amd64;

/// BMI2's shifts by any register, which leave the flags alone.
enum ShiftX {
    SHLX(Vex.P66),
    SARX(Vex.PF3),
    SHRX(Vex.PF2);

    /// The prefix, as VEX encodes it.
    final int prefix;

    ShiftX(int prefix) {
        this.prefix = prefix;
    }
}
