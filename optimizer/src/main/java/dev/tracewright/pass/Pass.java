package dev.tracewright.pass;

import dev.tracewright.ir.Graph;

/// A rewriting of a graph that keeps what it does, and every state that a snapshot describes.
public interface Pass {
    /// The name by which it is shown and left out: `fold`.
    String name();

    /// Rewrites the graph.
    void run(Graph graph);
}
