package dev.tracewright.ir;

import dev.tracewright.region.Flow;
import dev.tracewright.region.HotRegion;

/// An order of a region's blocks in which each comes after one that leads to it, and the heads of
/// its loops: targets of ways back to a block from which the depth-first search came.
final class LoopOrder {
    private static final int SEEN = 1;
    private static final int OPEN = 2;

    private final HotRegion region;
    private final int[] marks;
    private final boolean[] heads;
    private final int[] postorder;
    private int size;

    LoopOrder(HotRegion region) {
        this.region = region;
        int count = region.blocks().size();
        marks = new int[count];
        heads = new boolean[count];
        postorder = new int[count];
        for (int entry : region.entries()) {
            if (marks[entry] == 0) {
                visit(entry);
            }
        }
    }

    // The depth is that of the region's longest path: a few hundred blocks at most.
    private void visit(int block) {
        marks[block] = SEEN | OPEN;
        Flow flow = region.blocks().get(block).flow();
        if (flow instanceof Flow.Next next) {
            follow(next.way().block());
        } else if (flow instanceof Flow.Branch branch) {
            follow(branch.taken().block());
            follow(branch.notTaken().block());
        } else if (flow instanceof Flow.Indirect indirect) {
            for (var way : indirect.expected()) {
                follow(way.block());
            }
        }
        marks[block] = SEEN;
        postorder[size++] = block;
    }

    private void follow(int block) {
        if (block < 0) {
            return;
        }
        if (marks[block] == 0) {
            visit(block);
        } else if ((marks[block] & OPEN) != 0) {
            heads[block] = true;
        }
    }

    /// The blocks that can be reached, in reverse postorder.
    int[] blocks() {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = postorder[size - 1 - i];
        }
        return order;
    }

    /// Whether a way leads back to it.
    boolean isLoopHead(int block) {
        return heads[block];
    }
}
