package dev.tracewright.ir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The order of a graph's blocks, their predecessors, and which blocks lie on every way to others
/// (after Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm", 2001).
public final class Dominators {
    /// A way with the block that it comes from.
    ///
    /// @param from the block that ends with it
    /// @param edge the way
    public record Arrival(Block from, Edge edge) {}

    private static final int UNSEEN = -1;
    private static final int ROOT = -1;

    /// The reachable blocks in reverse postorder.
    public final List<Block> order = new ArrayList<>();

    private final List<Block> postorder = new ArrayList<>();
    private final List<List<Arrival>> arrivals = new ArrayList<>();
    private final int[] index;
    private final int[] dominator;

    /// Looks at a graph; what is found holds until its blocks or ways change.
    public Dominators(Graph graph) {
        index = new int[graph.blockIds()];
        Arrays.fill(index, UNSEEN);
        for (int i = 0; i < index.length; i++) {
            arrivals.add(new ArrayList<>(2));
        }
        for (Block block : graph.blocks) {
            if (block.entry && index[block.id] == UNSEEN) {
                visit(block);
            }
        }
        for (int i = postorder.size() - 1; i >= 0; i--) {
            index[postorder.get(i).id] = order.size();
            order.add(postorder.get(i));
        }
        dominator = new int[order.size()];
        find();
    }

    private void visit(Block block) {
        index[block.id] = 0;
        follow(block, block.end.taken);
        follow(block, block.end.notTaken);
        postorder.add(block);
    }

    private void follow(Block from, Edge edge) {
        if (edge != null) {
            arrivals.get(edge.to.id).add(new Arrival(from, edge));
            if (index[edge.to.id] == UNSEEN) {
                visit(edge.to);
            }
        }
    }

    private void find() {
        Arrays.fill(dominator, Integer.MIN_VALUE);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < dominator.length; i++) {
                int found = common(i);
                if (found != dominator[i]) {
                    dominator[i] = found;
                    changed = true;
                }
            }
        }
    }

    private int common(int block) {
        List<Arrival> from = arrivals.get(order.get(block).id);
        if (from.isEmpty()) {
            return ROOT;
        }
        int common = Integer.MIN_VALUE;
        for (Arrival arrival : from) {
            int other = index[arrival.from.id];
            if (dominator[other] != Integer.MIN_VALUE) {
                common = common == Integer.MIN_VALUE ? other : common(common, other);
            }
        }
        return common;
    }

    private int common(int a, int b) {
        int x = a;
        int y = b;
        while (x != y) {
            if (x > y) {
                x = dominator[x];
            } else {
                y = dominator[y];
            }
        }
        return x;
    }

    /// The ways to a block.
    public List<Arrival> arrivals(Block block) {
        return arrivals.get(block.id);
    }

    /// Whether the block can be reached.
    public boolean isReachable(Block block) {
        return index[block.id] != UNSEEN;
    }

    /// The position of a block in [#order].
    public int index(Block block) {
        return index[block.id];
    }

    /// The last of the blocks that lie on every way to a block, that excepted; null if there is
    /// none.
    public Block dominator(Block block) {
        int found = dominator[index[block.id]];
        return found < 0 ? null : order.get(found);
    }

    /// Whether a block lies on every way to another, or is the same.
    public boolean dominates(Block a, Block b) {
        int above = index[a.id];
        int at = index[b.id];
        while (at > above) {
            at = dominator[at];
        }
        return at == above;
    }

    /// Whether a way leads back to a block that dominates its source.
    public boolean isBack(Arrival arrival) {
        return dominates(arrival.edge.to, arrival.from);
    }
}
