package dev.tracewright.trace;

import java.util.OptionalDouble;

/// What a selector's traces amount to.
///
/// @param selector how they were found
/// @param traces their number
/// @param blocks blocks on all traces
/// @param instructions instructions on all traces
/// @param distinctInstructions the same, with a block that is on several traces counted once
/// @param entries how often a trace is expected to be entered, iterations of loops not counted
/// @param coverage expected share of the executed instructions that are executed in traces, 0 to 1,
///   from edge counts
/// @param replayedCoverage the same from the branch trace, where one was recorded
public record SelectionStatistics(
        SelectorKind selector,
        int traces,
        int blocks,
        int instructions,
        int distinctInstructions,
        long entries,
        double coverage,
        OptionalDouble replayedCoverage) {
    /// How often an instruction is compiled on average, 1 or more; 1 if there is none.
    public double duplication() {
        return distinctInstructions == 0 ? 1 : (double) instructions / distinctInstructions;
    }
}
