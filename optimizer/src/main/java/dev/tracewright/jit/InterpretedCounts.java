package dev.tracewright.jit;

import dev.tracewright.profile.CodeCounters;
import dev.tracewright.region.EdgeCounts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// What the interpreter has counted so far. One thread counts, others read.
final class InterpretedCounts implements EdgeCounts {
    private final List<CodeCounters> regions = new CopyOnWriteArrayList<>();
    private volatile long instructions;

    /// Adds the counters of a range of code.
    void add(CodeCounters counters) {
        if (!regions.contains(counters)) {
            regions.add(counters);
        }
    }

    /// The counters of the code at an address.
    ///
    /// @throws IllegalStateException if there are none: nothing there was interpreted
    CodeCounters at(long pc) {
        for (CodeCounters counters : regions) {
            if (contains(counters, pc)) {
                return counters;
            }
        }
        throw new IllegalStateException("nothing is counted at 0x%x".formatted(pc));
    }

    /// Tells how many instructions have been interpreted.
    void interpreted(long count) {
        instructions = count;
    }

    @Override
    public long taken(long pc) {
        return counted(pc, 1);
    }

    @Override
    public long passed(long pc) {
        return counted(pc, 0);
    }

    private long counted(long pc, int outcome) {
        long sum = 0;
        for (CodeCounters counters : regions) {
            if (contains(counters, pc)) {
                sum += counters.counts[2 * parcel(counters, pc) + outcome];
            }
        }
        return sum;
    }

    @Override
    public List<Target> targets(long pc) {
        var targets = new ArrayList<Target>();
        for (CodeCounters counters : regions) {
            if (contains(counters, pc)) {
                counters.forEachTargetSoFar(
                        parcel(counters, pc), (to, count) -> targets.add(new Target(to, count)));
            }
        }
        return targets;
    }

    private static boolean contains(CodeCounters counters, long pc) {
        return Long.compareUnsigned(pc - counters.base, 2L * counters.parcels()) < 0;
    }

    private static int parcel(CodeCounters counters, long pc) {
        return (int) (pc - counters.base >> 1);
    }

    @Override
    public long instructions() {
        return instructions;
    }
}
