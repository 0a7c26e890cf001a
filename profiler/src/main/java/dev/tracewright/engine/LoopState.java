package dev.tracewright.engine;

import dev.tracewright.profile.BranchTraceWriter;

/// What an [InterpreterLoop] works on, and where it stopped.
///
/// The fields are public because compiled code reads and writes them.
public final class LoopState {
    /// The hart that runs.
    public final Hart hart;

    /// The branch trace to write, or null.
    public final BranchTraceWriter trace;

    /// The region that is executed.
    public CodeRegion region;

    /// The parcel of the next instruction.
    public int parcel;

    /// Where an indirect jump went that left the region.
    public long target;

    /// How many instructions may still retire.
    public int remaining;

    /// How many instructions were executed without a dispatch of their own.
    public int undispatched;

    LoopState(Hart hart, BranchTraceWriter trace) {
        this.hart = hart;
        this.trace = trace;
    }
}
