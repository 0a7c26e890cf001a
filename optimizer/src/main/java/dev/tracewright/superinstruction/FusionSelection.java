package dev.tracewright.superinstruction;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The superinstructions chosen for a run.
///
/// @param superinstructions the choice, the one that saves most first
/// @param rejected the costliest of the shapes that were not chosen, costliest first for each
///   reason
/// @param totals all of the shapes that were not chosen
/// @param statistics what the choice achieves
public record FusionSelection(
        List<Superinstruction> superinstructions,
        List<RejectedSequence> rejected,
        Map<RejectedSequence.Reason, Total> totals,
        FusionStatistics statistics) {
    /// How many shapes were rejected for a reason.
    ///
    /// @param shapes their number
    /// @param saving the sum of their savings; since they overlap, together they would save less
    public record Total(long shapes, long saving) {
        Total plus(long more) {
            return new Total(shapes + 1, saving + more);
        }
    }

    public FusionSelection {
        superinstructions = List.copyOf(superinstructions);
        rejected = List.copyOf(rejected);
        totals = Collections.unmodifiableMap(new EnumMap<>(totals));
    }
}
