package dev.tracewright.jit.amd64;

/// Bitwise operations on whole vector registers.
enum FloatLogic {
    AND(0x54),
    ANDN(0x55),
    OR(0x56),
    XOR(0x57);

    /// The instruction's number in the map 0F.
    final int opcode;

    FloatLogic(int opcode) {
        this.opcode = opcode;
    }
}
