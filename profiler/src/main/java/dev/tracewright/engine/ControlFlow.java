package dev.tracewright.engine;

import dev.tracewright.profile.BranchTraceWriter;
import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;

/// Tells the recorder what an instruction that was executed on its own did.
final class ControlFlow {
    private final CodeRegions regions;
    private final BranchTraceWriter trace;

    ControlFlow(CodeRegions regions, Optional<ProfileRecorder> recorder) {
        this.regions = regions;
        trace = recorder.map(ProfileRecorder::trace).orElse(null);
    }

    /// A conditional branch.
    void branch(long pc, boolean taken) {
        count(pc, taken ? 1 : 0);
        if (trace != null) {
            trace.branch(pc, taken);
        }
    }

    /// A direct jump.
    void jump(long pc) {
        count(pc, 0);
    }

    /// An indirect jump.
    void indirect(long pc, long target) {
        CodeRegion region = regions.at(pc);
        if (region != null && region.counters != null) {
            region.counters.indirect(region.parcel(pc), target);
            if (trace != null) {
                trace.indirect(pc, target);
            }
        }
    }

    private void count(long pc, int outcome) {
        CodeRegion region = regions.at(pc);
        if (region != null && region.counters != null) {
            region.counters.counts[2 * region.parcel(pc) + outcome]++;
        }
    }
}
