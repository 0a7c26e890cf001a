package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;

/// Finds the interval of each value, going backwards through the line.
final class IntervalBuilder {
    private final Line line;
    private final Selection selection;
    private final Liveness liveness;
    private final Interval[] intervals;
    private final Node[] nodes;

    /// @param nodes the node of each number, filled in here
    IntervalBuilder(Line line, Selection selection, Liveness liveness, Node[] nodes) {
        this.line = line;
        this.selection = selection;
        this.liveness = liveness;
        this.nodes = nodes;
        intervals = new Interval[nodes.length];
    }

    /// The intervals by the numbers of their nodes; null for nodes without one.
    Interval[] build() {
        collect();
        for (int i = line.count() - 1; i >= 0; i--) {
            scan(i);
        }
        for (Interval interval : intervals) {
            if (interval != null) {
                interval.finish();
            }
        }
        for (int head = 0; head < line.count(); head++) {
            if (line.loopEnd(head) >= 0) {
                markLoop(head, line.loopEnd(head));
            }
        }
        return intervals;
    }

    private void collect() {
        for (Block block : line.blocks) {
            for (Node parameter : block.parameters) {
                nodes[parameter.id] = parameter;
            }
            for (Node node : block.body) {
                nodes[node.id] = node;
                collect(node.args);
                collect(node.snapshot);
            }
            collect(block.start);
            collect(block.end.snapshot);
            collect(block.end.taken);
            collect(block.end.notTaken);
            if (block.end.value != null) {
                nodes[block.end.value.id] = block.end.value;
            }
        }
    }

    private void collect(Edge edge) {
        if (edge != null) {
            collect(edge.args);
            collect(edge.to.end.snapshot);
            if (edge.to.end.value != null) {
                nodes[edge.to.end.value.id] = edge.to.end.value;
            }
        }
    }

    private void collect(Snapshot snapshot) {
        if (snapshot != null) {
            collect(snapshot.values);
        }
    }

    private void collect(Node[] values) {
        for (Node value : values) {
            nodes[value.id] = value;
        }
    }

    private Interval of(int id) {
        Interval interval = intervals[id];
        if (interval == null) {
            interval = new Interval(id, selection.isVector(nodes[id]));
            intervals[id] = interval;
        }
        return interval;
    }

    private void scan(int index) {
        Block block = line.blocks[index];
        int from = line.from[index];
        int depth = line.depth[index];
        long[] out = liveness.out[index];
        for (int word = 0; word < out.length; word++) {
            for (long bits = out[word]; bits != 0; bits &= bits - 1) {
                int id = word << 6 | Long.numberOfTrailingZeros(bits);
                of(id).addRange(from, line.to[index]);
            }
        }
        int position = line.terminator(index);
        leave(block.end.taken, from, position);
        leave(block.end.notTaken, from, position);
        keep(block.end.snapshot, from, position + 2);
        if (block.end.value != null) {
            use(block.end.value, from, position, position + 2, depth);
        }
        for (int i = block.body.size() - 1; i >= 0; i--) {
            position -= 2;
            scan(block.body.get(i), from, position, depth);
        }
        keep(block.start, from, from + 1);
        for (Node parameter : block.parameters) {
            Interval interval = of(parameter.id);
            if (interval.isEmpty()) {
                interval.addRange(from, from + 1);
            }
            interval.define(from);
            interval.addUse(from, depth, false);
            if (line.loopEnd(index) >= 0) {
                interval.loopEnd = line.to[line.loopEnd(index)];
            }
        }
    }

    private void scan(Node node, int from, int position, int depth) {
        if (selection.isFused(node) || selection.isDead(node)) {
            return;
        }
        if (node.isValue() && (selection.isUsed(node) || intervals[node.id] != null)) {
            Interval interval = of(node.id);
            interval.define(position + 1);
            interval.addUse(position + 1, depth, true);
            if (node.args.length > 0 && node.args[0].kind != Kind.CONSTANT) {
                interval.secondHint = node.args[0].id;
            }
        }
        // What is read after the result has been written must not share its register.
        boolean late = node.kind == Kind.APPLY && node.snapshot != null;
        keep(node.snapshot, from, position + (late ? 2 : 1));
        for (Node arg : node.args) {
            use(arg, from, position, position + 1, depth);
        }
    }

    private void leave(Edge edge, int from, int position) {
        if (edge == null) {
            return;
        }
        for (int i = 0; i < edge.args.length; i++) {
            Node arg = edge.args[i];
            if (arg.kind != Kind.CONSTANT) {
                Interval interval = of(arg.id);
                interval.addRange(from, position + 2);
                int parameter = edge.to.parameters.get(i).id;
                nodes[parameter] = edge.to.parameters.get(i);
                interval.hint = parameter;
                of(parameter).hint = arg.id;
            }
        }
        if (line.index(edge.to) < 0) {
            keep(edge.to.end.snapshot, from, position + 2);
            if (edge.to.end.value != null) {
                use(edge.to.end.value, from, position, position + 2, 0);
            }
        }
    }

    private void keep(Snapshot snapshot, int from, int to) {
        if (snapshot == null) {
            return;
        }
        for (int i = 0; i < snapshot.values.length; i++) {
            Node value = snapshot.values[i];
            boolean unchanged =
                    value.kind == Kind.INITIAL && value.constant == snapshot.registers[i];
            if (value.kind != Kind.CONSTANT && !unchanged) {
                of(value.id).addRange(from, to);
            }
        }
    }

    private void use(Node value, int from, int position, int to, int depth) {
        if (value.kind == Kind.CONSTANT) {
            return;
        }
        if (selection.isFused(value)) {
            for (Node arg : value.args) {
                use(arg, from, position, to, depth);
            }
            keep(value.snapshot, from, to);
            return;
        }
        Interval interval = of(value.id);
        interval.addRange(from, to);
        interval.addUse(position, depth, true);
    }

    /// A value that is used in a loop and needed all through it is used again after its end.
    private void markLoop(int head, int last) {
        long[] in = liveness.in[head];
        for (int word = 0; word < in.length; word++) {
            for (long bits = in[word]; bits != 0; bits &= bits - 1) {
                Interval interval = intervals[word << 6 | Long.numberOfTrailingZeros(bits)];
                if (interval.isUsedBetween(line.from[head], line.to[last])) {
                    interval.insertUse(line.to[last] - 1, line.depth[head]);
                }
            }
        }
    }
}
