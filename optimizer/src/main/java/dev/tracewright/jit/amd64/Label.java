package dev.tracewright.jit.amd64;

import java.util.Arrays;

/// A place in the code of one [Assembler], used before or after it is known.
final class Label {
    private static final int[] NONE = {};

    private int position = -1;
    private int[] uses = NONE;
    private int useCount;

    /// Whether the place is known.
    boolean isBound() {
        return position >= 0;
    }

    /// The offset from the start of the code.
    ///
    /// @throws IllegalStateException if it is not bound yet
    int position() {
        if (position < 0) {
            throw new IllegalStateException("the label is not bound");
        }
        return position;
    }

    void place(int at) {
        position = at;
    }

    void addUse(int use) {
        if (useCount == uses.length) {
            uses = Arrays.copyOf(uses, Math.max(4, useCount * 2));
        }
        uses[useCount++] = use;
    }

    int useCount() {
        return useCount;
    }

    int use(int index) {
        return uses[index];
    }
}
