package dev.tracewright.jit.amd64;

/// Instructions that count bits; all have the prefix F3.
enum BitCount {
    POPCNT(0x0fb8),
    TZCNT(0x0fbc),
    LZCNT(0x0fbd);

    /// The instruction's number behind the prefix.
    final int opcode;

    BitCount(int opcode) {
        this.opcode = opcode;
    }
}
