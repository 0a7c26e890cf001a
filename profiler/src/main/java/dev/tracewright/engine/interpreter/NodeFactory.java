package dev.tracewright.engine.interpreter;

import dev.tracewright.engine.CodeRegion;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.emit.NodeEmitter;
import dev.tracewright.engine.emit.Recording;
import dev.tracewright.engine.emit.ThreadedNode;

import java.lang.invoke.MethodHandle;

/// Makes threaded code from decoded words.
final class NodeFactory {
    private final NodeEmitter emitter;
    private final MethodHandle[] constructors = new MethodHandle[DecodedWord.FIRST_FUSED];

    NodeFactory(Recording recording) {
        emitter = new NodeEmitter(recording);
    }

    /// The node for the instruction at a parcel, without successors; null if the word there is not
    /// an opcode's.
    ThreadedNode create(CodeRegion region, int parcel) {
        long word = region.words[parcel];
        int kind = DecodedWord.kind(word);
        if (DecodedWord.opcode(kind) == null) {
            return null;
        }
        ThreadedNode node = instantiate(kind);
        node.rd = DecodedWord.rd(word);
        node.rs1 = DecodedWord.rs1(word);
        node.rs2 = DecodedWord.rs2(word);
        node.rs3 = DecodedWord.rs3(word);
        node.imm = DecodedWord.immediate(word);
        node.parcel = parcel;
        node.pc = region.address(parcel);
        node.nextPc = region.address(parcel + DecodedWord.parcels(word));
        return node;
    }

    private ThreadedNode instantiate(int kind) {
        if (constructors[kind] == null) {
            constructors[kind] = emitter.define(DecodedWord.opcode(kind));
        }
        try {
            return (ThreadedNode) constructors[kind].invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("no constructor", e);
        }
    }
}
