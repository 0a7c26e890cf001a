package dev.tracewright.trace;

/// The tunables of trace selection.
///
/// @param selector how traces are found
/// @param maxTraces greatest number of traces
/// @param maxInstructions greatest length of a trace, in instructions
/// @param minInstructions least length of a trace, in instructions
/// @param minShare least share of all executed instructions that a trace is expected to execute, 0
///   to 1
/// @param maxCopiedInstructions greatest length of all copies of one block together, in
///   instructions; a block's first copy is always allowed
/// @param maxInlineDepth greatest number of calls that a trace is inside of at once
/// @param minIndirectShare least share of one target of an indirect jump or of a return without its
///   call, 0 to 1, for the trace to go on there
/// @param minLoopShare least expected share of a looping trace's executions that are followed by
///   another one, 0 to 1, for its head to end other superblocks, which else pass through it
/// @param threshold how often a head is reached before next-executing tail records a trace
/// @param maxReplayedBlocks how many blocks of the branch trace are replayed, to select and to
///   evaluate
public record TraceOptions(
        SelectorKind selector,
        int maxTraces,
        int maxInstructions,
        int minInstructions,
        double minShare,
        int maxCopiedInstructions,
        int maxInlineDepth,
        double minIndirectShare,
        double minLoopShare,
        int threshold,
        long maxReplayedBlocks,
        int maxRejections) {
    public TraceOptions {
        require(maxTraces >= 0, "maxTraces", maxTraces, "0 or more");
        require(maxInstructions >= 1, "maxInstructions", maxInstructions, "1 or more");
        require(minInstructions >= 1, "minInstructions", minInstructions, "1 or more");
        require(minShare >= 0 && minShare <= 1, "minShare", minShare, "0 to 1");
        require(
                maxCopiedInstructions >= 0,
                "maxCopiedInstructions",
                maxCopiedInstructions,
                "0 or more");
        require(maxInlineDepth >= 0, "maxInlineDepth", maxInlineDepth, "0 or more");
        require(
                minIndirectShare >= 0 && minIndirectShare <= 1,
                "minIndirectShare",
                minIndirectShare,
                "0 to 1");
        require(minLoopShare >= 0 && minLoopShare <= 1, "minLoopShare", minLoopShare, "0 to 1");
        require(threshold >= 1, "threshold", threshold, "1 or more");
        require(maxReplayedBlocks >= 0, "maxReplayedBlocks", maxReplayedBlocks, "0 or more");
        require(maxRejections >= 0, "maxRejections", maxRejections, "0 or more");
    }

    /// The values that measurement favours.
    public static TraceOptions defaults() {
        return new TraceOptions(
                SelectorKind.SUPERBLOCK, 128, 250, 4, 0.0005, 128, 4, 0.25, 0.5, 50, 5_000_000, 50);
    }

    /// The same with another selector.
    public TraceOptions withSelector(SelectorKind other) {
        return new TraceOptions(
                other,
                maxTraces,
                maxInstructions,
                minInstructions,
                minShare,
                maxCopiedInstructions,
                maxInlineDepth,
                minIndirectShare,
                minLoopShare,
                threshold,
                maxReplayedBlocks,
                maxRejections);
    }

    /// The same with another greatest number of traces.
    public TraceOptions withMaxTraces(int other) {
        return new TraceOptions(
                selector,
                other,
                maxInstructions,
                minInstructions,
                minShare,
                maxCopiedInstructions,
                maxInlineDepth,
                minIndirectShare,
                minLoopShare,
                threshold,
                maxReplayedBlocks,
                maxRejections);
    }

    private static void require(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s is %s, expected %s".formatted(name, found, expected));
        }
    }
}
