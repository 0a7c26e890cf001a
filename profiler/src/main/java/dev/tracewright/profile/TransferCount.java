package dev.tracewright.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the counters of all regions say of one transfer instruction.
///
/// @param executed how often a branch was not taken or a direct jump was executed
/// @param taken how often a branch was taken
/// @param targets how often an indirect jump went where
record TransferCount(long executed, long taken, Map<Long, Long> targets) {
    /// An instruction that was never executed.
    static final TransferCount ZERO = new TransferCount(0, 0, Map.of());

    /// The counts that are not zero, by address.
    static Map<Long, TransferCount> of(List<CodeCounters> regions) {
        var transfers = new HashMap<Long, TransferCount>();
        for (CodeCounters region : regions) {
            for (int parcel = 0; parcel < region.parcels(); parcel++) {
                TransferCount count = at(region, parcel);
                if (!count.equals(ZERO)) {
                    transfers.merge(region.base + 2L * parcel, count, TransferCount::plus);
                }
            }
        }
        return transfers;
    }

    private static TransferCount at(CodeCounters region, int parcel) {
        long executed = region.counts[2 * parcel];
        long taken = region.counts[2 * parcel + 1];
        if (!region.hasTargets(parcel)) {
            return executed == 0 && taken == 0
                    ? ZERO
                    : new TransferCount(executed, taken, Map.of());
        }
        var targets = new TreeMap<Long, Long>();
        region.forEachTarget(parcel, targets::put);
        return new TransferCount(executed, taken, targets);
    }

    private TransferCount plus(TransferCount other) {
        var sum = new TreeMap<>(targets);
        other.targets.forEach((target, count) -> sum.merge(target, count, Long::sum));
        return new TransferCount(executed + other.executed, taken + other.taken, sum);
    }

    /// How often the instruction was executed.
    long total() {
        return executed + taken + targets.values().stream().mapToLong(Long::longValue).sum();
    }
}
