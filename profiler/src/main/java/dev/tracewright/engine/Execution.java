package dev.tracewright.engine;

/// An engine's state for one address space: decoded and compiled code.
public interface Execution extends AutoCloseable {
    /// Runs the hart until an instruction traps or until exactly `limit` instructions have retired
    /// since the hart was made (`hart.instret == limit`). All of the hart's state is exact on
    /// return.
    Stop run(Hart hart, long limit);

    /// Asks [#run] to give control back soon, or at once when it is called next: it returns
    /// [Stop.Interrupted]. Any thread may call this.
    void interrupt();

    /// The number of dispatches so far: decisions at run time of what to execute next.
    long dispatches();

    /// Forgets what was decoded from `start` (inclusive) to `end` (exclusive), whose contents or
    /// permissions have changed.
    void codeChanged(long start, long end);

    /// The number of instructions that compiled units have executed so far.
    default long compiled() {
        return 0;
    }

    /// Ends what works in the background, and gives the compiled code back. Counts can still be
    /// asked for.
    @Override
    default void close() {}
}
