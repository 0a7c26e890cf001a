package dev.tracewright.engine;

/// An engine's state for one address space: decoded and compiled code.
public interface Execution {
    /// Runs the hart until an instruction traps or until exactly `limit` instructions have retired
    /// since the hart was made (`hart.instret == limit`). All of the hart's state is exact on
    /// return.
    Stop run(Hart hart, long limit);

    /// The number of dispatches so far: decisions at run time of what to execute next.
    long dispatches();

    /// Forgets what was decoded from `start` (inclusive) to `end` (exclusive), whose contents or
    /// permissions have changed.
    void codeChanged(long start, long end);
}
