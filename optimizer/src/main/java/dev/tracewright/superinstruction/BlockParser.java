package dev.tracewright.superinstruction;

import java.util.Arrays;
import java.util.List;

/// Splits a block into superinstructions and single instructions.
///
/// A parse is the sequence of its parts' lengths. Each part costs a [#DISPATCH], less a little for
/// every register access that a superinstruction avoids, so that among parses with as few
/// dispatches the one that forwards most is best.
final class BlockParser {
    /// What executing one instruction costs.
    static final long DISPATCH = 100;

    // At most 8 components with 3 operands and a result are worth less than a dispatch.
    private static final long FORWARD = 2;

    private final int maxLength;
    private final long[] costs;
    private long[] best = new long[64];

    /// A parser with these shapes, by number.
    BlockParser(int maxLength, List<List<Component>> shapes) {
        this.maxLength = maxLength;
        costs = shapes.stream().mapToLong(BlockParser::cost).toArray();
    }

    private static long cost(List<Component> shape) {
        long avoided = 0;
        for (Component component : shape) {
            avoided += component.forwards() + (component.resultDead() ? 1 : 0);
        }
        return DISPATCH - FORWARD * avoided;
    }

    /// The least cost of a block, with the chosen shapes and one more.
    ///
    /// @param extra a shape number that counts as chosen, or [SequenceIndex#NONE]
    long cost(int[] matches, boolean[] chosen, int extra) {
        int instructions = matches.length / (maxLength - 1);
        fill(matches, instructions, chosen, extra);
        return best[0];
    }

    /// A parse of least cost; among equals the one whose first parts are longest.
    int[] optimal(int[] matches, boolean[] chosen) {
        int instructions = matches.length / (maxLength - 1);
        fill(matches, instructions, chosen, SequenceIndex.NONE);
        int[] parts = new int[instructions];
        int count = 0;
        for (int at = 0; at < instructions; at += parts[count - 1]) {
            parts[count++] = bestPart(matches, instructions, chosen, at);
        }
        return Arrays.copyOf(parts, count);
    }

    private int bestPart(int[] matches, int instructions, boolean[] chosen, int at) {
        for (int length = Math.min(maxLength, instructions - at); length > 1; length--) {
            int shape = matches[SequenceIndex.slot(at, length, maxLength)];
            if (shape >= 0 && chosen[shape] && best[at] == costs[shape] + best[at + length]) {
                return length;
            }
        }
        return 1;
    }

    /// The parse that takes the longest chosen shape at each step.
    int[] greedy(int[] matches, boolean[] chosen) {
        int instructions = matches.length / (maxLength - 1);
        int[] parts = new int[instructions];
        int count = 0;
        for (int at = 0; at < instructions; at += parts[count - 1]) {
            int length = Math.min(maxLength, instructions - at);
            while (length > 1) {
                int shape = matches[SequenceIndex.slot(at, length, maxLength)];
                if (shape >= 0 && chosen[shape]) {
                    break;
                }
                length--;
            }
            parts[count++] = length;
        }
        return Arrays.copyOf(parts, count);
    }

    // best[i] becomes the least cost of the instructions from i on.
    private void fill(int[] matches, int instructions, boolean[] chosen, int extra) {
        if (best.length <= instructions) {
            best = new long[2 * instructions];
        }
        best[instructions] = 0;
        for (int at = instructions - 1; at >= 0; at--) {
            long least = DISPATCH + best[at + 1];
            int slot = SequenceIndex.slot(at, Superinstruction.MIN_LENGTH, maxLength);
            int longest = Math.min(maxLength, instructions - at);
            for (int length = Superinstruction.MIN_LENGTH; length <= longest; length++, slot++) {
                int shape = matches[slot];
                if (shape >= 0 && (chosen[shape] || shape == extra)) {
                    least = Math.min(least, costs[shape] + best[at + length]);
                }
            }
            best[at] = least;
        }
    }
}
