package dev.tracewright.engine;

/// The inner loop of an interpreter: executes the decoded words of one region.
///
/// When an instruction traps, the exception passes through, `parcel` and `remaining` being as
/// before the instruction.
public interface InterpreterLoop {
    /// `remaining` is used up.
    int SPENT = 0;

    /// The word at `parcel` is undecoded or slow.
    int STOPPED = 1;

    /// An indirect jump has gone to `target`, outside of the region.
    int LEFT = 2;

    /// The instruction at `parcel` needs a memory access that the loop does not make; it is to be
    /// executed on its own.
    int SINGLE = 3;

    /// Runs until one of the above.
    int run(LoopState state);
}
