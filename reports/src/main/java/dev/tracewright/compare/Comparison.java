package dev.tracewright.compare;

import dev.tracewright.measure.HostInfo;

import java.util.List;

/// The ways to run a program against each other.
///
/// @param rungs at least one; the first is the baseline
/// @param host where they were measured
public record Comparison(List<Rung> rungs, HostInfo host) {
    public Comparison {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty()) {
            throw new IllegalArgumentException("nothing was compared");
        }
    }

    /// What the others are compared with.
    public Rung baseline() {
        return rungs.getFirst();
    }

    /// Whether all of them behaved the same.
    public boolean identical() {
        return rungs.stream().allMatch(rung -> rung.verdict().identical());
    }

    /// Number of measured rounds.
    public int rounds() {
        return baseline().seconds().size();
    }
}
