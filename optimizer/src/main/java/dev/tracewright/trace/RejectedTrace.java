package dev.tracewright.trace;

/// A trace, or a continuation of one, that was considered and left out.
///
/// @param head where the trace begins
/// @param at where it stopped: the block after which the selector did not go on
/// @param reason why
/// @param instructions instructions that are executed outside of traces, or in a separate one,
///   because of it
public record RejectedTrace(long head, long at, Reason reason, long instructions) {
    /// Why a trace is left out, cut short or split.
    public enum Reason {
        /// The path has too few instructions to be worth an entry.
        TRACE_TOO_SHORT,
        /// The path reached the greatest length and was cut.
        TRACE_TOO_LONG,
        /// Too small a share of the run is executed there.
        TOO_COLD,
        /// As many traces as allowed were selected, each of which executes more.
        TRACE_BUDGET,
        /// The path stopped at an indirect jump or return that has no target with the share asked
        /// for.
        INDIRECT_WITHOUT_DOMINANT_TARGET,
        /// The path stopped before a call of a function that it is inside of.
        RECURSION,
        /// The path stopped before a call since it was inside of as many as allowed.
        INLINE_DEPTH,
        /// The path stopped before a block that is on as many traces as allowed.
        TOO_MANY_COPIES
    }
}
