package dev.tracewright.trace;

import dev.tracewright.trace.FlowGraph.Node;
import dev.tracewright.trace.RejectedTrace.Reason;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The traces that a selector has found so far, and what it left out.
final class SelectedTraces {
    private final FlowGraph flow;
    private final TraceOptions options;
    private final TraceFlow traceFlow;
    private final int[] copies;
    private final boolean[] loop;
    // Why paths ended early, by head.
    private final Map<Integer, Reason> cuts = new HashMap<>();
    private final List<RejectedTrace> rejected = new ArrayList<>();

    SelectedTraces(FlowGraph flow, TraceOptions options) {
        this.flow = flow;
        this.options = options;
        traceFlow = new TraceFlow(flow);
        copies = new int[flow.size()];
        loop = new boolean[flow.size()];
    }

    int size() {
        return traceFlow.paths().size();
    }

    TraceFlow flow() {
        return traceFlow;
    }

    /// Whether a block may be on one more trace.
    boolean hasCopyLeft(int block) {
        return copies[block] == 0
                || (copies[block] + 1) * flow.node(block).instructions()
                        <= options.maxCopiedInstructions();
    }

    /// Whether a trace begins at a block that is expected to loop often enough.
    boolean isLoop(int block) {
        return loop[block];
    }

    /// Whether a path has too few instructions. A loop never has.
    boolean isTooShort(PathGrowth growth) {
        return !growth.path().loops() && growth.path().length(flow) < options.minInstructions();
    }

    void add(PathGrowth growth) {
        Path path = growth.path();
        traceFlow.add(path);
        path.blocks().forEach(block -> copies[block]++);
        loop[path.head()] = again(path) >= options.minLoopShare();
        growth.reason().ifPresent(reason -> cuts.put(path.head(), reason));
    }

    // The expected share of executions of a path that go on with another one.
    private double again(Path path) {
        return Arrays.stream(path.shares(flow)).reduce(1, (a, b) -> a * b);
    }

    void reject(Path path, Reason reason, double instructions) {
        rejected.add(
                new RejectedTrace(
                        flow.node(path.head()).start(),
                        flow.node(path.blocks().getLast()).start(),
                        reason,
                        Math.round(instructions)));
    }

    /// Drops the traces that the others leave too little to execute, and those beyond the budget;
    /// what remains is the selection.
    TraceSelection toSelection(SelectorKind kind) {
        double least = Math.max(1, options.minShare() * flow.instructions());
        for (int coldest = coldest(); coldest >= 0; coldest = coldest()) {
            double instructions = traceFlow.instructions(coldest);
            boolean cold = instructions < least;
            if (!cold && size() <= options.maxTraces()) {
                break;
            }
            Path path = traceFlow.paths().get(coldest);
            traceFlow.remove(coldest);
            reject(path, cold ? Reason.TOO_COLD : Reason.TRACE_BUDGET, instructions);
        }
        var traces = new ArrayList<Trace>();
        for (int trace : hottestFirst()) {
            Path path = traceFlow.paths().get(trace);
            traces.add(
                    path.toTrace(
                            flow,
                            traces.size(),
                            Math.round(traceFlow.entries(trace)),
                            Math.round(traceFlow.instructions(trace))));
            if (cuts.containsKey(path.head())) {
                reject(path, cuts.get(path.head()), cutOff(trace, path));
            }
        }
        return new TraceSelection(kind, traces, rejected);
    }

    private List<Integer> hottestFirst() {
        Comparator<Integer> byInstructions = Comparator.comparingDouble(traceFlow::instructions);
        return IntStream.range(0, size()).boxed().sorted(byInstructions.reversed()).toList();
    }

    private int coldest() {
        int coldest = -1;
        for (int trace = 0; trace < size(); trace++) {
            if (coldest < 0 || traceFlow.instructions(trace) < traceFlow.instructions(coldest)) {
                coldest = trace;
            }
        }
        return coldest;
    }

    // The instructions of the block that would have been next, as often as it would have been
    // reached.
    private double cutOff(int trace, Path path) {
        Node last = flow.node(path.blocks().getLast());
        double reached = traceFlow.executions(trace)[path.blocks().size() - 1];
        return last.successors().stream()
                .limit(1)
                .mapToDouble(s -> reached * s.count() / last.count())
                .map(e -> e * flow.node(last.successors().getFirst().to()).instructions())
                .sum();
    }
}
