package dev.tracewright.jit.amd64;

/// Shifts and rotations by a constant or by CL; they change the flags.
enum Shift {
    ROL(0),
    ROR(1),
    SHL(4),
    SHR(5),
    SAR(7);

    /// What stands in the register field.
    final int extension;

    Shift(int extension) {
        this.extension = extension;
    }
}
