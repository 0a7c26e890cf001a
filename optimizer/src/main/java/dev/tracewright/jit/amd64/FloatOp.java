package dev.tracewright.jit.amd64;

/// Scalar floating-point arithmetic.
enum FloatOp {
    SQRT(0x51),
    ADD(0x58),
    MUL(0x59),
    SUB(0x5c),
    MIN(0x5d),
    DIV(0x5e),
    MAX(0x5f);

    /// The instruction's number in the map 0F.
    final int opcode;

    FloatOp(int opcode) {
        this.opcode = opcode;
    }
}
