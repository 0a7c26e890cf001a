package dev.tracewright.region;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.Terminator;
import dev.tracewright.isa.Instruction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Reads straight pieces of code, each once.
final class StraightCodeReader {
    private final InstructionSource code;
    private final BiPredicate<Long, Instruction> compilable;
    private final int most;
    private final Map<Long, StraightCode> read = new HashMap<>();

    /// @param compilable which instructions at which addresses compiled code can execute
    /// @param most greatest length
    StraightCodeReader(
            InstructionSource code, BiPredicate<Long, Instruction> compilable, int most) {
        this.code = code;
        this.compilable = compilable;
        this.most = most;
    }

    StraightCode at(long start) {
        return read.computeIfAbsent(start, this::read);
    }

    /// The length in bytes of the instruction at an address, or 0 if there is none.
    int lengthAt(long pc) {
        return code.at(pc).map(Instruction::length).orElse(0);
    }

    /// The next address at which compiled code can begin.
    long compilableFrom(long start) {
        long pc = start;
        for (int i = 0; i < most && at(pc).instructions().isEmpty() && lengthAt(pc) > 0; i++) {
            pc += lengthAt(pc);
        }
        return pc;
    }

    private StraightCode read(long start) {
        var instructions = new ArrayList<Instruction>();
        long pc = start;
        while (instructions.size() < most) {
            Optional<Instruction> next = code.at(pc);
            if (next.isEmpty() || !compilable.test(pc, next.get())) {
                return new StraightCode(start, instructions, pc, Terminator.NONE, true);
            }
            instructions.add(next.get());
            pc += next.get().length();
            Terminator terminator = Terminator.of(next.get());
            if (terminator != Terminator.NONE) {
                return new StraightCode(start, instructions, pc, terminator, false);
            }
        }
        return new StraightCode(start, instructions, pc, Terminator.NONE, false);
    }
}
