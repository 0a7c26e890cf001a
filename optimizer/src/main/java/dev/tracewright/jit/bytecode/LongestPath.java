package dev.tracewright.jit.bytecode;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;

import java.util.HashMap;
import java.util.Map;

/// How many instructions can retire from the start of a block until control leaves or comes to a
/// loop head, where the budget is looked at again.
final class LongestPath {
    private final Map<Block, Integer> known = new HashMap<>();
    private final Graph graph;

    LongestPath(Graph graph) {
        this.graph = graph;
    }

    /// The number for each block.
    Map<Block, Integer> untilChecked() {
        for (Block block : graph.blocks) {
            from(block);
        }
        return known;
    }

    private int from(Block block) {
        Integer before = known.get(block);
        if (before != null) {
            if (before < 0) {
                throw new IllegalArgumentException("a loop without a head at " + block);
            }
            return before;
        }
        known.put(block, -1);
        int most = 0;
        for (Edge edge : Placement.edges(block.end)) {
            if (!edge.to.loopHead) {
                most = Math.max(most, from(edge.to));
            }
        }
        known.put(block, block.retires + most);
        return block.retires + most;
    }
}
