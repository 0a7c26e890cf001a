package dev.tracewright.pass;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Dominators;
import dev.tracewright.ir.Dominators.Arrival;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;
import dev.tracewright.isa.semantics.Primitive;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Checks addresses once before a loop: those that do not change in it, and those that advance in
/// small steps from round to round.
///
/// A pointer that advances needs no check of its own in the loop if every round accesses memory
/// near it: an access that was made shows that the pointer is within, or next to, the guest's
/// range, and so is the pointer after a small step; what lies next to the range is inaccessible.
public final class HoistChecks implements Pass {
    /// The largest step, and the largest displacement of the access that proves the place.
    private static final long NEAR = 1 << 16;

    /// Creates the pass.
    public HoistChecks() {}

    @Override
    public String name() {
        return "checks";
    }

    @Override
    public void run(Graph graph) {
        // Inner loops first: their checks may leave the loops around them too.
        var flow = new Dominators(graph);
        List<Block> order = flow.order;
        for (int i = order.size() - 1; i >= 0; i--) {
            if (order.get(i).loopHead && new Loop(graph, order.get(i), flow).hoist()) {
                flow = new Dominators(graph);
            }
        }
        for (Block block : graph.blocks) {
            dropKnown(block);
        }
    }

    // What is constant, or never large, need not be checked.
    private static void dropKnown(Block block) {
        List<Node> rest = new ArrayList<>(block.body.size());
        for (Node node : block.body) {
            if (node.kind != Kind.CHECK || !Addresses.isInRange(node.args[0])) {
                rest.add(node);
            }
        }
        block.body = rest;
    }

    /// A natural loop.
    private static final class Loop {
        private final Graph graph;
        private final Block head;
        private final Dominators flow;
        private final boolean[] inside;
        private final boolean[] defined;
        private final List<Block> members = new ArrayList<>();

        Loop(Graph graph, Block head, Dominators flow) {
            this.graph = graph;
            this.head = head;
            this.flow = flow;
            inside = new boolean[graph.blockIds()];
            defined = new boolean[graph.nodes()];
        }

        // Whether blocks were added.
        boolean hoist() {
            if (!gather()) {
                return false;
            }
            Set<Node> before = new LinkedHashSet<>();
            for (Block block : members) {
                List<Node> rest = new ArrayList<>(block.body.size());
                for (Node node : block.body) {
                    if (!isHoisted(node, block, before)) {
                        rest.add(node);
                    }
                }
                block.body = rest;
            }
            if (!before.isEmpty()) {
                insert(before);
            }
            return !before.isEmpty();
        }

        // False if control can come into the loop by another way than its head.
        private boolean gather() {
            var work = new ArrayList<Block>();
            members.add(head);
            inside[head.id] = true;
            for (Arrival arrival : flow.arrivals(head)) {
                if (flow.isBack(arrival)) {
                    work.add(arrival.from());
                }
            }
            while (!work.isEmpty()) {
                Block block = work.removeLast();
                if (inside[block.id]) {
                    continue;
                }
                if (!flow.dominates(head, block)) {
                    return false;
                }
                inside[block.id] = true;
                members.add(block);
                for (Arrival arrival : flow.arrivals(block)) {
                    work.add(arrival.from());
                }
            }
            for (Block block : members) {
                for (Node parameter : block.parameters) {
                    defined[parameter.id] = true;
                }
                for (Node node : block.body) {
                    defined[node.id] = true;
                }
            }
            return true;
        }

        // Only what every round checks: a check that is not made would make the guest's code give
        // up
        // for nothing.
        private boolean isHoisted(Node node, Block block, Set<Node> before) {
            if (node.kind != Kind.CHECK) {
                return false;
            }
            Node address = node.args[0];
            boolean invariant = !defined[address.id] && inEveryRound(block);
            if (invariant || advances(address)) {
                before.add(address);
                return true;
            }
            return false;
        }

        private boolean inEveryRound(Block block) {
            for (Arrival arrival : flow.arrivals(head)) {
                if (inside[arrival.from().id] && !flow.dominates(block, arrival.from())) {
                    return false;
                }
            }
            return true;
        }

        private boolean advances(Node pointer) {
            int index = head.parameters.indexOf(pointer);
            if (index < 0) {
                return false;
            }
            for (Arrival arrival : flow.arrivals(head)) {
                if (inside[arrival.from().id]
                        && !(isNear(arrival.edge().args[index], pointer)
                                && isAccessedBefore(pointer, arrival.from()))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isNear(Node next, Node pointer) {
            if (next == pointer) {
                return true;
            }
            return next.is(Primitive.ADD)
                    && next.args[0] == pointer
                    && next.args[1].kind == Kind.CONSTANT
                    && Math.abs(next.args[1].constant) <= NEAR;
        }

        private boolean isAccessedBefore(Node pointer, Block end) {
            for (Block block : members) {
                if (flow.dominates(block, end)) {
                    for (Node node : block.body) {
                        boolean accesses = node.kind == Kind.LOAD || node.kind == Kind.STORE;
                        if (accesses
                                && node.args[0] == pointer
                                && Math.abs(node.constant) <= NEAR) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }

        // A new block on each way into the loop makes the checks.
        private void insert(Set<Node> before) {
            for (Arrival arrival : flow.arrivals(head)) {
                if (!inside[arrival.from().id]) {
                    Edge edge = arrival.edge();
                    Block checks = graph.detached(head.pc);
                    checks.count = edge.count;
                    for (Node address : before) {
                        Node check = graph.check(outside(address, edge));
                        check.snapshot = arriving(edge);
                        checks.body.add(check);
                    }
                    Edge on = new Edge(head, edge.count);
                    on.args = edge.args;
                    checks.end = Terminator.jump(on);
                    edge.to = checks;
                    edge.args = new Node[0];
                    graph.blocks.add(graph.blocks.indexOf(head), checks);
                }
            }
        }

        private Node outside(Node address, Edge edge) {
            int index = head.parameters.indexOf(address);
            return index < 0 ? address : edge.args[index];
        }

        // The state at the loop's head for one way to it.
        private Snapshot arriving(Edge edge) {
            Snapshot start = head.start;
            Node[] values = start.values.clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = outside(values[i], edge);
            }
            return new Snapshot(start.pc, 0, start.registers.clone(), values);
        }
    }
}
