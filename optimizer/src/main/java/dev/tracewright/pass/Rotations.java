package dev.tracewright.pass;

import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.pass.Fold.Folding;

/// Recognizes rotations by a constant in the two shifts that make them where there is no
/// instruction for them.
final class Rotations {
    private Rotations() {}

    /// The rotation whose parts are combined, or null. The bits of the parts do not overlap, so it
    /// does not matter whether by `or`, `xor` or an addition.
    static Node simplify(Folding f, Node a, Node b) {
        Node found = rotation(f, a, b);
        return found != null ? found : rotation(f, b, a);
    }

    private static Node rotation(Folding f, Node left, Node right) {
        if (shifts(left, Primitive.SLL) && shifts(right, Primitive.SRL)) {
            int up = (int) left.args[1].constant & 63;
            int down = (int) right.args[1].constant & 63;
            if (left.args[0] == right.args[0] && up + down == 64) {
                return f.make(Primitive.ROR, left.args[0], down);
            }
        }
        return word(f, left, right);
    }

    // slliw + srliw: SEXT32(SLL(x, k)) and SEXT32(SRL(ZEXT32(x), 32 - k)).
    private static Node word(Folding f, Node left, Node right) {
        if (!left.is(Primitive.SEXT32) || !shifts(left.args[0], Primitive.SLL)) {
            return null;
        }
        Node low = right.is(Primitive.SEXT32) ? right.args[0] : right;
        if (!shifts(low, Primitive.SRL) || !low.args[0].is(Primitive.ZEXT32)) {
            return null;
        }
        Node up = left.args[0];
        int k = (int) up.args[1].constant;
        int down = (int) low.args[1].constant;
        Node value = low.args[0].args[0];
        boolean same = stripped(up.args[0]) == stripped(value);
        return same && k > 0 && down > 0 && k + down == 32
                ? f.make(Primitive.RORW, value, down)
                : null;
    }

    private static Node stripped(Node node) {
        Node at = node;
        while (at.is(Primitive.SEXT32) || at.is(Primitive.ZEXT32)) {
            at = at.args[0];
        }
        return at;
    }

    private static boolean shifts(Node node, Primitive how) {
        return node.is(how) && node.args[1].kind == Kind.CONSTANT;
    }
}
