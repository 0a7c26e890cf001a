package dev.tracewright.jit.bytecode;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The local variables of a unit's values: a linear scan over the layout, in which values that do
/// not live at the same time share a variable, and a parameter preferably shares its arguments'.
final class UnitSlots {
    private static final int NONE = -1;

    private final Graph graph;
    private final Placement placement;
    private final int[] slot;
    private final int[] from;
    private final int[] to;
    private final Map<Node, List<Node>> hints = new HashMap<>();
    private final Set<Node> kept = new LinkedHashSet<>();
    private int next;

    /// @param first the first free local variable
    UnitSlots(Graph graph, Placement placement, int first) {
        this.graph = graph;
        this.placement = placement;
        next = first;
        slot = new int[graph.nodes()];
        from = new int[graph.nodes()];
        to = new int[graph.nodes()];
        Arrays.fill(slot, NONE);
        Arrays.fill(from, Integer.MAX_VALUE);
        Arrays.fill(to, NONE);
        intervals(liveAtEnds());
        assign();
    }

    /// The first of a value's two local variables.
    int of(Node value) {
        if (slot[value.id] == NONE) {
            throw new IllegalArgumentException(value + " is used where it has not been computed");
        }
        return slot[value.id];
    }

    /// The initial values that have a variable, in the order of the registers.
    List<Node> initials() {
        return kept.stream()
                .filter(value -> value.kind == Kind.INITIAL)
                .sorted(Comparator.comparingLong(value -> value.constant))
                .toList();
    }

    private void eachUse(Snapshot snapshot, Consumer<Node> use) {
        if (snapshot != null) {
            for (Node value : snapshot.values) {
                placement.eachKept(value, use);
            }
        }
    }

    // What a node of a body reads where it is computed.
    private void eachUse(Node node, Consumer<Node> use) {
        if (placement.isUnused(node) || placement.isDeferred(node)) {
            return;
        }
        for (Node argument : node.args) {
            placement.eachKept(argument, use);
        }
        eachUse(node.snapshot, use);
    }

    private void eachUseAtEnd(Block block, Consumer<Node> use) {
        if (block.end.value != null) {
            placement.eachKept(block.end.value, use);
        }
        eachUse(block.end.snapshot, use);
        for (Edge edge : Placement.edges(block.end)) {
            for (int i = 0; i < edge.args.length; i++) {
                if (placement.isKept(edge.to.parameters.get(i))) {
                    placement.eachKept(edge.args[i], use);
                }
            }
        }
    }

    private Map<Block, BitSet> liveAtEnds() {
        var atStart = new HashMap<Block, BitSet>();
        var atEnd = new HashMap<Block, BitSet>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : graph.blocks.reversed()) {
                var live = new BitSet();
                for (Edge edge : Placement.edges(block.end)) {
                    live.or(atStart.getOrDefault(edge.to, new BitSet()));
                }
                atEnd.put(block, (BitSet) live.clone());
                throughBlock(block, live);
                if (!live.equals(atStart.put(block, live))) {
                    changed = true;
                }
            }
        }
        return atEnd;
    }

    private void throughBlock(Block block, BitSet live) {
        Consumer<Node> use = value -> live.set(value.id);
        eachUseAtEnd(block, use);
        for (Node node : block.body.reversed()) {
            live.clear(node.id);
            eachUse(node, use);
        }
        for (Node parameter : block.parameters) {
            live.clear(parameter.id);
        }
        eachUse(block.start, use);
    }

    // Positions are even where values are read and odd where one is written.
    private void intervals(Map<Block, BitSet> atEnds) {
        int position = 2;
        for (Block block : graph.blocks) {
            int start = position;
            for (Node parameter : block.parameters) {
                covers(parameter, start);
            }
            eachUse(block.start, value -> covers(value, start));
            for (Node node : block.body) {
                position += 2;
                int here = position;
                eachUse(node, value -> covers(value, here));
                if (placement.isKept(node)) {
                    covers(node, here + 1);
                }
            }
            position += 2;
            int end = position;
            eachUseAtEnd(block, value -> covers(value, end));
            // What lives on lives from the start, or from where it was written, to the end.
            BitSet atEnd = atEnds.get(block);
            atEnd.stream().forEach(id -> to[id] = Math.max(to[id], end + 1));
            position += 2;
        }
        coverStarts(atEnds);
    }

    // What is live where a block starts is live all the way from the start.
    private void coverStarts(Map<Block, BitSet> atEnds) {
        int position = 2;
        for (Block block : graph.blocks) {
            var live = (BitSet) atEnds.get(block).clone();
            throughBlock(block, live);
            int start = position;
            live.stream()
                    .forEach(
                            id -> {
                                from[id] = Math.min(from[id], start);
                                to[id] = Math.max(to[id], start);
                            });
            position += 2 * block.body.size() + 4;
        }
    }

    private void covers(Node value, int position) {
        if (!placement.isKept(value)) {
            return;
        }
        kept.add(value);
        // Initial values are there from the beginning.
        from[value.id] = value.kind == Kind.INITIAL ? 0 : Math.min(from[value.id], position);
        to[value.id] = Math.max(to[value.id], position);
    }

    private void hint() {
        for (Block block : graph.blocks) {
            for (Edge edge : Placement.edges(block.end)) {
                for (int i = 0; i < edge.args.length; i++) {
                    Node parameter = edge.to.parameters.get(i);
                    if (placement.isKept(parameter) && placement.isKept(edge.args[i])) {
                        hints.computeIfAbsent(parameter, _ -> new ArrayList<>()).add(edge.args[i]);
                        hints.computeIfAbsent(edge.args[i], _ -> new ArrayList<>()).add(parameter);
                    }
                }
            }
        }
    }

    private void assign() {
        hint();
        var values = new ArrayList<>(kept);
        values.sort(Comparator.comparingInt(value -> from[value.id]));
        var active = new ArrayList<Node>();
        var free = new TreeSet<Integer>();
        for (Node value : values) {
            int start = from[value.id];
            active.removeIf(
                    other -> {
                        boolean over = to[other.id] < start;
                        if (over) {
                            free.add(slot[other.id]);
                        }
                        return over;
                    });
            slot[value.id] = choose(value, free);
            active.add(value);
        }
    }

    private int choose(Node value, TreeSet<Integer> free) {
        for (Node other : hints.getOrDefault(value, List.of())) {
            if (slot[other.id] != NONE && free.remove(slot[other.id])) {
                return slot[other.id];
            }
        }
        if (!free.isEmpty()) {
            return free.pollFirst();
        }
        int fresh = next;
        next += 2;
        return fresh;
    }
}
