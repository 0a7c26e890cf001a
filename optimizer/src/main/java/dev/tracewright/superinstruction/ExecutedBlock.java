package dev.tracewright.superinstruction;

import dev.tracewright.isa.Instruction;

import java.util.List;

/// Instructions that are executed one after the other, and how often.
///
/// @param start address of the first instruction
/// @param instructions the instructions in order; only the last transfers control
/// @param count number of executions
public record ExecutedBlock(long start, List<Instruction> instructions, long count) {
    public ExecutedBlock {
        instructions = List.copyOf(instructions);
    }

    /// The number of instructions that the block executes in the whole run.
    public long weight() {
        return count * instructions.size();
    }
}
