package dev.tracewright.profile;

/// Counters for the control transfers of one region of code; an engine increments them, nobody
/// locks.
///
/// Only the instructions that end blocks are counted. The counts of everything else follow from
/// them and are derived by [ProfileBuilder] after the run.
public final class CodeCounters {
    /// The address of parcel 0.
    public final long base;

    /// For the transfer at parcel `i` (address `base + 2 * i`): `[2 * i]` is how often a
    /// conditional branch was not taken, or a direct jump was executed; `[2 * i + 1]` how often a
    /// conditional branch was taken. Counts at instructions that only leave the engine (`ecall`,
    /// `ebreak`, `fence.i`) are ignored.
    public final long[] counts;

    private final IndirectCounts[] indirect;

    CodeCounters(long base, int parcels) {
        if ((base & 1) != 0) {
            throw new IllegalArgumentException(
                    "code at an odd address: 0x" + Long.toHexString(base));
        }
        this.base = base;
        counts = new long[Math.multiplyExact(2, parcels)];
        indirect = new IndirectCounts[parcels];
    }

    /// The number of 16-bit parcels in the region.
    public int parcels() {
        return indirect.length;
    }

    /// Counts an execution of the indirect jump at a parcel.
    public void indirect(int parcel, long target) {
        IndirectCounts site = indirect[parcel];
        if (site != null && site.repeats(target)) {
            return;
        }
        count(parcel, target);
    }

    /// Counts several executions of the indirect jump at a parcel.
    public void indirect(int parcel, long target, long executions) {
        if (indirect[parcel] == null) {
            indirect[parcel] = new IndirectCounts();
        }
        indirect[parcel].count(target, executions);
    }

    // Out of line, so that the common case is small enough to be inlined into engines.
    private void count(int parcel, long target) {
        if (indirect[parcel] == null) {
            indirect[parcel] = new IndirectCounts();
        }
        indirect[parcel].count(target);
    }

    /// What is done with the targets of one indirect jump.
    @FunctionalInterface
    public interface TargetCounts {
        /// Takes a target and how often it was gone to.
        void accept(long target, long count);
    }

    /// Visits about what has been counted for the indirect jump at a parcel, while it is being
    /// counted by another thread.
    public void forEachTargetSoFar(int parcel, TargetCounts visitor) {
        IndirectCounts site = indirect[parcel];
        if (site != null) {
            site.forEachSoFar(visitor);
        }
    }

    /// Whether an indirect jump was counted at the parcel.
    boolean hasTargets(int parcel) {
        return indirect[parcel] != null;
    }

    /// Visits the counted targets of the indirect jump at a parcel, in ascending order of unsigned
    /// address.
    void forEachTarget(int parcel, TargetCounts visitor) {
        if (hasTargets(parcel)) {
            indirect[parcel].forEach(visitor);
        }
    }
}
