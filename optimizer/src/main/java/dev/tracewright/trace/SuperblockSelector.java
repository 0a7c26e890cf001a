package dev.tracewright.trace;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.trace.FlowGraph.Successor;
import dev.tracewright.trace.RejectedTrace.Reason;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Selects traces from the counts of blocks and edges.
///
/// First the heads of loops begin traces, then whatever else control reaches otherwise than by
/// falling through: functions, return points, and the exits of traces already selected. From each
/// such head a path is grown along the most frequent edges, by absolute counts, and the one that
/// covers most of what is not covered yet becomes the next trace. Heads of loops are barriers for
/// later paths, which link to them; other blocks may be on several traces.
public final class SuperblockSelector implements TraceSelector {
    private final TraceOptions options;

    public SuperblockSelector(TraceOptions options) {
        this.options = options;
    }

    @Override
    public SelectorKind kind() {
        return SelectorKind.SUPERBLOCK;
    }

    @Override
    public TraceSelection select(FlowGraph flow) {
        return new Selection(flow, options).run();
    }

    /// One selection.
    private static final class Selection {
        /// A trace that could be selected next, and how many instructions it would cover.
        private record Candidate(PathGrowth growth, double gain) {}

        private final FlowGraph flow;
        private final TraceOptions options;
        private final SelectedTraces selected;
        private final boolean[] refused;
        private final double leastGain;
        private final double leastCount;

        Selection(FlowGraph flow, TraceOptions options) {
            this.flow = flow;
            this.options = options;
            selected = new SelectedTraces(flow, options);
            refused = new boolean[flow.size()];
            leastGain = Math.max(1, options.minShare() * flow.instructions());
            // What is executed less often can not make up a trace however long.
            leastCount = leastGain / options.maxInstructions();
        }

        TraceSelection run() {
            selectAll(this::loopHeads);
            selectAll(selected.flow()::arrivalsForHeads);
            for (Candidate left : candidates(selected.flow().arrivalsForHeads())) {
                boolean cold = left.gain < leastGain;
                selected.reject(
                        left.growth.path(),
                        cold ? Reason.TOO_COLD : Reason.TRACE_BUDGET,
                        left.gain);
            }
            return selected.toSelection(SelectorKind.SUPERBLOCK);
        }

        // More than are wanted, because later ones may take most of an earlier one's executions.
        private void selectAll(Supplier<double[]> arrivals) {
            while (selected.size() < 2 * options.maxTraces()) {
                Optional<Candidate> best = best(candidates(arrivals.get()));
                if (best.isEmpty()) {
                    return;
                }
                PathGrowth growth = best.get().growth;
                if (selected.isTooShort(growth)) {
                    refused[growth.path().head()] = true;
                    selected.reject(growth.path(), Reason.TRACE_TOO_SHORT, best.get().gain);
                } else {
                    selected.add(growth);
                }
            }
        }

        // How often each block is reached by a backward jump.
        private double[] loopHeads() {
            double[] arrivals = new double[flow.size()];
            for (int block = 0; block < flow.size(); block++) {
                for (Successor successor : flow.node(block).successors()) {
                    if (successor.to() <= block && jumps(successor.kind())) {
                        arrivals[successor.to()] += successor.count();
                    }
                }
            }
            return arrivals;
        }

        private static boolean jumps(EdgeKind kind) {
            return switch (kind) {
                case TAKEN, JUMP, INDIRECT_JUMP -> true;
                case FALL_THROUGH,
                        NOT_TAKEN,
                        CALL,
                        INDIRECT_CALL,
                        RETURN,
                        SYSTEM_CALL,
                        EXIT,
                        ENTRY ->
                        false;
            };
        }

        private Optional<Candidate> best(List<Candidate> candidates) {
            Candidate best = null;
            for (Candidate candidate : candidates) {
                if (candidate.gain >= leastGain && (best == null || candidate.gain > best.gain)) {
                    best = candidate;
                }
            }
            return Optional.ofNullable(best);
        }

        private List<Candidate> candidates(double[] arrivals) {
            var candidates = new ArrayList<Candidate>();
            for (int block = 0; block < arrivals.length; block++) {
                if (arrivals[block] >= leastCount
                        && !refused[block]
                        && !selected.flow().isHead(block)
                        && PathGrowth.canBegin(flow, options, block)) {
                    PathGrowth growth = grow(block);
                    candidates.add(new Candidate(growth, gain(growth.path())));
                }
            }
            return candidates;
        }

        private PathGrowth grow(int head) {
            var growth = new PathGrowth(flow, options, selected::hasCopyLeft, head);
            boolean growing = !growth.ended();
            while (growing) {
                Optional<Successor> next = growth.mostFrequent();
                if (next.isEmpty()) {
                    break;
                }
                boolean leads = next.get().count() >= leastCount;
                growing =
                        leads && !selected.isLoop(next.get().to())
                                ? growth.follow(next.get().to())
                                : growth.end(null);
            }
            return growth;
        }

        // What is executed on the path and not in traces yet. From another trace's head on it is
        // theirs.
        private double gain(Path path) {
            double[] shares = path.shares(flow);
            double executions = selected.flow().residual(path.head());
            double sum = 0;
            for (int i = 0; i < shares.length; i++) {
                int block = path.blocks().get(i);
                if (i > 0 && selected.flow().isHead(block)) {
                    break;
                }
                executions = Math.min(executions, selected.flow().residual(block));
                sum += executions * flow.node(block).instructions();
                executions *= shares[i];
            }
            return sum;
        }
    }
}
