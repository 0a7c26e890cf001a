package dev.tracewright.ir;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The rules of blocks and of the ways between them.
final class ControlRules {
    private final Graph graph;
    private final List<String> violations;
    private final Set<Block> blocks;
    private final boolean[] open;
    private final boolean[] done;

    /// @param violations where to add what is wrong
    ControlRules(Graph graph, List<String> violations) {
        this.graph = graph;
        this.violations = violations;
        blocks = new HashSet<>(graph.blocks);
        open = new boolean[graph.blockIds()];
        done = new boolean[graph.blockIds()];
    }

    private void violation(Block block, String text) {
        violations.add(block + ": " + text);
    }

    void check() {
        checkNumbers();
        graph.blocks.forEach(this::checkBlock);
        checkEntries();
        if (violations.isEmpty()) {
            checkArrivals();
            graph.blocks.forEach(this::checkCycles);
        }
    }

    private void checkNumbers() {
        var numbers = new HashSet<Integer>();
        for (Block block : graph.blocks) {
            if (block.id < 0 || block.id >= graph.blockIds() || !numbers.add(block.id)) {
                violation(block, "is another block's number, or of another graph");
            }
        }
    }

    private void checkBlock(Block block) {
        Terminator end = block.end;
        if (end == null || end.kind == null) {
            violation(block, "has no end");
            return;
        }
        boolean value =
                end.kind == Terminator.Kind.BRANCH || end.kind == Terminator.Kind.EXIT_INDIRECT;
        boolean taken = end.kind == Terminator.Kind.BRANCH || end.kind == Terminator.Kind.JUMP;
        boolean notTaken = end.kind == Terminator.Kind.BRANCH;
        if (value != (end.value != null)
                || taken != (end.taken != null)
                || notTaken != (end.notTaken != null)
                || taken == (end.snapshot != null)) {
            violation(block, "ends with a " + end.kind + " that has too much or too little");
            return;
        }
        checkEdge(block, end.taken);
        checkEdge(block, end.notTaken);
        if (block.retires < 0) {
            violation(block, "retires " + block.retires);
        }
    }

    private void checkEdge(Block from, Edge edge) {
        if (edge == null) {
            return;
        }
        if (!blocks.contains(edge.to)) {
            violation(from, "leads to " + edge.to + ", which is not in the graph");
        } else if (edge.args.length != edge.to.parameters.size()) {
            violation(
                    from,
                    "gives %d values to the %d parameters of %s"
                            .formatted(edge.args.length, edge.to.parameters.size(), edge.to));
        }
    }

    private void checkEntries() {
        var starts = new HashSet<Long>();
        for (Block entry : graph.entries()) {
            if (!starts.add(entry.pc)) {
                violation(entry, "is not the only entry at 0x" + Long.toHexString(entry.pc));
            }
        }
        if (starts.isEmpty()) {
            violations.add("there is no entry");
        }
    }

    private void checkArrivals() {
        List<List<Edge>> arrivals = Parameters.arrivals(graph);
        for (Block block : graph.blocks) {
            boolean reached = !arrivals.get(block.id).isEmpty();
            if (block.entry && (reached || !block.parameters.isEmpty())) {
                violation(block, "is an entry with parameters or predecessors");
            }
            if (!block.entry && !reached) {
                violation(block, "cannot be reached");
            }
        }
    }

    // Depth first through all that are no loop heads: none may be met again while it is open.
    private void checkCycles(Block block) {
        if (block.loopHead || done[block.id]) {
            return;
        }
        if (open[block.id]) {
            violation(block, "is on a cycle without a loop head");
            return;
        }
        open[block.id] = true;
        for (Edge edge : Arrays.asList(block.end.taken, block.end.notTaken)) {
            if (edge != null) {
                checkCycles(edge.to);
            }
        }
        done[block.id] = true;
    }
}
