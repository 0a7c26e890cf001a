package dev.tracewright.pass;

import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.memory.GuestMemory;

/// What the form of an address says about it.
final class Addresses {
    /// So many operations are looked at, one inside of the other.
    private static final int DEPTH = 4;

    private Addresses() {}

    /// Whether a value is in the guest's range of addresses whatever the operands are.
    static boolean isInRange(Node value) {
        return bits(value, DEPTH) <= GuestMemory.ADDRESS_BITS;
    }

    // An upper bound of the bits that a value needs, as an unsigned number.
    private static int bits(Node value, int depth) {
        if (value.kind == Kind.CONSTANT) {
            return Long.SIZE - Long.numberOfLeadingZeros(value.constant);
        }
        if (value.kind == Kind.LOAD) {
            return switch (value.width) {
                case U8 -> 8;
                case U16 -> 16;
                case U32 -> 32;
                case S8, S16, S32, S64 -> Long.SIZE;
            };
        }
        return value.kind == Kind.APPLY && depth > 0 ? bitsOfResult(value, depth) : Long.SIZE;
    }

    private static int bitsOfResult(Node value, int depth) {
        Node a = value.args[0];
        return switch (value.primitive) {
            case EQ, NE, LT, GE, LTU, GEU -> 1;
            case ZEXT16 -> Math.min(16, bits(a, depth - 1));
            case ZEXT32 -> Math.min(32, bits(a, depth - 1));
            case AND -> Math.min(bits(a, depth - 1), bits(value.args[1], depth - 1));
            case OR, XOR -> Math.max(bits(a, depth - 1), bits(value.args[1], depth - 1));
            case ADD -> 1 + Math.max(bits(a, depth - 1), bits(value.args[1], depth - 1));
            case SLL ->
                    value.args[1].kind == Kind.CONSTANT
                            ? bits(a, depth - 1) + ((int) value.args[1].constant & 63)
                            : Long.SIZE;
            case SRL ->
                    value.args[1].kind == Kind.CONSTANT
                            ? bits(a, depth - 1) - ((int) value.args[1].constant & 63)
                            : Long.SIZE;
            default -> Long.SIZE;
        };
    }
}
