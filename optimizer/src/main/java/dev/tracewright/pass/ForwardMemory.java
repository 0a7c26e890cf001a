package dev.tracewright.pass;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Dominators;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Rewriter;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;

import java.util.ArrayList;
import java.util.List;

/// Takes the value of a load from an earlier load or store of the same bytes.
///
/// Accesses alias unless they have the same base and displacements that do not overlap: nothing is
/// known of two different bases. The earlier access has shown that the bytes are accessible. What
/// is known is carried along ways that nothing joins.
public final class ForwardMemory implements Pass {
    /// Creates the pass.
    public ForwardMemory() {}

    @Override
    public String name() {
        return "forward";
    }

    @Override
    public void run(Graph graph) {
        var flow = new Dominators(graph);
        var rewriter = new Rewriter(graph);
        var ends = new ArrayList<List<Known>>(graph.blockIds());
        for (int i = 0; i < graph.blockIds(); i++) {
            ends.add(null);
        }
        for (Block block : flow.order) {
            var known = new ArrayList<Known>();
            if (flow.arrivals(block).size() == 1) {
                List<Known> before = ends.get(flow.arrivals(block).getFirst().from().id);
                if (before != null) {
                    known.addAll(before);
                }
            }
            new Forwarding(graph, rewriter, block, known).run();
            ends.set(block.id, known);
        }
        rewriter.apply();
    }

    /// Bytes of memory whose contents are known.
    ///
    /// @param value what was stored, or loaded with this width
    private record Known(Node base, long displacement, Width width, Node value, boolean stored) {
        boolean overlaps(Node otherBase, long from, int bytes) {
            return base != otherBase
                    || from < displacement + width.bytes() && displacement < from + bytes;
        }
    }

    /// The forwarding in one block.
    private record Forwarding(Graph graph, Rewriter rewriter, Block block, List<Known> known) {
        void run() {
            var body = new ArrayList<Node>(block.body.size());
            for (Node node : block.body) {
                rewriter.resolve(node.args);
                if (node.kind == Kind.STORE) {
                    store(node);
                } else if (node.kind == Kind.LOAD) {
                    Known source = source(node);
                    if (source != null) {
                        rewriter.replace(node, converted(source, node, body));
                        continue;
                    }
                    known.add(new Known(node.args[0], node.constant, node.width, node, false));
                }
                body.add(node);
            }
            block.body = body;
        }

        private void store(Node store) {
            Node base = store.args[0];
            int bytes = store.width.bytes();
            known.removeIf(each -> each.overlaps(base, store.constant, bytes));
            known.add(new Known(base, store.constant, store.width, store.args[1], true));
        }

        private Known source(Node load) {
            for (int i = known.size() - 1; i >= 0; i--) {
                Known each = known.get(i);
                if (each.base == load.args[0]
                        && each.displacement == load.constant
                        && each.width.bytes() == load.width.bytes()) {
                    return each;
                }
            }
            return null;
        }

        private Node converted(Known source, Node load, List<Node> body) {
            if (!source.stored && source.width == load.width || load.width == Width.S64) {
                return source.value;
            }
            Node node =
                    switch (load.width) {
                        case S8 -> graph.apply(Primitive.SEXT8, source.value);
                        case S16 -> graph.apply(Primitive.SEXT16, source.value);
                        case S32 -> graph.apply(Primitive.SEXT32, source.value);
                        case U8 -> graph.apply(Primitive.AND, source.value, graph.constant(0xff));
                        case U16 -> graph.apply(Primitive.ZEXT16, source.value);
                        case U32 -> graph.apply(Primitive.ZEXT32, source.value);
                        case S64 -> throw new AssertionError(load);
                    };
            body.add(node);
            return node;
        }
    }
}
