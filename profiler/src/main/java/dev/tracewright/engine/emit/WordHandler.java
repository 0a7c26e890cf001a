package dev.tracewright.engine.emit;

import dev.tracewright.engine.LoopState;

/// Executes the instructions of one opcode, for dispatch by table.
public abstract class WordHandler {
    /// The result when an indirect jump has left the region and its target is in the state.
    public static final int LEFT = -1;

    /// Creates a handler.
    protected WordHandler() {}

    /// Executes an instruction.
    ///
    /// @param next the parcel after it
    /// @return the parcel to go on at, or [#LEFT]
    public abstract int execute(LoopState state, long word, int next);
}
