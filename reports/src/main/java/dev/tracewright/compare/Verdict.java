package dev.tracewright.compare;

import dev.tracewright.run.FirstDivergence;

import java.util.Optional;

/// Whether a run behaved as the baseline's did.
public sealed interface Verdict {
    /// Everything that is compared is equal.
    record Identical() implements Verdict {}

    /// Something differs.
    ///
    /// @param difference what differs, in words
    /// @param run which run it was, from 1, those before measuring included
    /// @param first where the runs part, if that could be found
    record Different(String difference, int run, Optional<FirstDivergence> first)
            implements Verdict {}

    /// Whether nothing differs.
    default boolean identical() {
        return this instanceof Identical;
    }
}
