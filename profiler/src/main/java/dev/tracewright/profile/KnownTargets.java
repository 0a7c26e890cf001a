package dev.tracewright.profile;

import java.util.Arrays;

/// The targets that an indirect jump has had, in the order of their first occurrence.
final class KnownTargets {
    private static final int BITS = 8;

    /// Stands for a target that is not in the list; so many are remembered.
    private static final int OTHER = (1 << BITS) - 1;

    private long[] targets = new long[2];
    private int size;
    private long last = TargetModel.NONE;

    /// The probabilities of the positions; null until they are needed, since most jumps never do.
    private int[] positions;

    /// The target of the last time; [TargetModel#NONE] before the first.
    long last() {
        return last;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean has(int position) {
        return position < size;
    }

    long target(int position) {
        return targets[position];
    }

    int position(long target) {
        for (int i = 0; i < size; i++) {
            if (targets[i] == target) {
                return i;
            }
        }
        return OTHER;
    }

    int code(BitCoder coder, int position) {
        if (positions == null) {
            positions = Adaptive.table(1 << BITS);
        }
        return Adaptive.codeTree(coder, position, positions, BITS);
    }

    void occurred(long target) {
        if (target == last) {
            return;
        }
        last = target;
        if (size < OTHER && position(target) == OTHER) {
            if (size == targets.length) {
                targets = Arrays.copyOf(targets, 2 * size);
            }
            targets[size++] = target;
        }
    }
}
