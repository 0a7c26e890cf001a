package dev.tracewright.region;

import dev.tracewright.isa.Instruction;

import java.util.List;

/// A block of a [HotRegion].
///
/// @param start the address of the first instruction
/// @param instructions all of it, a control transfer at the end included; may be empty only before
///   an instruction that is interpreted
/// @param flow where control goes on
/// @param count how often it was executed, as far as is known
public record RegionBlock(long start, List<Instruction> instructions, Flow flow, long count) {
    /// Copies the list.
    public RegionBlock {
        instructions = List.copyOf(instructions);
    }

    /// The address behind the last instruction.
    public long end() {
        long end = start;
        for (Instruction instruction : instructions) {
            end += instruction.length();
        }
        return end;
    }

    /// Whether the address lies in the block.
    public boolean contains(long pc) {
        return pc >= start && pc < end();
    }
}
