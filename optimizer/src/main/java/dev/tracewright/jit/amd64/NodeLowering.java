package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.isa.semantics.Primitive;

/// Emits nodes: memory accesses here, operations in the classes above.
final class NodeLowering extends ConversionLowering {
    private static final long GUEST_END = 1L << 42;

    NodeLowering(
            Assembler asm,
            Selection selection,
            Allocation allocation,
            OutOfLine stubs,
            BoxedSingles boxed) {
        super(asm, selection, allocation, stubs, boxed);
    }

    /// Emits the node at a position.
    void emit(Node node, int at) {
        position = at;
        switch (node.kind) {
            case APPLY -> apply(node);
            case LOAD -> load(node);
            case STORE -> store(node);
            case CHECK -> check(node.args[0], node);
            case COUNT -> {
                int counter = StateLayout.counter((int) node.constant);
                asm.alu(Alu.ADD, 64, Mem.at(Gpr.RBP, counter), 1);
            }
            case CONSTANT, INITIAL, PARAMETER ->
                    throw new IllegalArgumentException(node + " in a block's body");
        }
    }

    private void apply(Node node) {
        if (!node.primitive.floating()) {
            integer(node);
        } else if (node.primitive == Primitive.FMV_W_X) {
            toSingle(node);
        } else if (!convert(node)) {
            floating(node);
        }
    }

    /// An address in the guest's memory.
    private Mem address(Node access) {
        Node base = access.args[0];
        int displacement = (int) access.constant;
        if (base.kind == Kind.CONSTANT) {
            long address = base.constant + displacement;
            if (address >>> 31 == 0) {
                return Mem.guest((int) address);
            }
        }
        return Mem.guest(gpr(base, SCRATCH), displacement);
    }

    private void load(Node node) {
        int location = result(node);
        Mem from = address(node);
        stubs.mayFault(node.snapshot, position);
        if (Location.isXmm(location)) {
            asm.movs(64, Location.xmm(location), from);
            finish(node, Location.xmm(location));
            return;
        }
        Gpr to = target(node);
        int bits = 8 * node.width.bytes();
        if (bits == 64) {
            asm.mov(64, to, from);
        } else if (node.width.signed()) {
            asm.movsx(64, bits, to, from);
        } else {
            asm.movzx(bits, to, from);
        }
        finish(node, to);
    }

    private void store(Node node) {
        Node value = node.args[1];
        int bits = 8 * node.width.bytes();
        int location = location(value);
        Mem to = address(node);
        if (Location.isXmm(location) && bits >= 32) {
            stubs.mayFault(node.snapshot, position);
            asm.movs(bits, to, Location.xmm(location));
        } else if (Location.isGpr(location)) {
            stubs.mayFault(node.snapshot, position);
            asm.mov(bits, to, Location.gpr(location));
        } else if (location == Location.NONE && (bits < 64 || isInt(value))) {
            stubs.mayFault(node.snapshot, position);
            asm.mov(bits, to, (int) value.constant);
        } else {
            storeFromElsewhere(node, to, bits);
        }
    }

    /// The address may need RAX: the value then goes through a vector register.
    private void storeFromElsewhere(Node node, Mem to, int bits) {
        Node value = node.args[1];
        if (to.base() != SCRATCH) {
            Gpr from = gpr(value, SCRATCH);
            stubs.mayFault(node.snapshot, position);
            asm.mov(bits, to, from);
            return;
        }
        int location = location(value);
        Xmm from = THIRD;
        if (Location.isXmm(location)) {
            from = Location.xmm(location);
        } else {
            asm.movs(64, THIRD, memory(value, 0));
        }
        stubs.mayFault(node.snapshot, position);
        if (bits >= 32) {
            asm.movs(bits, to, from);
        } else {
            asm.pextr(bits, to, from);
        }
    }

    private void check(Node address, Node node) {
        if (address.kind == Kind.CONSTANT) {
            if (Long.compareUnsigned(address.constant, GUEST_END) >= 0) {
                asm.jmp(giveUp(node));
            }
            return;
        }
        Gpr register = gpr(address, SCRATCH);
        asm.alu(Alu.CMP, 64, register, Mem.at(Gpr.RBP, StateLayout.LIMIT));
        giveUpIf(Condition.ABOVE_EQUAL, node);
    }

    /// Loads, or copies, the lower half and boxes it.
    private void toSingle(Node node) {
        Node value = node.args[0];
        Xmm to = vectorTarget(node);
        if (isFusedLoad(value)) {
            Mem from = address(value);
            stubs.mayFault(value.snapshot, position);
            asm.movs(32, to, from);
        } else {
            int location = location(value);
            if (Location.isMemory(location)) {
                asm.movs(32, to, Location.mem(location));
            } else if (Location.isXmm(location)) {
                asm.movd(32, SCRATCH, Location.xmm(location));
                asm.movd(32, to, SCRATCH);
            } else {
                asm.movd(32, to, gpr(value, SCRATCH));
            }
        }
        asm.vpacked(FloatLogic.OR, 64, to, to, Mem.at(Gpr.RBP, StateLayout.BOX));
        finish(node, to);
    }
}
