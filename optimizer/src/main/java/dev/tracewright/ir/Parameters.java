package dev.tracewright.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Removes parameters that always have the value of another: on all ways to their block, or to all
/// blocks of a loop that pass it on.
///
/// It assumes of every parameter that it is a copy, and starts again without those for which two
/// ways disagree, so that it finds those that copy one another around loops too.
public final class Parameters {
    private final Graph graph;

    /// By number: null while nothing has arrived, what it copies, or itself.
    private final Node[] copied;

    /// By number: whether two values arrive, if what else is known is right.
    private final boolean[] differs;

    private final Rewriter rewriter;

    private Parameters(Graph graph) {
        this.graph = graph;
        copied = new Node[graph.nodes()];
        differs = new boolean[graph.nodes()];
        rewriter = new Rewriter(graph);
    }

    /// Removes them everywhere in a graph.
    public static void simplify(Graph graph) {
        new Parameters(graph).simplify();
    }

    private void simplify() {
        List<List<Edge>> arrivals = arrivals(graph);
        do {
            for (Block block : graph.blocks) {
                for (Node parameter : block.parameters) {
                    boolean known = differs[parameter.id];
                    copied[parameter.id] = known ? parameter : null;
                }
            }
            assume(arrivals);
        } while (refutes(arrivals));
        boolean found = false;
        for (Block block : graph.blocks) {
            if (isSimpler(block)) {
                remove(block, arrivals.get(block.id));
                found = true;
            }
        }
        if (found) {
            rewriter.apply();
        }
    }

    // Carries values along all ways; the first that arrives at a parameter stays.
    private void assume(List<List<Edge>> arrivals) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : graph.blocks) {
                List<Node> parameters = block.parameters;
                List<Edge> edges = arrivals.get(block.id);
                for (int i = 0; i < parameters.size(); i++) {
                    Node parameter = parameters.get(i);
                    for (int k = 0; copied[parameter.id] == null && k < edges.size(); k++) {
                        copied[parameter.id] = value(edges.get(k).args[i]);
                        changed |= copied[parameter.id] != null;
                    }
                }
            }
        }
    }

    private Node value(Node arg) {
        return arg.kind == Kind.PARAMETER ? copied[arg.id] : arg;
    }

    // Finds where another value arrives than was assumed.
    private boolean refutes(List<List<Edge>> arrivals) {
        boolean found = false;
        for (Block block : graph.blocks) {
            List<Node> parameters = block.parameters;
            List<Edge> edges = arrivals.get(block.id);
            for (int i = 0; i < parameters.size(); i++) {
                Node parameter = parameters.get(i);
                Node assumed = copied[parameter.id];
                for (int k = 0; assumed != parameter && k < edges.size(); k++) {
                    Node value = value(edges.get(k).args[i]);
                    if (value != null && value != assumed) {
                        differs[parameter.id] = true;
                        found = true;
                    }
                }
            }
        }
        return found;
    }

    private boolean isCopy(Node parameter) {
        return copied[parameter.id] != null && copied[parameter.id] != parameter;
    }

    private boolean isSimpler(Block block) {
        for (Node parameter : block.parameters) {
            if (isCopy(parameter)) {
                return true;
            }
        }
        return false;
    }

    private void remove(Block block, List<Edge> edges) {
        for (Edge edge : edges) {
            int kept = 0;
            Node[] args = new Node[edge.args.length];
            for (int i = 0; i < args.length; i++) {
                if (!isCopy(block.parameters.get(i))) {
                    args[kept++] = edge.args[i];
                }
            }
            edge.args = Arrays.copyOf(args, kept);
        }
        List<Node> rest = new ArrayList<>();
        for (Node parameter : block.parameters) {
            if (isCopy(parameter)) {
                rewriter.replace(parameter, copied[parameter.id]);
            } else {
                rest.add(parameter);
            }
        }
        block.parameters.clear();
        block.parameters.addAll(rest);
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
}
