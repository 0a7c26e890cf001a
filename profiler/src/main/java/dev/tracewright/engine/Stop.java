package dev.tracewright.engine;

/// Why an [Execution] gave control back.
public sealed interface Stop {
    /// An instruction trapped. It has not retired: the hart's `pc` is its address and its effects
    /// are none.
    ///
    /// @param pc the address of the instruction
    /// @param value the address that could not be accessed, or the word of an illegal instruction,
    ///   or 0
    record Trap(Cause cause, long pc, long value) implements Stop {}

    /// Somebody asked for it ([Execution#interrupt]).
    record Interrupted() implements Stop {}

    /// As many instructions as were asked for have retired.
    record BudgetSpent() implements Stop {}
}
