package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;

import java.util.ArrayList;
import java.util.Arrays;

/// The blocks of a graph in one line, with a number for each place in it.
///
/// A block's parameters are defined at its first position; its nodes, and then its terminator, have
/// the even ones behind. What a node computes is there one position later. Blocks that do nothing
/// but leave are part of the terminators that lead there, and not in the line.
final class Line {
    final Block[] blocks;
    final int[] from;
    final int[] to;

    /// By block: how many loops it is in, as far as the line shows.
    final int[] depth;

    /// By block: how many ways lead there from blocks in the line.
    final int[] predecessorCount;

    /// By block: the only block, or one of those, that lead there; -1 for none.
    final int[] predecessor;

    private final int[] indices;
    private final int[] loopEnds;

    Line(Graph graph) {
        indices = new int[graph.blockIds()];
        Arrays.fill(indices, -1);
        blocks = arrange(graph);
        int count = blocks.length;
        from = new int[count];
        to = new int[count];
        depth = new int[count];
        predecessorCount = new int[count];
        predecessor = new int[count];
        loopEnds = new int[count];
        Arrays.fill(predecessor, -1);
        int position = 0;
        for (int i = 0; i < count; i++) {
            indices[blocks[i].id] = i;
            from[i] = position;
            position += 2 * (blocks[i].body.size() + 2);
            to[i] = position;
        }
        for (int i = 0; i < count; i++) {
            connect(i, blocks[i].end.taken);
            connect(i, blocks[i].end.notTaken);
        }
        findLoops();
    }

    /// Entries come before the block that they lead to.
    private static Block[] arrange(Graph graph) {
        var order = new ArrayList<Block>();
        for (Block block : graph.blocks) {
            if (block.entry || isFolded(block)) {
                continue;
            }
            for (Block entry : graph.blocks) {
                if (entry.entry && entry.end.taken != null && entry.end.taken.to == block) {
                    order.add(entry);
                }
            }
            order.add(block);
        }
        for (Block entry : graph.blocks) {
            if (entry.entry && !order.contains(entry)) {
                order.add(entry);
            }
        }
        return order.toArray(new Block[0]);
    }

    /// Whether a block is emitted with the terminators that lead to it.
    static boolean isFolded(Block block) {
        return block.end.leaves()
                && block.body.isEmpty()
                && block.parameters.isEmpty()
                && !block.entry
                && !block.loopHead;
    }

    int count() {
        return blocks.length;
    }

    /// The place of a block in the line, or -1.
    int index(Block block) {
        return indices[block.id];
    }

    /// The position of a block's terminator.
    int terminator(int index) {
        return to[index] - 2;
    }

    /// The block at a position.
    int blockAt(int position) {
        int found = Arrays.binarySearch(from, position);
        return found >= 0 ? found : -found - 2;
    }

    /// Whether several ways lead to a block, or one that closes a loop.
    boolean isJoin(int index) {
        return predecessorCount[index] > 1 || blocks[index].loopHead;
    }

    private void connect(int source, Edge edge) {
        if (edge != null && index(edge.to) >= 0) {
            predecessorCount[index(edge.to)]++;
            predecessor[index(edge.to)] = source;
        }
    }

    /// A loop is what lies between its head and the last block that leads back there.
    private void findLoops() {
        Arrays.fill(loopEnds, -1);
        for (int i = 0; i < count(); i++) {
            noteBackEdge(i, blocks[i].end.taken);
            noteBackEdge(i, blocks[i].end.notTaken);
        }
        for (int head = 0; head < count(); head++) {
            for (int i = head; i <= loopEnds[head]; i++) {
                depth[i]++;
            }
        }
    }

    /// The last block of the loop of which a block is the head, or -1.
    int loopEnd(int head) {
        return loopEnds[head];
    }

    private void noteBackEdge(int source, Edge edge) {
        if (edge != null && index(edge.to) >= 0 && index(edge.to) <= source) {
            loopEnds[index(edge.to)] = source;
        }
    }
}
