package dev.tracewright.trace;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Computes what selected traces amount to.
public final class TraceEvaluation {
    private final FlowGraph flow;
    private final Optional<BlockPath> run;

    /// @param run the recorded path, if there is one
    public TraceEvaluation(FlowGraph flow, Optional<BlockPath> run) {
        this.flow = flow;
        this.run = run;
    }

    /// Evaluates a selection.
    ///
    /// @throws IOException if the recorded path cannot be read
    public SelectionStatistics evaluate(TraceSelection selection) throws IOException {
        int blocks = 0;
        int instructions = 0;
        int distinctInstructions = 0;
        long entries = 0;
        long executed = 0;
        var seen = new HashSet<Long>();
        for (Trace trace : selection.traces()) {
            for (TraceBlock block : trace.blocks()) {
                distinctInstructions += seen.add(block.start()) ? block.instructions() : 0;
            }
            blocks += trace.blocks().size();
            instructions += trace.length();
            entries += trace.entries();
            executed += trace.instructions();
        }
        double coverage = flow.instructions() == 0 ? 0 : (double) executed / flow.instructions();
        return new SelectionStatistics(
                selection.selector(),
                selection.traces().size(),
                blocks,
                instructions,
                distinctInstructions,
                entries,
                Math.min(1, coverage),
                replayedCoverage(selection.traces()));
    }

    private OptionalDouble replayedCoverage(List<Trace> traces) throws IOException {
        if (run.isEmpty()) {
            return OptionalDouble.empty();
        }
        var replay = new Replay(traces);
        run.get().walk(replay);
        return replay.instructions == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) replay.inTraces / replay.instructions);
    }

    private final class Replay implements BlockPath.Visitor {
        private final TraceCursor cursor = new TraceCursor(flow.size());
        private long instructions;
        private long inTraces;

        Replay(List<Trace> traces) {
            for (Trace trace : traces) {
                cursor.add(
                        new Path(
                                trace.blocks().stream().map(b -> flow.number(b.start())).toList(),
                                trace.loops()));
            }
        }

        @Override
        public boolean block(long start) {
            int block = flow.number(start);
            cursor.step(block);
            instructions += flow.node(block).block().instructions().size();
            inTraces += cursor.isInside() ? flow.node(block).instructions() : 0;
            return true;
        }

        @Override
        public void gap() {
            cursor.leave();
        }
    }
}
