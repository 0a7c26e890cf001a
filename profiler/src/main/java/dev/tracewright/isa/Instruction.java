package dev.tracewright.isa;

import dev.tracewright.isa.semantics.Fcsr;

/// A decoded instruction.
///
/// A compressed instruction is decoded to what it means: `opcode` is that of its expansion and
/// `row` the compressed one; otherwise both are the same.
///
/// @param opcode what it means; never a compressed opcode
/// @param row how it is encoded
/// @param word the encoded word; the upper half is zero for a 16-bit instruction
/// @param rd destination register number, 0 to 31; 0 where the instruction has none
/// @param rs1 first source register number
/// @param rs2 second source register number
/// @param rs3 third source register number
/// @param rm rounding mode field, 0 to 4 or 7 (dynamic); for atomics the aq and rl bits
/// @param imm immediate, shift amount or CSR number
public record Instruction(
        Opcode opcode, Opcode row, int word, int rd, int rs1, int rs2, int rs3, int rm, int imm) {

    /// The length in bytes, 2 or 4.
    public int length() {
        return row.encoding().length();
    }

    /// The value of a field.
    public int field(Field field) {
        return switch (field) {
            case RD -> rd;
            case RS1 -> rs1;
            case RS2 -> rs2;
            case RS3 -> rs3;
            case RM -> rm;
            case IMM -> imm;
        };
    }

    /// Whether the rounding mode is dynamic although the result is always exact (`fcvt.d.s`,
    /// `fcvt.d.w[u]`). Such an instruction too is illegal while `frm` is reserved (F extension,
    /// "Floating-Point Control and Status Register").
    public boolean exactButDynamic() {
        return rm == Fcsr.DYN && opcode.ignoresRounding();
    }
}
