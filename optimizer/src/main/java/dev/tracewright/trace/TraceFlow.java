package dev.tracewright.trace;

import dev.tracewright.trace.FlowGraph.Node;
import dev.tracewright.trace.FlowGraph.Successor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How often traces are expected to be executed, from the counts of blocks and edges.
///
/// Control enters a trace whenever it comes to the head otherwise than inside of another trace, and
/// from each block goes on along the trace with the share of the edge in the profile. The expected
/// executions therefore solve a linear system, which is iterated to its fixed point.
final class TraceFlow {
    private static final int MAX_ROUNDS = 50;
    private static final double PRECISION = 1e-9;

    private final FlowGraph flow;
    private final List<Path> paths = new ArrayList<>();
    private final List<double[]> shares = new ArrayList<>();
    private final List<double[]> executions = new ArrayList<>();
    // Executions of blocks inside of traces, otherwise than as heads.
    private final double[] inner;
    private final boolean[] isHead;

    TraceFlow(FlowGraph flow) {
        this.flow = flow;
        inner = new double[flow.size()];
        isHead = new boolean[flow.size()];
    }

    /// Adds a trace; no other may have the same head.
    void add(Path path) {
        if (isHead[path.head()]) {
            throw new IllegalArgumentException(
                    "two traces begin at 0x%x".formatted(flow.node(path.head()).start()));
        }
        isHead[path.head()] = true;
        paths.add(path);
        shares.add(path.shares(flow));
        executions.add(new double[path.blocks().size()]);
        solve();
    }

    /// Removes a trace.
    void remove(int trace) {
        Path path = paths.remove(trace);
        shares.remove(trace);
        executions.remove(trace);
        isHead[path.head()] = false;
        solve();
    }

    private void solve() {
        Arrays.fill(inner, 0);
        executions.forEach(row -> Arrays.fill(row, 0));
        double tolerance = PRECISION * Math.max(1, flow.instructions());
        for (int round = 0; round < MAX_ROUNDS; round++) {
            double change = 0;
            for (int trace = 0; trace < paths.size(); trace++) {
                change += Math.abs(update(trace));
            }
            if (change <= tolerance) {
                return;
            }
        }
    }

    private double update(int trace) {
        List<Integer> blocks = paths.get(trace).blocks();
        double[] row = executions.get(trace);
        double arriving = residual(blocks.getFirst());
        double change = arriving - row[0];
        for (int i = 0; i < row.length; i++) {
            if (i > 0) {
                inner[blocks.get(i)] += arriving - row[i];
            }
            row[i] = arriving;
            arriving *= shares.get(trace)[i];
        }
        return change;
    }

    /// How often control comes to a block otherwise than inside of a trace that began before it.
    double residual(int block) {
        return Math.max(0, flow.node(block).count() - inner[block]);
    }

    boolean isHead(int block) {
        return isHead[block];
    }

    List<Path> paths() {
        return List.copyOf(paths);
    }

    /// How often control comes to the head from outside of the trace.
    double entries(int trace) {
        double[] row = executions.get(trace);
        double back = row[row.length - 1] * shares.get(trace)[row.length - 1];
        return Math.max(0, row[0] - back);
    }

    /// How often each block of the trace is executed in it.
    double[] executions(int trace) {
        return executions.get(trace).clone();
    }

    /// How many instructions are executed in the trace.
    double instructions(int trace) {
        double sum = 0;
        double[] row = executions.get(trace);
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * flow.node(paths.get(trace).blocks().get(i)).instructions();
        }
        return sum;
    }

    /// The share of all instructions that are executed in traces, 0 to 1.
    double coverage() {
        double sum = 0;
        for (int trace = 0; trace < paths.size(); trace++) {
            sum += instructions(trace);
        }
        return flow.instructions() == 0 ? 0 : sum / flow.instructions();
    }

    /// How often each block is reached in a way that lets a trace begin there: by leaving a trace,
    /// or outside of traces by a backward transfer, a call, a return, through a register, or from
    /// outside.
    double[] arrivalsForHeads() {
        double[] arrivals = new double[flow.size()];
        for (int block = 0; block < flow.size(); block++) {
            if (flow.isEntered(block)) {
                arrivals[block]++;
            }
            double outside = isHead[block] ? 0 : residual(block);
            Node node = flow.node(block);
            for (Successor successor : node.successors()) {
                if (beginsTraces(block, successor)) {
                    arrivals[successor.to()] += outside * successor.count() / node.count();
                }
            }
        }
        for (int trace = 0; trace < paths.size(); trace++) {
            addExits(trace, arrivals);
        }
        return arrivals;
    }

    static boolean beginsTraces(int from, Successor edge) {
        return switch (edge.kind()) {
            case FALL_THROUGH, NOT_TAKEN -> false;
            case TAKEN, JUMP -> edge.to() <= from;
            case CALL, INDIRECT_JUMP, INDIRECT_CALL, RETURN, SYSTEM_CALL, EXIT, ENTRY -> true;
        };
    }

    private void addExits(int trace, double[] arrivals) {
        List<Integer> blocks = paths.get(trace).blocks();
        double[] row = executions.get(trace);
        for (int i = 0; i < row.length; i++) {
            Node node = flow.node(blocks.get(i));
            double share = shares.get(trace)[i];
            int next = i + 1 < row.length ? blocks.get(i + 1) : blocks.getFirst();
            // Of those that do not go on along the trace, each successor gets its part.
            long others = 0;
            for (Successor successor : node.successors()) {
                if (share == 0 || successor.to() != next) {
                    others += successor.count();
                }
            }
            for (Successor successor : node.successors()) {
                if (share == 0 || successor.to() != next) {
                    arrivals[successor.to()] += row[i] * (1 - share) * successor.count() / others;
                }
            }
        }
    }
}
