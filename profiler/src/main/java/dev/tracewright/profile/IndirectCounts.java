package dev.tracewright.profile;

import java.util.Arrays;

/// Exact counts of the targets of one indirect jump: the last target in fields, all in a hash
/// table.
final class IndirectCounts {
    private static final int INITIAL_SLOTS = 4;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long lastTarget;
    // Repetitions of the last target that are not in the table yet.
    private long repetitions;
    private long[] targets = new long[INITIAL_SLOTS];
    private long[] counts = new long[INITIAL_SLOTS];
    private int shift = Long.SIZE - 2;
    private int size;

    /// Counts the target if it is the one that was counted last.
    boolean repeats(long target) {
        if (target != lastTarget) {
            return false;
        }
        repetitions++;
        return true;
    }

    /// Counts the target.
    void count(long target) {
        flush();
        lastTarget = target;
        repetitions = 1;
    }

    /// Counts the target several times.
    void count(long target, long executions) {
        if (executions > 0) {
            add(target, executions);
        }
    }

    private void flush() {
        if (repetitions == 0) {
            return;
        }
        add(lastTarget, repetitions);
        repetitions = 0;
    }

    // A slot is free while its count is zero: every address is a possible target.
    private void add(long target, long count) {
        int slot = slot(target);
        if (counts[slot] == 0) {
            if (2 * (size + 1) > targets.length) {
                grow();
                slot = slot(target);
            }
            targets[slot] = target;
            size++;
        }
        counts[slot] += count;
    }

    private int slot(long target) {
        int mask = targets.length - 1;
        int slot = (int) (target * GOLDEN >>> shift);
        while (counts[slot] != 0 && targets[slot] != target) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldTargets = targets;
        long[] oldCounts = counts;
        targets = new long[2 * oldTargets.length];
        counts = new long[2 * oldCounts.length];
        shift--;
        for (int i = 0; i < oldTargets.length; i++) {
            if (oldCounts[i] != 0) {
                int slot = slot(oldTargets[i]);
                targets[slot] = oldTargets[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    /// Visits about what has been counted, while another thread counts; in any order, and the last
    /// target perhaps twice.
    void forEachSoFar(CodeCounters.TargetCounts visitor) {
        long[] addresses = targets;
        long[] executions = counts;
        for (int i = 0; i < Math.min(addresses.length, executions.length); i++) {
            if (executions[i] > 0) {
                visitor.accept(addresses[i], executions[i]);
            }
        }
        if (repetitions > 0) {
            visitor.accept(lastTarget, repetitions);
        }
    }

    /// Visits all targets, in ascending order of unsigned address.
    void forEach(CodeCounters.TargetCounts visitor) {
        flush();
        long[] sorted = new long[size];
        int n = 0;
        for (int i = 0; i < targets.length; i++) {
            if (counts[i] != 0) {
                sorted[n++] = targets[i] + Long.MIN_VALUE;
            }
        }
        Arrays.sort(sorted);
        for (long key : sorted) {
            long target = key + Long.MIN_VALUE;
            visitor.accept(target, counts[slot(target)]);
        }
    }
}
