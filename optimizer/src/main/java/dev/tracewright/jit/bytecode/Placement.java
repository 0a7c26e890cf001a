package dev.tracewright.jit.bytecode;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Where the values of a graph are computed: in their place, at their only use, or nowhere.
///
/// A pure value that is used once, in its own block, goes from the JVM's stack into its use and
/// needs no local variable; if the use is an exit, it is computed only when control leaves there.
final class Placement {
    private final int[] uses;
    private final boolean[] onlyInSnapshots;
    private final Block[] user;
    private final Block[] home;

    Placement(Graph graph) {
        uses = new int[graph.nodes()];
        onlyInSnapshots = new boolean[graph.nodes()];
        user = new Block[graph.nodes()];
        home = new Block[graph.nodes()];
        Arrays.fill(onlyInSnapshots, true);
        for (Block block : graph.blocks) {
            count(block);
        }
        dropUnused(graph);
    }

    private void count(Block block) {
        Consumer<Node> use =
                value -> {
                    uses[value.id]++;
                    user[value.id] = block;
                };
        eachUse(block.start, use);
        for (Node node : block.body) {
            home[node.id] = block;
            if (isNothing(node)) {
                continue;
            }
            each(node.args, use);
            eachOperand(node.args);
            eachUse(node.snapshot, use);
        }
        Terminator end = block.end;
        if (end.value != null) {
            use.accept(end.value);
            onlyInSnapshots[end.value.id] = false;
        }
        for (Edge edge : edges(end)) {
            each(edge.args, use);
            eachOperand(edge.args);
        }
        eachUse(end.snapshot, use);
    }

    private void eachOperand(Node[] values) {
        for (Node value : values) {
            onlyInSnapshots[value.id] = false;
        }
    }

    private static void each(Node[] values, Consumer<Node> use) {
        for (Node value : values) {
            use.accept(value);
        }
    }

    private static void eachUse(Snapshot snapshot, Consumer<Node> use) {
        if (snapshot != null) {
            each(snapshot.values, use);
        }
    }

    /// The ways on from a block.
    static List<Edge> edges(Terminator end) {
        var edges = new ArrayList<Edge>(2);
        if (end.taken != null) {
            edges.add(end.taken);
        }
        if (end.notTaken != null) {
            edges.add(end.notTaken);
        }
        return edges;
    }

    private void dropUnused(Graph graph) {
        var unused = new ArrayDeque<Node>();
        for (Block block : graph.blocks) {
            for (Node node : block.body) {
                if (isUnused(node) && !isNothing(node)) {
                    unused.add(node);
                }
            }
        }
        while (!unused.isEmpty()) {
            for (Node argument : unused.remove().args) {
                uses[argument.id]--;
                if (home[argument.id] != null && isUnused(argument)) {
                    unused.add(argument);
                }
            }
        }
    }

    /// Whether a node need not be computed at all.
    boolean isUnused(Node node) {
        return isNothing(node) || uses[node.id] == 0 && !node.hasEffect();
    }

    // Every access is checked where it is made.
    private static boolean isNothing(Node node) {
        return node.kind == Kind.CHECK;
    }

    /// Whether anything uses the value.
    boolean isUsed(Node node) {
        return uses[node.id] > 0;
    }

    /// Whether the value is computed where it is used.
    boolean isDeferred(Node node) {
        return node.kind == Kind.APPLY
                && node.primitive.pure()
                && uses[node.id] == 1
                && user[node.id] == home[node.id];
    }

    /// Whether the value is kept in a local variable.
    boolean isKept(Node node) {
        return switch (node.kind) {
            case CONSTANT, STORE, CHECK, COUNT -> false;
            case INITIAL -> uses[node.id] > 0 && !onlyInSnapshots[node.id];
            case PARAMETER, LOAD -> uses[node.id] > 0;
            case APPLY -> uses[node.id] > 0 && !isDeferred(node);
        };
    }

    /// Calls for each kept value that computing this one reads.
    void eachKept(Node value, Consumer<Node> reader) {
        if (isKept(value)) {
            reader.accept(value);
        } else if (value.kind == Kind.APPLY) {
            for (Node argument : value.args) {
                eachKept(argument, reader);
            }
        }
    }
}
