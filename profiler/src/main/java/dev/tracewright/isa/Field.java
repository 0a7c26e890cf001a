package dev.tracewright.isa;

/// The variable parts of an instruction word.
public enum Field {
    RD,
    RS1,
    RS2,
    RS3,
    /// The rounding mode; for atomics, the `aq` and `rl` bits.
    RM,
    /// The immediate; also shift amounts and CSR numbers.
    IMM
}
