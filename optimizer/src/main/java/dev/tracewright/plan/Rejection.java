package dev.tracewright.plan;

/// Something that the optimizer considered and left out.
///
/// @param kind what it would have been
/// @param subject the shape of a superinstruction; a trace's head and the last block that it got
///   to; a way that a region does not follow
/// @param address the trace's head, the first site of a superinstruction, or where a region is left
/// @param reason why it was left out: the name of a constant of
///   [dev.tracewright.superinstruction.RejectedSequence.Reason],
///   [dev.tracewright.trace.RejectedTrace.Reason] or [dev.tracewright.region.RejectedWay.Reason]
/// @param cost what it would have gained: dispatches saved by a superinstruction, instructions
///   executed in a trace, exits from a region
public record Rejection(Kind kind, String subject, long address, String reason, long cost) {
    /// What is rejected.
    public enum Kind {
        SUPERINSTRUCTION,
        TRACE,
        REGION
    }
}
