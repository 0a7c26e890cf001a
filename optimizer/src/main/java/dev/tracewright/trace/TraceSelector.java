package dev.tracewright.trace;

import java.io.IOException;

/// Finds hot paths.
public interface TraceSelector {
    /// Which selector this is.
    SelectorKind kind();

    /// Finds the traces of a run.
    ///
    /// @throws IOException if a recorded path cannot be read
    TraceSelection select(FlowGraph flow) throws IOException;
}
