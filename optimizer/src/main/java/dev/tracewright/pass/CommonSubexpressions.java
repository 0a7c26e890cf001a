package dev.tracewright.pass;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Dominators;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Rewriter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Uses what has been computed, and what has been checked, on every way to a place again.
///
/// A floating-point operation on the same operands raises flags that are raised already.
public final class CommonSubexpressions implements Pass {
    /// Creates the pass.
    public CommonSubexpressions() {}

    @Override
    public String name() {
        return "cse";
    }

    @Override
    public void run(Graph graph) {
        var flow = new Dominators(graph);
        var rewriter = new Rewriter(graph);
        var known = new HashMap<Key, List<Found>>();
        for (Block block : flow.order) {
            var body = new ArrayList<Node>(block.body.size());
            for (Node node : block.body) {
                rewriter.resolve(node.args);
                if (node.kind != Kind.APPLY && node.kind != Kind.CHECK) {
                    body.add(node);
                    continue;
                }
                Node same = same(known, flow, node, block);
                if (same == null) {
                    body.add(node);
                } else if (node.isValue()) {
                    rewriter.replace(node, same);
                }
            }
            block.body = body;
        }
        rewriter.apply();
    }

    /// A computation and where it is made.
    private record Found(Node node, Block block) {}

    /// What makes two computations equal.
    private record Key(Object operation, int rm, int a, int b, int c) {
        static Key of(Node node) {
            Node[] args = node.args;
            return new Key(
                    node.kind == Kind.CHECK ? Kind.CHECK : node.primitive,
                    node.rm,
                    args[0].id,
                    args.length > 1 ? args[1].id : -1,
                    args.length > 2 ? args[2].id : -1);
        }

        @Override
        public int hashCode() {
            return ((operation.hashCode() * 31 + a) * 31 + b) * 31 + c;
        }
    }

    private static Node same(Map<Key, List<Found>> known, Dominators flow, Node node, Block block) {
        Key key = Key.of(node);
        List<Found> found = known.get(key);
        if (found == null) {
            found = new ArrayList<>(1);
            known.put(key, found);
        }
        for (Found each : found) {
            if (flow.dominates(each.block, block)) {
                return each.node;
            }
        }
        found.add(new Found(node, block));
        return null;
    }
}
