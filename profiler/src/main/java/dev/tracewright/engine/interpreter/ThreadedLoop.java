package dev.tracewright.engine.interpreter;

import dev.tracewright.engine.CodeRegion;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.engine.LoopState;
import dev.tracewright.engine.emit.ThreadedNode;

/// Runs threaded code: each instruction is an object that leads to the next.
final class ThreadedLoop implements InterpreterLoop {
    private final NodeFactory factory;
    private CodeRegion region;
    private ThreadedNode[] nodes;

    ThreadedLoop(NodeFactory factory) {
        this.factory = factory;
    }

    /// Stands for an instruction that its predecessor has not been linked to.
    private static final class Unlinked extends ThreadedNode {
        Unlinked(int parcel) {
            this.parcel = parcel;
        }

        @Override
        public ThreadedNode execute(LoopState state) {
            throw new IllegalStateException("not linked");
        }
    }

    @Override
    public int run(LoopState state) {
        if (state.region != region) {
            region = state.region;
            nodes = new ThreadedNode[region.words.length];
        }
        ThreadedNode node = new Unlinked(state.parcel);
        int remaining = state.remaining;
        try {
            while (remaining > 0) {
                if (node instanceof Unlinked) {
                    ThreadedNode real = nodeAt(node.parcel);
                    if (real == null) {
                        return STOPPED;
                    }
                    node = real;
                }
                ThreadedNode successor = node.execute(state);
                remaining--;
                if (successor == null) {
                    long distance = state.target - region.base >>> 1;
                    if (distance >= region.parcels) {
                        return LEFT;
                    }
                    successor = unlinkedOrNode((int) distance);
                } else if (successor instanceof Unlinked) {
                    successor = link(node, successor);
                }
                node = successor;
            }
            return SPENT;
        } finally {
            state.parcel = node.parcel;
            state.remaining = remaining;
        }
    }

    private ThreadedNode unlinkedOrNode(int parcel) {
        ThreadedNode node = nodes[parcel];
        return node == null ? new Unlinked(parcel) : node;
    }

    private ThreadedNode link(ThreadedNode from, ThreadedNode unlinked) {
        ThreadedNode node = nodeAt(unlinked.parcel);
        if (node == null) {
            return unlinked;
        }
        if (from.next == unlinked) {
            from.next = node;
        } else {
            from.taken = node;
        }
        return node;
    }

    // Null if the word there is not decoded or not executed by this engine.
    private ThreadedNode nodeAt(int parcel) {
        if (nodes[parcel] == null) {
            ThreadedNode node = factory.create(region, parcel);
            if (node == null) {
                return null;
            }
            int after = parcel + DecodedWord.parcels(region.words[parcel]);
            node.next = new Unlinked(after);
            node.taken = new Unlinked(after + (int) node.imm);
            nodes[parcel] = node;
        }
        return nodes[parcel];
    }
}
