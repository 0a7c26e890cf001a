package dev.tracewright.jit.amd64;

import java.util.Arrays;

/// The positions at which a value is needed, or a piece of them after a split; a piece has one
/// location.
///
/// Ranges are half-open and ascending; while an interval is built, backwards, they descend.
final class Interval {
    /// Bits of a use: the position above, then the depth of loops, then whether a register is
    /// wanted.
    private static final int POSITION_SHIFT = 4;

    private static final int DEPTH_SHIFT = 1;
    private static final int MAX_DEPTH = 7;

    /// How much further away a use counts for each loop that has to be left to reach it.
    private static final int LEAVING_A_LOOP = 1 << 20;

    /// The number of the value's node.
    final int value;

    /// Whether it goes to a vector register.
    final boolean vector;

    /// Where it is.
    int location = Location.NONE;

    /// The next piece of the same value.
    Interval next;

    /// Another value whose register would be welcome; -1 for none.
    int hint = -1;

    int secondHint = -1;

    /// For a parameter of a loop's head, the position behind the loop; 0 for others.
    int loopEnd;

    /// Whether it starts with the value already in memory.
    boolean inMemoryAtStart;

    /// Whether the piece continues one that was split.
    boolean continued;

    private int[] ranges = new int[4];
    private int rangeEnds;
    private int[] uses = new int[4];
    private int useCount;
    private int cursor;

    Interval(int value, boolean vector) {
        this.value = value;
        this.vector = vector;
    }

    boolean isEmpty() {
        return rangeEnds == 0;
    }

    int start() {
        return ranges[0];
    }

    int end() {
        return ranges[rangeEnds - 1];
    }

    /// Adds a range before, or overlapping, what was added so far.
    void addRange(int from, int to) {
        if (rangeEnds > 0 && ranges[rangeEnds - 1] <= to) {
            // Descending pairs are kept as (to, from): the last one begins at ranges[rangeEnds -
            // 1].
            ranges[rangeEnds - 1] = Math.min(from, ranges[rangeEnds - 1]);
            ranges[rangeEnds - 2] = Math.max(to, ranges[rangeEnds - 2]);
            return;
        }
        if (rangeEnds == ranges.length) {
            ranges = Arrays.copyOf(ranges, rangeEnds * 2);
        }
        ranges[rangeEnds++] = to;
        ranges[rangeEnds++] = from;
    }

    /// The value is defined here: the earliest range starts here.
    void define(int position) {
        if (rangeEnds == 0) {
            addRange(position, position + 1);
        } else {
            ranges[rangeEnds - 1] = position;
        }
    }

    void addUse(int position, int depth, boolean strong) {
        int use =
                position << POSITION_SHIFT
                        | Math.min(depth, MAX_DEPTH) << DEPTH_SHIFT
                        | (strong ? 1 : 0);
        if (useCount == uses.length) {
            uses = Arrays.copyOf(uses, useCount * 2);
        }
        uses[useCount++] = use;
    }

    /// Turns what was built backwards round.
    void finish() {
        reverse(ranges, rangeEnds);
        reverse(uses, useCount);
    }

    /// Adds a use to a finished interval.
    void insertUse(int position, int depth) {
        addUse(position, depth, false);
        int i = useCount - 1;
        int use = uses[i];
        while (i > 0 && uses[i - 1] > use) {
            uses[i] = uses[i - 1];
            i--;
        }
        uses[i] = use;
    }

    private static void reverse(int[] array, int count) {
        for (int i = 0, j = count - 1; i < j; i++, j--) {
            int t = array[i];
            array[i] = array[j];
            array[j] = t;
        }
    }

    /// Whether it is needed at a position; positions asked for must not decrease.
    boolean coversNext(int position) {
        while (cursor < rangeEnds && ranges[cursor + 1] <= position) {
            cursor += 2;
        }
        return cursor < rangeEnds && ranges[cursor] <= position;
    }

    /// The first position that both need, or [Integer#MAX_VALUE].
    int intersection(Interval other) {
        int i = cursor;
        int j = other.cursor;
        while (i < rangeEnds && j < other.rangeEnds) {
            if (ranges[i + 1] <= other.ranges[j]) {
                i += 2;
            } else if (other.ranges[j + 1] <= ranges[i]) {
                j += 2;
            } else {
                return Math.max(ranges[i], other.ranges[j]);
            }
        }
        return Integer.MAX_VALUE;
    }

    /// How far away the next use at or after a position counts, at a depth of loops.
    int distance(int position, int depth) {
        for (int i = 0; i < useCount; i++) {
            int use = uses[i] >> POSITION_SHIFT;
            if (use >= position) {
                int left = depth - (uses[i] >> DEPTH_SHIFT & MAX_DEPTH);
                return left > 0 ? use + left * LEAVING_A_LOOP : use;
            }
        }
        return Integer.MAX_VALUE;
    }

    /// The first use at or after a position that wants a register and is worth a load: another use,
    /// or the same again in a loop, follows. [Integer#MAX_VALUE] if there is none.
    int nextReload(int position) {
        for (int i = 0; i + 1 < useCount; i++) {
            if ((uses[i] & 1) != 0 && uses[i] >> POSITION_SHIFT >= position) {
                return uses[i] >> POSITION_SHIFT;
            }
        }
        return Integer.MAX_VALUE;
    }

    /// Whether a use lies in a range of positions.
    boolean isUsedBetween(int from, int to) {
        for (int i = 0; i < useCount; i++) {
            int use = uses[i] >> POSITION_SHIFT;
            if (use >= from) {
                return use < to;
            }
        }
        return false;
    }

    /// Cuts off what lies at or after a position inside; returns it.
    Interval split(int position) {
        var tail = new Interval(value, vector);
        tail.continued = true;
        tail.hint = hint;
        tail.secondHint = secondHint;
        int cut = 0;
        while (cut < rangeEnds && ranges[cut + 1] <= position) {
            cut += 2;
        }
        tail.ranges = Arrays.copyOfRange(ranges, cut, Math.max(rangeEnds, cut + 2));
        tail.rangeEnds = rangeEnds - cut;
        if (ranges[cut] < position) {
            tail.ranges[0] = position;
            ranges[cut + 1] = position;
            cut += 2;
        }
        rangeEnds = cut;
        int firstUse = 0;
        while (firstUse < useCount && uses[firstUse] >> POSITION_SHIFT < position) {
            firstUse++;
        }
        tail.uses = Arrays.copyOfRange(uses, firstUse, Math.max(useCount, firstUse + 1));
        tail.useCount = useCount - firstUse;
        useCount = firstUse;
        tail.next = next;
        next = tail;
        return tail;
    }
}
