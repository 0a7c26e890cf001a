package dev.tracewright.pass;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Dominators;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Rewriter;
import dev.tracewright.ir.Terminator;
import dev.tracewright.isa.semantics.Primitive;

import java.util.ArrayList;
import java.util.List;

/// Computes what is constant, by the primitives' own methods, and applies the laws of arithmetic.
public final class Fold implements Pass {
    /// Creates the pass.
    public Fold() {}

    @Override
    public String name() {
        return "fold";
    }

    @Override
    public void run(Graph graph) {
        var rewriter = new Rewriter(graph);
        for (Block block : new Dominators(graph).order) {
            new Folding(graph, rewriter, block).run();
        }
        rewriter.apply();
    }

    /// The folding of one block.
    static final class Folding {
        private final Graph graph;
        private final Rewriter rewriter;
        private final Block block;
        private final List<Node> body;

        Folding(Graph graph, Rewriter rewriter, Block block) {
            this.graph = graph;
            this.rewriter = rewriter;
            this.block = block;
            body = new ArrayList<>(block.body.size());
        }

        void run() {
            for (Node node : block.body) {
                rewriter.resolve(node.args);
                if (node.kind == Kind.APPLY && node.primitive.pure()) {
                    Node folded = fold(node);
                    if (folded != node) {
                        rewriter.replace(node, folded);
                    }
                } else {
                    body.add(node);
                }
            }
            block.body = body;
            Terminator end = block.end;
            if (end.value != null) {
                end.value = rewriter.resolve(end.value);
                if (end.kind == Terminator.Kind.BRANCH) {
                    ConditionRules.simplifyBranch(end);
                }
            }
        }

        // Adds the node, or another with the same value, to the body unless it is there already.
        private Node fold(Node node) {
            Node same = known(node);
            if (same == null) {
                body.add(node);
                return node;
            }
            return same;
        }

        private Node known(Node node) {
            Node constant = constant(node);
            if (constant != null) {
                return constant;
            }
            order(node);
            Node found = ExtensionRules.simplify(this, node);
            if (found == null) {
                found = IntegerRules.simplify(this, node);
            }
            if (found == null) {
                found = ConditionRules.simplify(this, node);
            }
            return found;
        }

        private Node constant(Node node) {
            for (Node arg : node.args) {
                if (arg.kind != Kind.CONSTANT) {
                    return null;
                }
            }
            long a = node.args[0].constant;
            long b = node.args.length > 1 ? node.args[1].constant : 0;
            long c = node.args.length > 2 ? node.args[2].constant : 0;
            return constant(node.primitive.apply(a, b, c, 0, null));
        }

        // A constant operand goes to the right.
        private static void order(Node node) {
            if (commutes(node.primitive)
                    && node.args[0].kind == Kind.CONSTANT
                    && node.args[1].kind != Kind.CONSTANT) {
                Node constant = node.args[0];
                node.args[0] = node.args[1];
                node.args[1] = constant;
            }
        }

        static boolean commutes(Primitive primitive) {
            return switch (primitive) {
                case ADD, AND, OR, XOR, MUL, MULH, MULHU, EQ, NE, MIN, MAX, MINU, MAXU -> true;
                default -> false;
            };
        }

        Node constant(long value) {
            return graph.constant(value);
        }

        /// The value of an operation, in its simplest form.
        Node make(Primitive primitive, Node a) {
            return fold(graph.apply(primitive, a));
        }

        /// The value of an operation, in its simplest form.
        Node make(Primitive primitive, Node a, Node b) {
            return fold(graph.apply(primitive, a, b));
        }

        /// The value of an operation with a constant, in its simplest form.
        Node make(Primitive primitive, Node a, long b) {
            return make(primitive, a, constant(b));
        }
    }
}
