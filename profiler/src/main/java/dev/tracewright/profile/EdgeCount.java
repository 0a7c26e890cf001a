package dev.tracewright.profile;

import dev.tracewright.code.Edge;
import dev.tracewright.code.EdgeKind;

/// How often control went along an edge.
///
/// @param from start of the block that is left
/// @param to start of the block that is entered
/// @param kind how; for [EdgeKind#ENTRY] and [EdgeKind#EXIT] both addresses are the same
/// @param count how often
public record EdgeCount(long from, long to, EdgeKind kind, long count) {
    /// The edge without its count.
    public Edge edge() {
        return new Edge(from, to, kind);
    }
}
