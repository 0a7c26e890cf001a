package dev.tracewright.isa.semantics;

/// The size of a memory access and, for loads, how the value fills a 64-bit register.
public enum Width {
    S8(1),
    U8(1),
    S16(2),
    U16(2),
    S32(4),
    U32(4),
    S64(8);

    private final int bytes;

    Width(int bytes) {
        this.bytes = bytes;
    }

    /// The number of bytes that are accessed: 1, 2, 4 or 8.
    public int bytes() {
        return bytes;
    }

    /// Whether a loaded value is sign-extended (otherwise zero-extended) to 64 bits.
    public boolean signed() {
        return this != U8 && this != U16 && this != U32;
    }
}
