package dev.tracewright.trace;

import java.util.List;

/// The traces that a selector found.
///
/// @param selector which
/// @param traces the traces, the one that executes most instructions first
/// @param rejected what was left out, cut or split, in the order in which it was noticed
public record TraceSelection(
        SelectorKind selector, List<Trace> traces, List<RejectedTrace> rejected) {
    public TraceSelection {
        traces = List.copyOf(traces);
        rejected = List.copyOf(rejected);
    }
}
