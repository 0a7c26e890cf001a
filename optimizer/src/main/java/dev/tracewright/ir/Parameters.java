package dev.tracewright.ir;

import java.util.ArrayList;
import java.util.List;

/// Removes parameters that have the same value on all ways (after Braun et al., "Simple and
/// Efficient Construction of Static Single Assignment Form", 2013).
public final class Parameters {
    private final Graph graph;
    private final Rewriter rewriter;

    private Parameters(Graph graph) {
        this.graph = graph;
        rewriter = new Rewriter(graph);
    }

    /// Removes them everywhere in a graph.
    public static void simplify(Graph graph) {
        new Parameters(graph).simplify();
    }

    private void simplify() {
        List<List<Edge>> arrivals = arrivals(graph);
        boolean found = true;
        while (found) {
            found = false;
            for (Block block : graph.blocks) {
                for (int i = block.parameters.size() - 1; i >= 0; i--) {
                    Node same = same(block.parameters.get(i), arrivals.get(block.id), i);
                    if (same != null) {
                        rewriter.replace(block.parameters.get(i), same);
                        remove(block, i, arrivals.get(block.id));
                        found = true;
                    }
                }
            }
        }
        rewriter.apply();
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
            Node value = rewriter.resolve(edge.args[index]);
            if (value != parameter && value != same) {
                if (same != null) {
                    return null;
                }
                same = value;
            }
        }
        return same;
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
}
