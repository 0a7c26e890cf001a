package dev.tracewright.engine.interpreter;

import dev.tracewright.engine.CodeRegion;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.engine.LoopState;
import dev.tracewright.engine.emit.NodeEmitter;
import dev.tracewright.engine.emit.Recording;
import dev.tracewright.engine.emit.ThreadedNode;

import java.lang.invoke.MethodHandle;

/// Runs threaded code: each instruction is an object that leads to the next.
final class ThreadedLoop implements InterpreterLoop {
    private final NodeEmitter emitter;
    private final MethodHandle[] constructors = new MethodHandle[DecodedWord.FIRST_FUSED];
    private CodeRegion region;
    private ThreadedNode[] nodes;

    ThreadedLoop(Recording recording) {
        emitter = new NodeEmitter(recording);
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
        ThreadedNode known = nodes[parcel];
        long word = region.words[parcel];
        if (known != null || DecodedWord.opcode(DecodedWord.kind(word)) == null) {
            return known;
        }
        ThreadedNode node = create(DecodedWord.kind(word));
        node.rd = DecodedWord.rd(word);
        node.rs1 = DecodedWord.rs1(word);
        node.rs2 = DecodedWord.rs2(word);
        node.rs3 = DecodedWord.rs3(word);
        node.imm = DecodedWord.immediate(word);
        node.parcel = parcel;
        int after = parcel + DecodedWord.parcels(word);
        node.pc = region.address(parcel);
        node.nextPc = region.address(after);
        node.next = new Unlinked(after);
        node.taken = new Unlinked(after + (int) node.imm);
        nodes[parcel] = node;
        return node;
    }

    private ThreadedNode create(int kind) {
        if (constructors[kind] == null) {
            constructors[kind] = emitter.define(DecodedWord.opcode(kind));
        }
        try {
            return (ThreadedNode) constructors[kind].invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
