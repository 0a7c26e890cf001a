package dev.tracewright.superinstruction;

import java.util.List;

/// A shape that was considered and not chosen.
///
/// @param components the shape
/// @param site the address of its first occurrence
/// @param reason why it was not chosen
/// @param saving dispatches that it would have saved in addition to the chosen ones; for
///   [Reason#OVERLAPS_BETTER], alone
public record RejectedSequence(List<Component> components, long site, Reason reason, long saving) {
    /// Why a shape is not chosen.
    public enum Reason {
        /// As many superinstructions as allowed were chosen, each of which saves more.
        CASE_BUDGET,
        /// Its code does not fit into what is left of the size limit.
        SIZE_BUDGET,
        /// Where it occurs, the chosen superinstructions leave it nothing, or too little, to save.
        OVERLAPS_BETTER,
        /// It is executed too rarely.
        TOO_COLD
    }

    public RejectedSequence {
        components = List.copyOf(components);
    }
}
