package dev.tracewright.code;

import dev.tracewright.isa.Instruction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/// Instructions that are executed one after another, entered only at the first and left only at the
/// last.
///
/// @param start address of the first instruction
/// @param end address after the last instruction
/// @param instructions at least one
/// @param terminator what the last instruction is
public record BasicBlock(
        long start, long end, List<Instruction> instructions, Terminator terminator) {
    public BasicBlock {
        instructions = List.copyOf(instructions);
    }

    /// Decodes a block up to its terminator or the next leader, whichever comes first.
    ///
    /// @param leader which addresses begin another block
    /// @throws IllegalStateException if an instruction cannot be decoded
    public static BasicBlock decode(InstructionSource code, long start, LongPredicate leader) {
        var instructions = new ArrayList<Instruction>();
        long pc = start;
        while (true) {
            Instruction instruction = require(code, pc, start);
            instructions.add(instruction);
            pc += instruction.length();
            Terminator terminator = Terminator.of(instruction);
            if (terminator != Terminator.NONE || leader.test(pc)) {
                return new BasicBlock(start, pc, instructions, terminator);
            }
        }
    }

    /// Decodes the block from `start` to `end`.
    ///
    /// @throws IllegalStateException if an instruction cannot be decoded or the block does not end
    ///   at `end`
    public static BasicBlock decode(InstructionSource code, long start, long end) {
        BasicBlock block = decode(code, start, pc -> pc >= end);
        if (block.end != end) {
            throw new IllegalStateException(
                    "block 0x%x ends at 0x%x, expected 0x%x".formatted(start, block.end, end));
        }
        return block;
    }

    private static Instruction require(InstructionSource code, long pc, long start) {
        return code.at(pc)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "block 0x%x: no instruction at 0x%x".formatted(start, pc)));
    }

    /// The last instruction.
    public Instruction last() {
        return instructions.getLast();
    }

    /// The address of the last instruction.
    public long lastAddress() {
        return end - last().length();
    }

    /// Where a branch that is taken, a direct jump or a call goes.
    ///
    /// @throws IllegalStateException if the target is not in the instruction
    public long directTarget() {
        return switch (terminator) {
            case BRANCH, JUMP, CALL -> lastAddress() + last().imm();
            case INDIRECT_JUMP, INDIRECT_CALL, RETURN, SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE ->
                    throw new IllegalStateException(
                            "block 0x%x ends with %s".formatted(start, terminator));
        };
    }
}
