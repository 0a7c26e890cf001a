package dev.tracewright.profile;

/// Predicts conditional branches: how often a branch was taken after the last 4 and after the last
/// 16 events, and what followed at the matching place of the history, together choose the
/// probability that is used.
final class OutcomeModel {
    private static final int TABLE_BITS = 16;
    private static final int LIMIT = 60;
    private static final int FINAL_LIMIT = 1023;
    private static final int LEVELS = 16;
    private static final int TRUSTS = 4;
    private static final int MATCHES = 16;

    private final int[] afterFour = Adaptive.table(1 << TABLE_BITS);
    private final int[] afterSixteen = Adaptive.table(1 << TABLE_BITS);
    private final int[] combined = Adaptive.table(LEVELS * LEVELS * TRUSTS * MATCHES);

    /// Forgets everything.
    void reset() {
        Adaptive.reset(afterFour);
        Adaptive.reset(afterSixteen);
        Adaptive.reset(combined);
    }

    /// Codes the outcome of a branch.
    ///
    /// @param actual the outcome to encode
    /// @param predicted the outcome at the matching place; -1 if there is none
    /// @return the outcome: 1 for taken
    int code(BitCoder coder, int actual, int predicted, EventHistory history) {
        int four = index(history.shortHash() + EventTable.hash(predicted + 1));
        int sixteen = index(history.middleHash());
        int match = predicted < 0 ? 0 : 2 + (history.lengthClass() >>> 2 << 1) + predicted;
        int cell = cell(afterFour[four], afterSixteen[sixteen], match);
        int bit = coder.code(actual, Adaptive.probability(combined[cell]));
        combined[cell] = Adaptive.update(combined[cell], bit, FINAL_LIMIT);
        afterFour[four] = Adaptive.update(afterFour[four], bit, LIMIT);
        afterSixteen[sixteen] = Adaptive.update(afterSixteen[sixteen], bit, LIMIT);
        return bit;
    }

    private static int index(long hash) {
        return (int) (hash >>> Long.SIZE - TABLE_BITS);
    }

    private static int cell(int four, int sixteen, int match) {
        int trust = (Adaptive.count(four) < 8 ? 0 : 2) + (Adaptive.count(sixteen) < 2 ? 0 : 1);
        int levels = level(four) * LEVELS + level(sixteen);
        return (levels * TRUSTS + trust) * MATCHES + match;
    }

    /// The probability on a logarithmic scale around one half: 7 from 1/4, 6 from 1/8, ... and 8 to
    /// 3/4, 9 to 7/8, ...
    private static int level(int state) {
        int probability = state >>> 16;
        return probability < 1 << 15
                ? 7 - steps(probability)
                : 8 + steps((1 << 16) - 1 - probability);
    }

    private static int steps(int distance) {
        return Math.min(Integer.numberOfLeadingZeros(distance << 17 | 1 << 16), 7);
    }
}
