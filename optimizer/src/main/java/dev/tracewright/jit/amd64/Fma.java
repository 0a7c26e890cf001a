package dev.tracewright.jit.amd64;

/// Fused multiplication and addition. The digits tell which operands are the factors and which is
/// the addend: 213 is `a = b * a + c`, 132 is `a = a * c + b`, 231 is `a = b * c + a`.
enum Fma {
    VFMADD132(0x99),
    VFMSUB132(0x9b),
    VFNMADD132(0x9d),
    VFNMSUB132(0x9f),
    VFMADD213(0xa9),
    VFMSUB213(0xab),
    VFNMADD213(0xad),
    VFNMSUB213(0xaf),
    VFMADD231(0xb9),
    VFMSUB231(0xbb),
    VFNMADD231(0xbd),
    VFNMSUB231(0xbf);

    /// The instruction's number in the map 0F38.
    final int opcode;

    Fma(int opcode) {
        this.opcode = opcode;
    }
}
