package dev.tracewright.ir;

/// A way from one block to another.
public final class Edge {
    private static final Node[] NONE = {};

    /// Where it leads.
    public Block to;

    /// The values of the target's parameters, in their order.
    public Node[] args = NONE;

    /// How often it was taken, as far as is known.
    public long count;

    /// A way without arguments.
    public Edge(Block to, long count) {
        this.to = to;
        this.count = count;
    }
}
