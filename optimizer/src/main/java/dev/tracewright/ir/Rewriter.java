package dev.tracewright.ir;

import java.util.Arrays;

/// Replaces values by others everywhere in a graph.
public final class Rewriter {
    private final Graph graph;
    private Node[] replacements;
    private boolean any;

    /// Replaces nothing yet.
    public Rewriter(Graph graph) {
        this.graph = graph;
        replacements = new Node[graph.nodes()];
    }

    /// Replaces a value; the uses change with [#resolve] and [#apply].
    public void replace(Node old, Node by) {
        if (old.id >= replacements.length) {
            replacements = Arrays.copyOf(replacements, graph.nodes());
        }
        replacements[old.id] = by;
        any = true;
    }

    /// What stands for a value now.
    public Node resolve(Node node) {
        Node at = node;
        while (at.id < replacements.length && replacements[at.id] != null) {
            at = replacements[at.id];
        }
        return at;
    }

    /// Resolves each of them.
    public void resolve(Node[] nodes) {
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = resolve(nodes[i]);
        }
    }

    /// Replaces all uses.
    ///
    /// @return whether there was anything to replace
    public boolean apply() {
        if (!any) {
            return false;
        }
        for (Block block : graph.blocks) {
            for (Node node : block.body) {
                resolve(node.args);
                rewrite(node.snapshot);
            }
            rewrite(block.start);
            Terminator end = block.end;
            if (end.value != null) {
                end.value = resolve(end.value);
            }
            rewrite(end.snapshot);
            rewrite(end.taken);
            rewrite(end.notTaken);
        }
        return true;
    }

    private void rewrite(Edge edge) {
        if (edge != null) {
            resolve(edge.args);
        }
    }

    // A register that turns out to hold what it held at the entry is not written back.
    private void rewrite(Snapshot snapshot) {
        if (snapshot == null) {
            return;
        }
        resolve(snapshot.values);
        int kept = 0;
        for (int i = 0; i < snapshot.values.length; i++) {
            Node value = snapshot.values[i];
            if (value.kind != Kind.INITIAL || value.constant != snapshot.registers[i]) {
                snapshot.registers[kept] = snapshot.registers[i];
                snapshot.values[kept++] = value;
            }
        }
        if (kept < snapshot.values.length) {
            snapshot.registers = Arrays.copyOf(snapshot.registers, kept);
            snapshot.values = Arrays.copyOf(snapshot.values, kept);
        }
    }
}
