package dev.tracewright.trace;

import java.io.IOException;

/// Blocks that a run executed, in order, perhaps with gaps; every walk gives the same.
@FunctionalInterface
public interface BlockPath {
    /// Takes the start addresses of executed blocks.
    @FunctionalInterface
    interface Visitor {
        /// Takes the next block.
        ///
        /// @return whether more blocks are wanted
        boolean block(long start);

        /// Takes note that blocks are left out here.
        default void gap() {}
    }

    /// Visits the blocks until the path ends or the visitor has enough.
    void walk(Visitor visitor) throws IOException;
}
