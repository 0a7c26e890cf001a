package dev.tracewright.pass;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Dominators;
import dev.tracewright.ir.Dominators.Arrival;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Removes values that nothing uses: no effect, no way out, no other value.
public final class DeadCode implements Pass {
    /// Creates the pass.
    public DeadCode() {}

    @Override
    public String name() {
        return "dead";
    }

    @Override
    public void run(Graph graph) {
        new Marking(graph).run();
    }

    /// The values that are used.
    private static final class Marking {
        private final Graph graph;
        private final boolean[] used;
        private final Deque<Node> work = new ArrayDeque<>();
        private final Dominators flow;

        /// By node number, the block of a parameter.
        private final Block[] homes;

        Marking(Graph graph) {
            this.graph = graph;
            used = new boolean[graph.nodes()];
            homes = new Block[graph.nodes()];
            flow = new Dominators(graph);
        }

        void run() {
            for (Block block : graph.blocks) {
                for (Node parameter : block.parameters) {
                    homes[parameter.id] = block;
                }
                for (Node node : block.body) {
                    if (node.hasEffect()) {
                        use(node);
                    }
                }
                use(block.start);
                use(block.end.snapshot);
                if (block.end.value != null) {
                    use(block.end.value);
                }
            }
            while (!work.isEmpty()) {
                spread(work.pop());
            }
            for (Block block : graph.blocks) {
                sweep(block);
            }
        }

        private void use(Node node) {
            if (!used[node.id]) {
                used[node.id] = true;
                work.push(node);
            }
        }

        private void use(Snapshot snapshot) {
            if (snapshot != null) {
                for (Node value : snapshot.values) {
                    use(value);
                }
            }
        }

        private void spread(Node node) {
            for (Node arg : node.args) {
                use(arg);
            }
            use(node.snapshot);
            if (node.kind == Kind.PARAMETER) {
                Block block = homes[node.id];
                int index = block.parameters.indexOf(node);
                for (Arrival arrival : flow.arrivals(block)) {
                    use(arrival.edge().args[index]);
                }
            }
        }

        private void sweep(Block block) {
            List<Node> body = new ArrayList<>(block.body.size());
            for (Node node : block.body) {
                if (used[node.id]) {
                    body.add(node);
                }
            }
            block.body = body;
            for (Arrival arrival : flow.arrivals(block)) {
                keepUsed(arrival.edge(), block);
            }
            block.parameters.removeIf(parameter -> !used[parameter.id]);
        }

        private void keepUsed(Edge edge, Block block) {
            int kept = 0;
            Node[] args = new Node[edge.args.length];
            for (int i = 0; i < args.length; i++) {
                if (used[block.parameters.get(i).id]) {
                    args[kept++] = edge.args[i];
                }
            }
            edge.args = Arrays.copyOf(args, kept);
        }
    }
}
