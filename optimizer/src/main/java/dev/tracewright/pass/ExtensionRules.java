package dev.tracewright.pass;

import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;
import dev.tracewright.pass.Fold.Folding;

/// The laws of sign and zero extension.
final class ExtensionRules {
    private ExtensionRules() {}

    /// A simpler value that is the same, or null.
    static Node simplify(Folding f, Node n) {
        Node a = n.args[0];
        return switch (n.primitive) {
            case SEXT32 -> signExtendWord(f, n, a);
            case ZEXT32 -> zeroExtendWord(f, a);
            case SRL, SRA -> n.args[1].kind == Kind.CONSTANT ? shifted(f, n, a) : null;
            default -> null;
        };
    }

    private static Node signExtendWord(Folding f, Node n, Node a) {
        if (a.is(Primitive.SEXT32) || a.is(Primitive.SEXT16) || a.is(Primitive.SEXT8)) {
            return a;
        }
        if (a.is(Primitive.ZEXT32)) {
            return f.make(Primitive.SEXT32, a.args[0]);
        }
        if (a.kind == Kind.LOAD && a.width != Width.U32 && a.width != Width.S64) {
            return a;
        }
        if (takesLowHalf(a.primitive, a)) {
            Node left = stripped(a.args[0]);
            Node right = a.is(Primitive.SLL) ? a.args[1] : stripped(a.args[1]);
            if (left != a.args[0] || right != a.args[1]) {
                return f.make(Primitive.SEXT32, f.make(a.primitive, left, right));
            }
        }
        return null;
    }

    // Whether the low half of the result depends on the low halves of the operands only.
    private static boolean takesLowHalf(Primitive primitive, Node a) {
        if (a.kind != Kind.APPLY) {
            return false;
        }
        return switch (primitive) {
            case ADD, SUB, MUL, AND, OR, XOR -> true;
            case SLL -> a.args[1].kind == Kind.CONSTANT;
            default -> false;
        };
    }

    private static Node stripped(Node node) {
        return node.is(Primitive.SEXT32) || node.is(Primitive.ZEXT32) ? node.args[0] : node;
    }

    private static Node zeroExtendWord(Folding f, Node a) {
        if (a.is(Primitive.ZEXT32)) {
            return a;
        }
        if (a.is(Primitive.SEXT32)) {
            return f.make(Primitive.ZEXT32, a.args[0]);
        }
        return a.kind == Kind.LOAD && unsigned(a.width) ? a : null;
    }

    private static boolean unsigned(Width width) {
        return width == Width.U8 || width == Width.U16 || width == Width.U32;
    }

    // A shift left and back is an extension.
    private static Node shifted(Folding f, Node n, Node a) {
        if (!a.is(Primitive.SLL) || a.args[1].kind != Kind.CONSTANT) {
            return null;
        }
        int up = (int) a.args[1].constant & 63;
        int down = (int) n.args[1].constant & 63;
        Node value = a.args[0];
        boolean signed = n.primitive == Primitive.SRA;
        if (up == down) {
            return switch (up) {
                case 32 -> f.make(signed ? Primitive.SEXT32 : Primitive.ZEXT32, value);
                case 48 -> f.make(signed ? Primitive.SEXT16 : Primitive.ZEXT16, value);
                case 56 ->
                        signed ? f.make(Primitive.SEXT8, value) : f.make(Primitive.AND, value, 255);
                default -> signed ? null : f.make(Primitive.AND, value, -1L >>> up);
            };
        }
        // The index of an array of larger elements: slli 32, srli 29.
        if (up == 32 && down < 32) {
            Node extended = f.make(signed ? Primitive.SEXT32 : Primitive.ZEXT32, value);
            return f.make(Primitive.SLL, extended, 32 - down);
        }
        return null;
    }
}
