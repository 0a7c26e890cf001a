package dev.tracewright.profile;

import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Encoder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;

/// Makes the words of the instructions that the tests' programs consist of.
public final class Assembler {
    private Assembler() {}

    private static int word(Opcode opcode, int rd, int rs1, int rs2, int imm) {
        return Encoder.encode(new Instruction(opcode, opcode, 0, rd, rs1, rs2, 0, 0, imm));
    }

    /// `addi x0, x0, 0`.
    public static int nop() {
        return word(Opcode.ADDI, 0, 0, 0, 0);
    }

    /// `c.nop`.
    public static int compressedNop() {
        return 1;
    }

    /// `beq x1, x2, pc + offset`.
    public static int branch(int offset) {
        return word(Opcode.BEQ, 0, 1, 2, offset);
    }

    /// `jal rd, pc + offset`.
    public static int jump(int rd, int offset) {
        return word(Opcode.JAL, rd, 0, 0, offset);
    }

    /// `jalr rd, 0(rs1)`.
    public static int indirect(int rd, int rs1) {
        return word(Opcode.JALR, rd, rs1, 0, 0);
    }

    /// `ecall`.
    public static int systemCall() {
        return word(Opcode.ECALL, 0, 0, 0, 0);
    }

    /// `fence.i`.
    public static int instructionFence() {
        return word(Opcode.FENCE_I, 0, 0, 0, 0);
    }

    /// A 32-bit word that is no instruction.
    public static int illegal() {
        return 0x7f;
    }

    /// The length of the instruction in bytes.
    public static int length(int word) {
        return Decoder.length(word);
    }
}
