package dev.tracewright.region;

import dev.tracewright.code.Terminator;
import dev.tracewright.isa.Instruction;

import java.util.List;

/// Instructions from an address up to a transfer, or up to where a block has to end.
///
/// @param start address of the first instruction
/// @param instructions all of them, the transfer included; empty if the first one is refused
/// @param end address behind the last
/// @param terminator the transfer at the end, or [Terminator#NONE]
/// @param refused whether compiled code cannot execute the instruction at the end
record StraightCode(
        long start,
        List<Instruction> instructions,
        long end,
        Terminator terminator,
        boolean refused) {
    StraightCode {
        instructions = List.copyOf(instructions);
    }

    /// The address of the last instruction.
    long lastAddress() {
        return end - instructions.getLast().length();
    }

    /// Where the direct transfer at the end goes when it is taken.
    long target() {
        return lastAddress() + instructions.getLast().imm();
    }

    /// The first instructions, up to an address at which one begins.
    StraightCode until(long address) {
        int count = 0;
        for (long pc = start; pc < address; count++) {
            pc += instructions.get(count).length();
        }
        return new StraightCode(
                start, instructions.subList(0, count), address, Terminator.NONE, false);
    }
}
