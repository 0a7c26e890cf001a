package dev.tracewright.trace;

import dev.tracewright.code.Terminator;
import dev.tracewright.trace.RejectedTrace.Reason;

import java.io.IOException;

/// Next-executing tail (Duesterwald and Bala, "Software profiling for hot path prediction: less is
/// more", 2000), on a recorded run instead of a running one.
///
/// Only possible heads are counted: targets of backward transfers and exits of traces that exist
/// already. When a head has been reached often enough, the very path that is executed next becomes
/// the trace. It ends with a backward branch, at the head of another trace, and where [PathGrowth]
/// says. Backward calls count for heads, so that recursion is found, but do not end a path, so that
/// callees are inlined wherever they lie.
public final class NextExecutingTail implements TraceSelector {
    private final TraceOptions options;
    private final BlockPath run;

    public NextExecutingTail(TraceOptions options, BlockPath run) {
        this.options = options;
        this.run = run;
    }

    @Override
    public SelectorKind kind() {
        return SelectorKind.NEXT_EXECUTING_TAIL;
    }

    @Override
    public TraceSelection select(FlowGraph flow) throws IOException {
        var replay = new Replay(flow, options);
        run.walk(replay);
        return replay.selected.toSelection(kind());
    }

    private static final class Replay implements BlockPath.Visitor {
        private static final int NONE = -1;

        private final FlowGraph flow;
        private final TraceOptions options;
        private final SelectedTraces selected;
        private final TraceCursor cursor;
        private final int[] counters;
        private int previous = NONE;
        private PathGrowth recording;

        Replay(FlowGraph flow, TraceOptions options) {
            this.flow = flow;
            this.options = options;
            selected = new SelectedTraces(flow, options);
            cursor = new TraceCursor(flow.size());
            counters = new int[flow.size()];
        }

        @Override
        public boolean block(long start) {
            int block = flow.number(start);
            if (block < 0) {
                throw new IllegalStateException(
                        "the branch trace reaches a block at 0x%x that the profile does not count"
                                .formatted(start));
            }
            step(block);
            previous = block;
            return true;
        }

        @Override
        public void gap() {
            recording = null;
            previous = NONE;
            cursor.leave();
        }

        private void step(int block) {
            boolean exit = false;
            if (recording != null && !goesOn(block)) {
                finish();
                exit = true;
            }
            if (recording != null) {
                return;
            }
            switch (cursor.step(block)) {
                case INSIDE, ENTERED -> {}
                case LEFT -> exit = true;
                case OUTSIDE -> {}
            }
            if (!cursor.isInside() && (exit || isBackward(block))) {
                count(block);
            }
        }

        private boolean goesOn(int block) {
            boolean closes = block == recording.path().head();
            if (!closes
                    && (cursor.isHead(block)
                            || isBackward(block) && !flow.node(previous).calls())) {
                return recording.end(null);
            }
            return recording.follow(block);
        }

        private boolean isBackward(int block) {
            if (previous < block) {
                return false;
            }
            Terminator terminator = flow.node(previous).block().terminator();
            return switch (terminator) {
                case BRANCH, JUMP, CALL, INDIRECT_JUMP, INDIRECT_CALL -> true;
                case RETURN, SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE -> false;
            };
        }

        private void count(int block) {
            if (++counters[block] == options.threshold()
                    && PathGrowth.canBegin(flow, options, block)) {
                recording = new PathGrowth(flow, options, selected::hasCopyLeft, block);
            }
        }

        private void finish() {
            Path path = recording.path();
            if (selected.isTooShort(recording)) {
                double executed = (double) path.length(flow) * flow.node(path.head()).count();
                selected.reject(path, Reason.TRACE_TOO_SHORT, executed);
            } else {
                selected.add(recording);
                cursor.add(path);
            }
            recording = null;
        }
    }
}
