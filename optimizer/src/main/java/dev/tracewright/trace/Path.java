package dev.tracewright.trace;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.trace.FlowGraph.Node;
import dev.tracewright.trace.FlowGraph.Successor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A trace while it is looked for: the numbers of its blocks.
///
/// @param blocks at least one
/// @param loops whether the last block goes back to the first
record Path(List<Integer> blocks, boolean loops) {
    Path {
        blocks = List.copyOf(blocks);
    }

    int head() {
        return blocks.getFirst();
    }

    int length(FlowGraph flow) {
        return blocks.stream().mapToInt(b -> flow.node(b).instructions()).sum();
    }

    /// For each block the share of its executions on this path, 0 to 1, that go on along the path.
    /// The last block's is that of going back to the head, 0 if the path does not loop.
    double[] shares(FlowGraph flow) {
        double[] shares = new double[blocks.size()];
        Deque<Long> returns = new ArrayDeque<>();
        for (int i = 0; i < shares.length; i++) {
            Node node = flow.node(blocks.get(i));
            boolean last = i == shares.length - 1;
            if (last && !loops) {
                break;
            }
            int next = last ? head() : blocks.get(i + 1);
            boolean expectedReturn = false;
            switch (node.block().terminator()) {
                case CALL, INDIRECT_CALL -> returns.push(node.block().end());
                case RETURN -> {
                    Long expected = returns.poll();
                    expectedReturn = expected != null && flow.number(expected) == next;
                }
                case BRANCH, JUMP, INDIRECT_JUMP, SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE -> {}
            }
            // Inside of the call that it belongs to, a return goes one way only, whatever others
            // did.
            shares[i] = expectedReturn ? 1 : (double) node.countTo(next) / node.count();
        }
        return shares;
    }

    /// The trace along this path.
    ///
    /// @param entries how often it is expected to be entered from outside
    /// @param instructions how many instructions are expected to be executed in it
    Trace toTrace(FlowGraph flow, int id, long entries, long instructions) {
        var list = new ArrayList<TraceBlock>();
        for (int i = 0; i < blocks.size(); i++) {
            Node node = flow.node(blocks.get(i));
            boolean last = i == blocks.size() - 1;
            if (last && !loops) {
                list.add(lastBlock(flow, node));
            } else {
                int next = last ? head() : blocks.get(i + 1);
                list.add(
                        block(
                                node,
                                node.block().end(),
                                kindTo(node, next),
                                flow.node(next).start()));
            }
        }
        return new Trace(id, list, loops, entries, instructions);
    }

    private static TraceBlock lastBlock(FlowGraph flow, Node node) {
        if (node.stopsTraces()) {
            long end = node.block().lastAddress();
            return block(node, end, node.block().terminator().edgeKind(false), end);
        }
        if (node.successors().isEmpty()) {
            EdgeKind kind = node.block().terminator().edgeKind(false);
            return block(node, node.block().end(), kind, TraceBlock.UNKNOWN);
        }
        Successor likely = node.successors().getFirst();
        return block(node, node.block().end(), likely.kind(), flow.node(likely.to()).start());
    }

    private static EdgeKind kindTo(Node node, int next) {
        for (Successor successor : node.successors()) {
            if (successor.to() == next) {
                return successor.kind();
            }
        }
        return node.block().terminator().edgeKind(false);
    }

    private static TraceBlock block(Node node, long end, EdgeKind kind, long next) {
        return new TraceBlock(node.start(), end, node.instructions(), kind, next);
    }
}
