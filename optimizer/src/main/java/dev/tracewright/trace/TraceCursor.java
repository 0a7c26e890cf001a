package dev.tracewright.trace;

/// Follows a run block by block and tells where in which trace it is.
final class TraceCursor {
    /// What a step did.
    enum Step {
        /// No trace before and none now.
        OUTSIDE,
        /// On along the trace.
        INSIDE,
        /// Into a trace, perhaps out of another.
        ENTERED,
        /// Out of a trace and into none.
        LEFT
    }

    private final Path[] byHead;
    private Path current;
    private int position;

    /// A cursor in a program with so many blocks and no traces yet.
    TraceCursor(int blocks) {
        byHead = new Path[blocks];
    }

    void add(Path path) {
        byHead[path.head()] = path;
    }

    boolean isHead(int block) {
        return byHead[block] != null;
    }

    boolean isInside() {
        return current != null;
    }

    /// Leaves the trace, if it is in one.
    void leave() {
        current = null;
    }

    /// Goes on to the next block that is executed.
    Step step(int block) {
        boolean wasInside = current != null;
        if (wasInside && continues(block)) {
            return Step.INSIDE;
        }
        current = byHead[block];
        position = 0;
        if (current != null) {
            return Step.ENTERED;
        }
        return wasInside ? Step.LEFT : Step.OUTSIDE;
    }

    private boolean continues(int block) {
        if (position + 1 < current.blocks().size()) {
            if (current.blocks().get(position + 1) != block) {
                return false;
            }
            position++;
            return true;
        }
        if (!current.loops() || current.head() != block) {
            return false;
        }
        position = 0;
        return true;
    }
}
