package dev.tracewright.ir;

import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;

/// A value, or an effect, of a unit in SSA form.
///
/// Values are 64-bit words, those of floating-point registers too (raw bits, singles NaN-boxed).
/// The fields are public because passes rewrite them; [Verifier] holds the rules.
public final class Node {
    private static final Node[] NONE = {};

    /// Numbers the nodes of a graph.
    public final int id;

    /// What it is.
    public Kind kind;

    /// The operation of an [Kind#APPLY]; null otherwise.
    public Primitive primitive;

    /// The rounding mode of an [Kind#APPLY] that rounds; never dynamic.
    public int rm;

    /// The width of a [Kind#LOAD] or [Kind#STORE]; null otherwise.
    public Width width;

    /// The value of a constant, the register of an initial value or parameter (0 to 31 `x`, 32 to
    /// 63 `f`), the displacement of a load or store (32 bits, signed), the number of a counter.
    public long constant;

    /// The operands.
    public Node[] args = NONE;

    /// The guest's state before the instruction that this belongs to, for nodes that can give up:
    /// loads, stores, checks and floating-point operations. The instruction is then executed by the
    /// interpreter. Null otherwise.
    public Snapshot snapshot;

    Node(int id, Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    /// Whether it has a value that can be an operand.
    public boolean isValue() {
        return kind != Kind.STORE && kind != Kind.CHECK && kind != Kind.COUNT;
    }

    /// Whether it does anything besides having a value, or can give up, so that it has to stay even
    /// if nothing uses its value.
    public boolean hasEffect() {
        return switch (kind) {
            case CONSTANT, INITIAL, PARAMETER -> false;
            case APPLY -> !primitive.pure();
            case LOAD, STORE, CHECK, COUNT -> true;
        };
    }

    /// Whether it is the constant.
    public boolean isConstant(long value) {
        return kind == Kind.CONSTANT && constant == value;
    }

    /// Whether it is this operation.
    public boolean is(Primitive operation) {
        return kind == Kind.APPLY && primitive == operation;
    }

    /// Whether it belongs to no block.
    public boolean floats() {
        return kind == Kind.CONSTANT || kind == Kind.INITIAL;
    }

    @Override
    public String toString() {
        return Printer.name(this);
    }
}
