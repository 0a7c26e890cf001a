package dev.tracewright.jit.amd64;

/// A vector register, used for scalars.
enum Xmm {
    XMM0,
    XMM1,
    XMM2,
    XMM3,
    XMM4,
    XMM5,
    XMM6,
    XMM7,
    XMM8,
    XMM9,
    XMM10,
    XMM11,
    XMM12,
    XMM13,
    XMM14,
    XMM15;

    /// The number of registers.
    static final int COUNT = 16;

    private static final Xmm[] ALL = values();

    /// The register of a number from 0 to 15.
    static Xmm of(int number) {
        return ALL[number];
    }
}
