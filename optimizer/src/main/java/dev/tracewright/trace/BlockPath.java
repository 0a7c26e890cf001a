package dev.tracewright.trace;

import java.io.IOException;

/// The blocks that a run executed, in order; every walk gives the same.
@FunctionalInterface
public interface BlockPath {
    /// Takes the start addresses of executed blocks.
    @FunctionalInterface
    interface Visitor {
        /// Takes the next block.
        ///
        /// @return whether more blocks are wanted
        boolean block(long start);
    }

    /// Visits the blocks until the path ends or the visitor has enough.
    void walk(Visitor visitor) throws IOException;
}
