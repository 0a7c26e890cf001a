package dev.tracewright.region;

import java.util.List;

/// Where control goes after a block of a region.
public sealed interface Flow {
    /// On to one place: the block falls through, or ends with a direct jump.
    record Next(Way way) implements Flow {}

    /// The block ends with a conditional branch.
    record Branch(Way taken, Way notTaken) implements Flow {}

    /// The block ends with an indirect jump.
    ///
    /// @param expected the targets that are compared for, in this order
    /// @param others how often it went elsewhere
    record Indirect(List<Way> expected, long others) implements Flow {
        /// Copies the list.
        public Indirect {
            expected = List.copyOf(expected);
        }
    }

    /// The instruction behind the block is left to the interpreter.
    record Interpret() implements Flow {}
}
