package dev.tracewright.region;

import dev.tracewright.code.BasicBlock;
import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.Terminator;
import dev.tracewright.profile.BlockCount;
import dev.tracewright.profile.EdgeCount;
import dev.tracewright.profile.Profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The counts of a profile.
public final class ProfiledCounts implements EdgeCounts {
    private final Map<Long, Long> taken = new HashMap<>();
    private final Map<Long, Long> passed = new HashMap<>();
    private final Map<Long, List<Target>> targets = new HashMap<>();
    private final long instructions;

    /// @param code the program's instructions
    public ProfiledCounts(Profile profile, InstructionSource code) {
        instructions = profile.instructions();
        for (BlockCount block : profile.blocks()) {
            BasicBlock decoded = BasicBlock.decode(code, block.start(), block.end());
            if (decoded.terminator() != Terminator.NONE) {
                profile.edgesFrom(block.start()).forEach(e -> add(decoded.lastAddress(), e));
            }
        }
    }

    private void add(long site, EdgeCount edge) {
        switch (edge.kind()) {
            case TAKEN -> taken.merge(site, edge.count(), Long::sum);
            case NOT_TAKEN, JUMP, CALL -> passed.merge(site, edge.count(), Long::sum);
            case INDIRECT_JUMP, INDIRECT_CALL, RETURN ->
                    targets.computeIfAbsent(site, _ -> new ArrayList<>())
                            .add(new Target(edge.to(), edge.count()));
            case FALL_THROUGH, SYSTEM_CALL, EXIT, ENTRY -> {}
        }
    }

    @Override
    public long taken(long pc) {
        return taken.getOrDefault(pc, 0L);
    }

    @Override
    public long passed(long pc) {
        return passed.getOrDefault(pc, 0L);
    }

    @Override
    public List<Target> targets(long pc) {
        return targets.getOrDefault(pc, List.of());
    }

    @Override
    public long instructions() {
        return instructions;
    }
}
