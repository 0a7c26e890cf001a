package dev.tracewright.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Removes parameters that have the same value on all ways (after Braun et al., "Simple and
/// Efficient Construction of Static Single Assignment Form", 2013).
public final class Parameters {
    private final Graph graph;

    /// By node number, what replaces it; null where nothing does.
    private final Node[] replacements;

    private Parameters(Graph graph) {
        this.graph = graph;
        replacements = new Node[graph.nodes()];
    }

    /// Removes them everywhere in a graph.
    public static void simplify(Graph graph) {
        new Parameters(graph).simplify();
    }

    private void simplify() {
        List<List<Edge>> arrivals = arrivals(graph);
        boolean found = true;
        boolean any = false;
        while (found) {
            found = false;
            for (Block block : graph.blocks) {
                for (int i = block.parameters.size() - 1; i >= 0; i--) {
                    Node same = same(block.parameters.get(i), arrivals.get(block.id), i);
                    if (same != null) {
                        replacements[block.parameters.get(i).id] = same;
                        remove(block, i, arrivals.get(block.id));
                        found = true;
                        any = true;
                    }
                }
            }
        }
        if (any) {
            rewrite();
        }
    }

    /// The edges to each block, by block number.
    static List<List<Edge>> arrivals(Graph graph) {
        var arrivals = new ArrayList<List<Edge>>();
        for (int i = 0; i < graph.blockIds(); i++) {
            arrivals.add(new ArrayList<>(2));
        }
        for (Block block : graph.blocks) {
            if (block.end.taken != null) {
                arrivals.get(block.end.taken.to.id).add(block.end.taken);
            }
            if (block.end.notTaken != null) {
                arrivals.get(block.end.notTaken.to.id).add(block.end.notTaken);
            }
        }
        return arrivals;
    }

    // The one value besides itself that a parameter gets, or null.
    private Node same(Node parameter, List<Edge> edges, int index) {
        Node same = null;
        for (Edge edge : edges) {
            Node value = resolve(edge.args[index]);
            if (value != parameter && value != same) {
                if (same != null) {
                    return null;
                }
                same = value;
            }
        }
        return same;
    }

    private Node resolve(Node node) {
        Node at = node;
        while (replacements[at.id] != null) {
            at = replacements[at.id];
        }
        return at;
    }

    private static void remove(Block block, int index, List<Edge> edges) {
        block.parameters.remove(index);
        for (Edge edge : edges) {
            Node[] rest = new Node[edge.args.length - 1];
            System.arraycopy(edge.args, 0, rest, 0, index);
            System.arraycopy(edge.args, index + 1, rest, index, rest.length - index);
            edge.args = rest;
        }
    }

    private void rewrite() {
        for (Block block : graph.blocks) {
            for (Node node : block.body) {
                rewrite(node.args);
                rewrite(node.snapshot);
            }
            rewrite(block.start);
            Terminator end = block.end;
            if (end.value != null) {
                end.value = resolve(end.value);
            }
            rewrite(end.snapshot);
            rewrite(end.taken);
            rewrite(end.notTaken);
        }
    }

    private void rewrite(Edge edge) {
        if (edge != null) {
            rewrite(edge.args);
        }
    }

    private void rewrite(Node[] nodes) {
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = resolve(nodes[i]);
        }
    }

    // A register that turns out to hold what it held at the entry is not written back.
    private void rewrite(Snapshot snapshot) {
        if (snapshot == null) {
            return;
        }
        rewrite(snapshot.values);
        int kept = 0;
        for (int i = 0; i < snapshot.values.length; i++) {
            Node value = snapshot.values[i];
            if (value.kind != Kind.INITIAL || value.constant != snapshot.registers[i]) {
                snapshot.registers[kept] = snapshot.registers[i];
                snapshot.values[kept++] = value;
            }
        }
        if (kept < snapshot.values.length) {
            snapshot.registers = Arrays.copyOf(snapshot.registers, kept);
            snapshot.values = Arrays.copyOf(snapshot.values, kept);
        }
    }
}
