package dev.tracewright.pass;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Dominators;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Parameters;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;

import java.util.ArrayList;
import java.util.List;

/// Removes branches whose outcome is known and blocks that cannot be reached, and joins blocks that
/// always follow one another.
public final class Straighten implements Pass {
    /// Creates the pass.
    public Straighten() {}

    @Override
    public String name() {
        return "straighten";
    }

    @Override
    public void run(Graph graph) {
        for (Block block : graph.blocks) {
            decide(block.end);
        }
        var flow = new Dominators(graph);
        var reached = new ArrayList<Block>(graph.blocks.size());
        for (Block block : graph.blocks) {
            if (flow.isReachable(block)) {
                reached.add(block);
            }
        }
        graph.blocks = reached;
        // A way that has gone may have been what made a parameter necessary.
        Parameters.simplify(graph);
        join(graph, flow);
    }

    private static void decide(Terminator end) {
        if (end.kind == Terminator.Kind.BRANCH && end.value.kind == Kind.CONSTANT) {
            Edge way = end.value.constant != 0 ? end.taken : end.notTaken;
            end.kind = Terminator.Kind.JUMP;
            end.value = null;
            end.taken = way;
            end.notTaken = null;
        }
    }

    private static void join(Graph graph, Dominators flow) {
        boolean[] gone = new boolean[graph.blockIds()];
        for (Block block : graph.blocks) {
            if (gone[block.id] || block.entry) {
                continue;
            }
            while (block.end.kind == Terminator.Kind.JUMP) {
                Block next = block.end.taken.to;
                if (next == block || next.loopHead || flow.arrivals(next).size() != 1) {
                    break;
                }
                append(block, next);
                gone[next.id] = true;
            }
        }
        List<Block> rest = new ArrayList<>(graph.blocks.size());
        for (Block block : graph.blocks) {
            if (!gone[block.id]) {
                rest.add(block);
            }
        }
        graph.blocks = rest;
    }

    // A block with one way to it has no parameters once the trivial ones are removed.
    private static void append(Block block, Block next) {
        for (Node node : next.body) {
            delay(node.snapshot, block.retires);
        }
        delay(next.end.snapshot, block.retires);
        block.body.addAll(next.body);
        block.retires += next.retires;
        block.end = next.end;
    }

    private static void delay(Snapshot snapshot, int retired) {
        if (snapshot != null) {
            snapshot.retired += retired;
        }
    }
}
