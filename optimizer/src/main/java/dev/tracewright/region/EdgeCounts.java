package dev.tracewright.region;

import java.util.List;

/// How often control went which way, as far as is known: what regions are formed by.
///
/// Counts need not be exact, nor agree with one another.
public interface EdgeCounts {
    /// Where an indirect jump went, and how often.
    record Target(long pc, long count) {}

    /// How often the conditional branch at the address was taken.
    long taken(long pc);

    /// How often the conditional branch at the address was not taken, or the direct jump there was
    /// executed.
    long passed(long pc);

    /// The targets of the indirect jump at the address, in any order.
    List<Target> targets(long pc);

    /// The number of instructions that were executed while this was counted.
    long instructions();

    /// How often the transfer at the address was executed.
    default long executed(long pc) {
        long sum = taken(pc) + passed(pc);
        for (Target target : targets(pc)) {
            sum += target.count;
        }
        return sum;
    }
}
