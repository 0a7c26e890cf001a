package dev.tracewright.jit.amd64;

/// A general-purpose register, in the order of the encoding.
enum Gpr {
    RAX,
    RCX,
    RDX,
    RBX,
    RSP,
    RBP,
    RSI,
    RDI,
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15;

    /// The number of registers.
    static final int COUNT = 16;

    private static final Gpr[] ALL = values();

    /// The register of a number from 0 to 15.
    static Gpr of(int number) {
        return ALL[number];
    }
}
