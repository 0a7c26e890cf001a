package dev.tracewright.jit;

import dev.tracewright.region.EdgeCounts;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The sums of several counts.
///
/// @param parts what is added up
record LiveCounts(List<EdgeCounts> parts) implements EdgeCounts {
    LiveCounts {
        parts = List.copyOf(parts);
    }

    @Override
    public long taken(long pc) {
        return parts.stream().mapToLong(part -> part.taken(pc)).sum();
    }

    @Override
    public long passed(long pc) {
        return parts.stream().mapToLong(part -> part.passed(pc)).sum();
    }

    @Override
    public List<Target> targets(long pc) {
        var sums = new TreeMap<Long, Long>();
        for (EdgeCounts part : parts) {
            part.targets(pc).forEach(t -> sums.merge(t.pc(), t.count(), Long::sum));
        }
        var targets = new ArrayList<Target>();
        sums.forEach((to, count) -> targets.add(new Target(to, count)));
        return targets;
    }

    @Override
    public long instructions() {
        return parts.stream().mapToLong(EdgeCounts::instructions).sum();
    }
}
