package dev.tracewright.pass;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Dominators;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Rewriter;

import java.util.ArrayList;

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
        var known = new Known(graph, flow);
        for (Block block : flow.order) {
            var body = new ArrayList<Node>(block.body.size());
            for (Node node : block.body) {
                rewriter.resolve(node.args);
                if (node.kind != Kind.APPLY && node.kind != Kind.CHECK) {
                    body.add(node);
                    continue;
                }
                Node same = known.same(node, block);
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

    /// What has been computed and checked, and where.
    private static final class Known {
        private final Dominators flow;
        private final Node[] table;

        /// By number, the next node in the same slot of the table, and the node's block.
        private final Node[] next;

        private final Block[] homes;

        Known(Graph graph, Dominators flow) {
            this.flow = flow;
            table = new Node[Integer.highestOneBit(graph.nodes() + 15) * 2];
            next = new Node[graph.nodes()];
            homes = new Block[graph.nodes()];
        }

        // One that is computed on every way to the block; else the node is remembered.
        Node same(Node node, Block block) {
            int slot = hash(node) & table.length - 1;
            for (Node each = table[slot]; each != null; each = next[each.id]) {
                if (equal(each, node) && flow.dominates(homes[each.id], block)) {
                    return each;
                }
            }
            next[node.id] = table[slot];
            table[slot] = node;
            homes[node.id] = block;
            return null;
        }

        private static int hash(Node node) {
            int hash = node.kind == Kind.CHECK ? 0 : 1 + node.primitive.ordinal();
            for (Node arg : node.args) {
                hash = hash * 31 + arg.id;
            }
            return hash * 0x9e3779b1 >>> 15 ^ hash;
        }

        private static boolean equal(Node a, Node b) {
            if (a.kind != b.kind
                    || a.primitive != b.primitive
                    || a.rm != b.rm
                    || a.args[0] != b.args[0]) {
                return false;
            }
            for (int i = 1; i < a.args.length; i++) {
                if (a.args[i] != b.args[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
