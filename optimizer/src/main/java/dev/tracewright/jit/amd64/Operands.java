package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;

/// Gets operands into the places where instructions want them.
///
/// RAX and XMM13 to XMM15 hold nothing between nodes; an operand that is not in a register of the
/// right kind is brought there, or used in memory.
class Operands {
    static final Gpr SCRATCH = Gpr.RAX;
    static final Xmm FIRST = Xmm.XMM13;
    static final Xmm SECOND = Xmm.XMM14;
    static final Xmm THIRD = Xmm.XMM15;

    final Assembler asm;
    final Selection selection;
    final Allocation allocation;
    final OutOfLine stubs;

    /// The position of the node that is being emitted.
    int position;

    Operands(Assembler asm, Selection selection, Allocation allocation, OutOfLine stubs) {
        this.asm = asm;
        this.selection = selection;
        this.allocation = allocation;
        this.stubs = stubs;
    }

    /// Where an operand is, or [Location#NONE] for a constant.
    final int location(Node operand) {
        return operand.kind == Kind.CONSTANT ? Location.NONE : allocation.at(operand, position);
    }

    static boolean isInt(Node node) {
        return node.kind == Kind.CONSTANT && node.constant == (int) node.constant;
    }

    /// Whether the operand is in this register.
    final boolean isIn(Node operand, Gpr register) {
        return location(operand) == Location.of(register);
    }

    /// An operand in a general register: its own, or `scratch`.
    final Gpr gpr(Node operand, Gpr scratch) {
        int location = location(operand);
        if (Location.isGpr(location)) {
            return Location.gpr(location);
        }
        load(scratch, operand);
        return scratch;
    }

    /// Copies an operand to a register; leaves the flags alone.
    final void load(Gpr to, Node operand) {
        int location = location(operand);
        if (location == Location.NONE) {
            asm.mov(to, operand.constant);
        } else if (Location.isXmm(location)) {
            asm.movd(64, to, Location.xmm(location));
        } else if (Location.isMemory(location)) {
            asm.mov(64, to, Location.mem(location));
        } else if (Location.gpr(location) != to) {
            asm.mov(64, to, Location.gpr(location));
        }
    }

    /// An operand in memory: its own word, or one of the temporary ones.
    final Mem memory(Node operand, int temporary) {
        int location = location(operand);
        if (Location.isMemory(location)) {
            return Location.mem(location);
        }
        int displacement = StateLayout.temporary(temporary);
        Mem word = Mem.at(Gpr.RBP, displacement);
        if (location == Location.NONE) {
            ParallelMove.store(asm, operand.constant, displacement);
        } else if (Location.isXmm(location)) {
            asm.movs(64, word, Location.xmm(location));
        } else {
            asm.mov(64, word, Location.gpr(location));
        }
        return word;
    }

    /// `to = to op operand`.
    final void alu(Alu op, int bits, Gpr to, Node operand) {
        int location = location(operand);
        if (Location.isGpr(location)) {
            asm.alu(op, bits, to, Location.gpr(location));
        } else if (isInt(operand)) {
            asm.alu(op, bits, to, (int) operand.constant);
        } else if (location == Location.NONE && to != SCRATCH) {
            asm.mov(SCRATCH, operand.constant);
            asm.alu(op, bits, to, SCRATCH);
        } else {
            asm.alu(op, bits, to, memory(operand, 0));
        }
    }

    /// An operand in a vector register: its own, or `scratch`.
    final Xmm xmm(Node operand, Xmm scratch) {
        int location = location(operand);
        if (Location.isXmm(location)) {
            return Location.xmm(location);
        }
        if (location == Location.NONE) {
            if (operand.constant == 0) {
                asm.vpacked(FloatLogic.XOR, 32, scratch, scratch, scratch);
            } else {
                asm.mov(SCRATCH, operand.constant);
                asm.movd(64, scratch, SCRATCH);
            }
        } else if (Location.isGpr(location)) {
            asm.movd(64, scratch, Location.gpr(location));
        } else {
            asm.movs(64, scratch, Location.mem(location));
        }
        return scratch;
    }

    /// Whether an operand is in memory.
    final boolean isInMemory(Node operand) {
        return Location.isMemory(location(operand));
    }

    /// Where the result of a node goes: its register, or RAX.
    final Gpr target(Node node) {
        int location = result(node);
        return Location.isGpr(location) ? Location.gpr(location) : SCRATCH;
    }

    /// Where the result of a node goes: its register, or XMM13.
    final Xmm vectorTarget(Node node) {
        int location = result(node);
        return Location.isXmm(location) ? Location.xmm(location) : FIRST;
    }

    /// The place of a node's result, or [Location#NONE] if nothing needs it.
    final int result(Node node) {
        return allocation.has(node) ? allocation.at(node, position + 1) : Location.NONE;
    }

    /// Takes a result from where [#target] told to compute it to the places where it is wanted.
    final void finish(Node node, Gpr computed) {
        int location = result(node);
        if (location == Location.NONE) {
            return;
        }
        if (Location.isXmm(location)) {
            asm.movd(64, Location.xmm(location), computed);
        } else if (Location.isGpr(location) && Location.gpr(location) != computed) {
            asm.mov(64, Location.gpr(location), computed);
        }
        int memory = allocation.memory(node);
        if (memory != Location.NONE) {
            asm.mov(64, Location.mem(memory), computed);
        }
    }

    /// The same for a vector register.
    final void finish(Node node, Xmm computed) {
        int location = result(node);
        if (location == Location.NONE) {
            return;
        }
        if (Location.isGpr(location)) {
            asm.movd(64, Location.gpr(location), computed);
        } else if (Location.isXmm(location) && Location.xmm(location) != computed) {
            asm.movaps(Location.xmm(location), computed);
        }
        int memory = allocation.memory(node);
        if (memory != Location.NONE) {
            asm.movs(64, Location.mem(memory), computed);
        }
    }

    /// Gives up if a condition holds; the interpreter then executes the instruction.
    final void giveUpIf(Condition condition, Node node) {
        asm.jcc(condition, giveUp(node));
    }

    /// Where to jump to give up.
    final Label giveUp(Node node) {
        return stubs.deopt(required(node), position, node.kind == Kind.APPLY);
    }

    private static Snapshot required(Node node) {
        if (node.snapshot == null) {
            throw new IllegalArgumentException(node + " gives up and has no snapshot");
        }
        return node.snapshot;
    }
}
