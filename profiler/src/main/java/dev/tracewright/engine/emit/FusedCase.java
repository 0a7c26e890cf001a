package dev.tracewright.engine.emit;

import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;

import java.util.List;

/// A sequence of instructions that one case of the switch executes.
///
/// @param kind the kind of decoded word that selects it
/// @param components the instructions, in order; only the last may be a branch or jump
/// @param instructions the very instructions, if the case serves sites where registers and
///   immediates are these, so that they are constants in it; empty if it reads them from the
///   decoded words of any site
public record FusedCase(int kind, List<Component> components, List<Instruction> instructions) {
    /// The source operand is read from the register file.
    public static final int REGISTER = -1;

    /// The source operand is `x0`.
    public static final int ZERO = -2;

    /// One instruction of the sequence.
    ///
    /// @param length its encoded length in bytes
    /// @param rs1 [#REGISTER], [#ZERO], or the index of the earlier component whose result this
    ///   operand is
    /// @param rs2 the same for the second operand
    /// @param rs3 the same for the third operand
    /// @param resultDead whether a later component overwrites the result before anything can see it
    public record Component(
            Opcode opcode, int length, int rs1, int rs2, int rs3, boolean resultDead) {}

    public FusedCase {
        components = List.copyOf(components);
        instructions = List.copyOf(instructions);
    }

    /// Whether registers and immediates are constants.
    public boolean specialized() {
        return !instructions.isEmpty();
    }
}
