package dev.tracewright.profile;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.Terminator;
import dev.tracewright.isa.Instruction;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/// Finds the transfer that follows an address by walking the static code: over direct jumps, calls
/// and system calls.
final class TransferSites {
    private static final long[] NO_RETURNS = {};
    private final InstructionSource code;
    private final Map<Long, TransferSite> known = new HashMap<>();

    TransferSites(InstructionSource code) {
        this.code = code;
    }

    /// The transfer that is executed next when control is at the address.
    TransferSite after(long pc) {
        return known.computeIfAbsent(pc, this::find);
    }

    private TransferSite find(long start) {
        long pc = start;
        int instructions = 0;
        long[] returns = NO_RETURNS;
        var jumps = new HashSet<Long>();
        while (true) {
            Optional<Instruction> found = code.at(pc);
            if (found.isEmpty()) {
                return TransferSite.missing(start);
            }
            Instruction instruction = found.get();
            instructions++;
            long next = pc + instruction.length();
            Terminator terminator = Terminator.of(instruction);
            switch (terminator) {
                case BRANCH -> {
                    return new TransferSite(
                            start,
                            pc,
                            terminator,
                            pc + instruction.imm(),
                            next,
                            instructions,
                            returns);
                }
                case INDIRECT_JUMP, INDIRECT_CALL, RETURN -> {
                    return new TransferSite(start, pc, terminator, -1, next, instructions, returns);
                }
                case JUMP, CALL -> {
                    if (!jumps.add(pc)) {
                        return TransferSite.missing(start);
                    }
                    if (terminator == Terminator.CALL) {
                        returns = Arrays.copyOf(returns, returns.length + 1);
                        returns[returns.length - 1] = next;
                    }
                    pc += instruction.imm();
                }
                case SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE -> pc = next;
            }
        }
    }
}
