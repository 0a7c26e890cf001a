package dev.tracewright.superinstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Searches a set of shapes that saves most under the two budgets.
///
/// The saving of a shape depends on the others, because sequences overlap. It is therefore always
/// the difference of optimal parses, and it is computed again for exactly the shapes that share a
/// block with one that was added or removed.
final class FusionSearch {
    private final SequenceIndex index;
    private final long[] counts;
    private final BlockParser parser;
    private final int[] sizes;
    private final FusionOptions options;
    private final long least;

    private final int[][] blocksOf;
    private final int[][] shapesOf;
    private final boolean[] chosen;
    private final long[] blockCost;
    private final long[] gain;
    private final boolean[] stale;
    private int cases;
    private int bytes;

    /// @param counts executions by block
    /// @param sizes bytecodes by shape
    /// @param least the saving below which a shape is not worth a case
    FusionSearch(
            SequenceIndex index,
            long[] counts,
            BlockParser parser,
            int[] sizes,
            FusionOptions options,
            long least) {
        this.index = index;
        this.counts = counts;
        this.parser = parser;
        this.sizes = sizes;
        this.options = options;
        this.least = Math.max(1, least);
        chosen = new boolean[sizes.length];
        gain = new long[sizes.length];
        stale = new boolean[sizes.length];
        Arrays.fill(stale, true);
        shapesOf = new int[counts.length][];
        blockCost = new long[counts.length];
        for (int block = 0; block < counts.length; block++) {
            shapesOf[block] =
                    Arrays.stream(index.matches(block)).filter(s -> s >= 0).distinct().toArray();
            blockCost[block] = cost(block, SequenceIndex.NONE);
        }
        blocksOf = inverse(shapesOf, sizes.length);
    }

    private static int[][] inverse(int[][] shapesOf, int shapes) {
        int[] sizes = new int[shapes];
        for (int[] row : shapesOf) {
            for (int shape : row) {
                sizes[shape]++;
            }
        }
        int[][] blocksOf = new int[shapes][];
        for (int shape = 0; shape < shapes; shape++) {
            blocksOf[shape] = new int[sizes[shape]];
        }
        for (int block = shapesOf.length - 1; block >= 0; block--) {
            for (int shape : shapesOf[block]) {
                blocksOf[shape][--sizes[shape]] = block;
            }
        }
        return blocksOf;
    }

    /// Forgets all choices, then adds the shape with the best score until nothing fits or saves
    /// enough.
    ///
    /// @param perByte whether the score is the saving by size, not the saving itself
    void greedy(boolean perByte) {
        for (int shape = 0; shape < chosen.length; shape++) {
            if (chosen[shape]) {
                set(shape, false);
            }
        }
        fill(perByte);
    }

    private List<Integer> fill(boolean perByte) {
        var added = new ArrayList<Integer>();
        for (int shape = best(perByte); shape >= 0; shape = best(perByte)) {
            set(shape, true);
            added.add(shape);
        }
        return added;
    }

    private int best(boolean perByte) {
        int best = SequenceIndex.NONE;
        double bestScore = 0;
        for (int shape = 0; shape < chosen.length; shape++) {
            if (chosen[shape] || !fits(shape)) {
                continue;
            }
            double score = perByte ? (double) gain(shape) / sizes[shape] : gain(shape);
            if (score > bestScore && gain(shape) >= least) {
                best = shape;
                bestScore = score;
            }
        }
        return best;
    }

    /// Takes one shape away and fills up again, for each in turn, and keeps what is better, until
    /// nothing is or `rounds` are over.
    void improve(int rounds, boolean perByte) {
        boolean improved = true;
        for (int round = 0; round < rounds && improved; round++) {
            improved = false;
            for (int shape = 0; shape < chosen.length; shape++) {
                if (chosen[shape]) {
                    improved |= replace(shape, perByte);
                }
            }
        }
    }

    private boolean replace(int shape, boolean perByte) {
        long before = cost();
        set(shape, false);
        if (best(perByte) == shape) {
            set(shape, true);
            return false;
        }
        List<Integer> added = fill(perByte);
        if (cost() < before) {
            return true;
        }
        for (int other : added) {
            set(other, false);
        }
        set(shape, true);
        return false;
    }

    private void set(int shape, boolean value) {
        chosen[shape] = value;
        cases += value ? 1 : -1;
        bytes += value ? sizes[shape] : -sizes[shape];
        for (int block : blocksOf[shape]) {
            blockCost[block] = cost(block, SequenceIndex.NONE);
            for (int other : shapesOf[block]) {
                stale[other] = true;
            }
        }
    }

    /// What the run costs with the chosen shapes.
    long cost() {
        long sum = 0;
        for (long cost : blockCost) {
            sum += cost;
        }
        return sum;
    }

    /// What a shape that is not chosen would save in addition.
    long gain(int shape) {
        if (stale[shape]) {
            long sum = 0;
            for (int block : blocksOf[shape]) {
                sum += blockCost[block] - cost(block, shape);
            }
            gain[shape] = sum;
            stale[shape] = false;
        }
        return gain[shape];
    }

    private long cost(int block, int extra) {
        return counts[block] * parser.cost(index.matches(block), chosen, extra);
    }

    /// Whether both budgets have room for a shape.
    boolean fits(int shape) {
        return hasCaseLeft() && bytes + sizes[shape] <= options.maxBytecodes();
    }

    /// Whether the budget of cases has room.
    boolean hasCaseLeft() {
        return cases < options.maxCases();
    }

    /// Which shapes are chosen.
    boolean[] chosen() {
        return chosen.clone();
    }
}
