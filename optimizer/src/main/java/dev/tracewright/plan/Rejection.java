package dev.tracewright.plan;

/// Something that the optimizer considered and left out.
///
/// @param kind what it would have been
/// @param subject the shape of a superinstruction; a trace's head and the last block that it got to
/// @param address the trace's head, or the first site of a superinstruction
/// @param reason why it was left out: the name of a constant of
///   [dev.tracewright.superinstruction.RejectedSequence.Reason] or
///   [dev.tracewright.trace.RejectedTrace.Reason]
/// @param cost what it would have gained: dispatches saved by a superinstruction, instructions
///   executed in a trace
public record Rejection(Kind kind, String subject, long address, String reason, long cost) {
    /// What is rejected.
    public enum Kind {
        SUPERINSTRUCTION,
        TRACE
    }
}
