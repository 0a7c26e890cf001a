package dev.tracewright.jit;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.Terminator;
import dev.tracewright.isa.Instruction;
import dev.tracewright.region.EdgeCounts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How often compiled code was left by which transfer. One thread counts, others read.
final class ExitCounts implements EdgeCounts {
    private final InstructionSource code;
    private final Map<Long, Long> taken = new HashMap<>();
    private final Map<Long, Long> passed = new HashMap<>();
    private final Map<Long, Map<Long, Long>> targets = new HashMap<>();

    ExitCounts(InstructionSource code) {
        this.code = code;
    }

    /// Counts an exit.
    ///
    /// @param site the address of the transfer
    /// @param to where it led
    synchronized void count(long site, long to) {
        Optional<Instruction> instruction = code.at(site);
        if (instruction.isEmpty()) {
            return;
        }
        switch (Terminator.of(instruction.get())) {
            case BRANCH ->
                    (to == site + instruction.get().imm() ? taken : passed)
                            .merge(site, 1L, Long::sum);
            case JUMP, CALL -> passed.merge(site, 1L, Long::sum);
            case INDIRECT_JUMP, INDIRECT_CALL, RETURN ->
                    targets.computeIfAbsent(site, _ -> new HashMap<>()).merge(to, 1L, Long::sum);
            case SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE -> {}
        }
    }

    @Override
    public synchronized long taken(long pc) {
        return taken.getOrDefault(pc, 0L);
    }

    @Override
    public synchronized long passed(long pc) {
        return passed.getOrDefault(pc, 0L);
    }

    @Override
    public synchronized List<Target> targets(long pc) {
        var list = new ArrayList<Target>();
        targets.getOrDefault(pc, Map.of()).forEach((to, count) -> list.add(new Target(to, count)));
        return list;
    }

    @Override
    public long instructions() {
        return 0;
    }
}
