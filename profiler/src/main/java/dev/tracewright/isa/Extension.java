package dev.tracewright.isa;

import java.util.Locale;

/// The parts of the instruction set that this project implements, in the order of the ISA string.
public enum Extension {
    I,
    M,
    A,
    F,
    D,
    C,
    ZICSR,
    ZIFENCEI,
    ZICOND,
    ZBA,
    ZBB,
    ZBC,
    ZBS;

    /// The name as ISA strings spell it: `m`, `zicsr`.
    public String isaName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
