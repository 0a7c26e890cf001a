package dev.tracewright.profile;

import java.util.Arrays;

/// Probabilities that learn: the upper 22 bits of an `int` are the probability of a one, the lower
/// 10 how many bits it has seen. Early bits move it more than later ones.
final class Adaptive {
    private static final int COUNT_BITS = 10;
    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
    private static final int CERTAIN = (1 << Integer.SIZE - COUNT_BITS) - 1;

    /// One half, nothing seen.
    private static final int UNKNOWN = 1 << Integer.SIZE - 1;

    /// After n bits, the share of the distance to the next one by which it is moved, in 1/65536.
    private static final int[] RATE = new int[1 << COUNT_BITS];

    static {
        for (int n = 0; n < RATE.length; n++) {
            RATE[n] = (1 << 17) / (2 * n + 3);
        }
    }

    private Adaptive() {}

    static int[] table(int size) {
        int[] table = new int[size];
        reset(table);
        return table;
    }

    static void reset(int[] table) {
        Arrays.fill(table, UNKNOWN);
    }

    /// The probability of a one, in 1/65536, from 1 to 65535.
    static int probability(int state) {
        return Math.max(state >>> Integer.SIZE - BitCoder.PROBABILITY_BITS, 1);
    }

    /// How many bits were seen, up to the limit.
    static int count(int state) {
        return state & COUNT_MASK;
    }

    /// The state after a bit.
    ///
    /// @param limit the number of bits from which on old ones are forgotten; at most 1023
    static int update(int state, int bit, int limit) {
        int count = state & COUNT_MASK;
        int probability = state >>> COUNT_BITS;
        int target = -bit & CERTAIN;
        int moved = probability + (int) ((long) (target - probability) * RATE[count] >> 16);
        return moved << COUNT_BITS | Math.min(count + 1, limit);
    }

    /// Codes a bit with the probability at the index, which learns from it.
    static int code(BitCoder coder, int bit, int[] table, int index) {
        int state = table[index];
        int coded = coder.code(bit, probability(state));
        table[index] = update(state, coded, 255);
        return coded;
    }

    /// Codes a number bit by bit, the highest first, each in the context of those before it.
    ///
    /// @param table 2 to the power of `bits` probabilities
    static int codeTree(BitCoder coder, int value, int[] table, int bits) {
        int node = 1;
        for (int bit = bits - 1; bit >= 0; bit--) {
            node = 2 * node + code(coder, value >>> bit & 1, table, node);
        }
        return node - (1 << bits);
    }
}
