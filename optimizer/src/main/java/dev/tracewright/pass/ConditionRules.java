package dev.tracewright.pass;

import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Terminator;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.pass.Fold.Folding;

/// The laws of comparisons, selections and branches.
final class ConditionRules {
    private ConditionRules() {}

    /// A simpler value that is the same, or null. Constant operands of symmetric comparisons are on
    /// the right.
    static Node simplify(Folding f, Node n) {
        Node a = n.args[0];
        if (n.primitive == Primitive.SELECT) {
            return select(f, n, a);
        }
        if (n.args.length != 2) {
            return null;
        }
        Node b = n.args[1];
        return switch (n.primitive) {
            case EQ -> a == b ? f.constant(1) : equal(f, a, b, Primitive.EQ, Primitive.NE);
            case NE -> a == b ? f.constant(0) : equal(f, a, b, Primitive.NE, Primitive.EQ);
            case LT -> a == b ? f.constant(0) : null;
            case GE -> a == b ? f.constant(1) : null;
            case LTU -> below(f, a, b);
            case GEU -> a == b || b.isConstant(0) ? f.constant(1) : null;
            default -> null;
        };
    }

    private static Node select(Folding f, Node n, Node condition) {
        Node yes = n.args[1];
        Node no = n.args[2];
        if (condition.kind == Kind.CONSTANT) {
            return condition.constant != 0 ? yes : no;
        }
        if (yes == no) {
            return yes;
        }
        boolean isOne = yes.isConstant(1) && no.isConstant(0);
        return isOne && compares(condition) ? condition : null;
    }

    private static Node equal(Folding f, Node a, Node b, Primitive same, Primitive opposite) {
        if (b.kind != Kind.CONSTANT) {
            return null;
        }
        if (b.constant == 0) {
            if (a.is(Primitive.SUB) || a.is(Primitive.XOR)) {
                return f.make(same, a.args[0], a.args[1]);
            }
            if (compares(a)) {
                return same == Primitive.NE ? a : inverted(f, a);
            }
        }
        if (b.constant == 1 && compares(a)) {
            return same == Primitive.EQ ? a : inverted(f, a);
        }
        if (a.is(Primitive.ADD) && a.args[1].kind == Kind.CONSTANT) {
            return f.make(same, a.args[0], b.constant - a.args[1].constant);
        }
        if (a.is(Primitive.XOR) && a.args[1].kind == Kind.CONSTANT) {
            return f.make(same, a.args[0], b.constant ^ a.args[1].constant);
        }
        return null;
    }

    private static Node below(Folding f, Node a, Node b) {
        if (a == b || b.isConstant(0)) {
            return f.constant(0);
        }
        if (b.isConstant(1)) {
            return f.make(Primitive.EQ, a, 0);
        }
        return a.isConstant(0) ? f.make(Primitive.NE, b, 0) : null;
    }

    /// Whether it is a comparison of integers, 0 or 1.
    static boolean compares(Node node) {
        return node.kind == Kind.APPLY && opposite(node.primitive) != null;
    }

    private static Node inverted(Folding f, Node comparison) {
        return f.make(opposite(comparison.primitive), comparison.args[0], comparison.args[1]);
    }

    private static Primitive opposite(Primitive primitive) {
        return switch (primitive) {
            case EQ -> Primitive.NE;
            case NE -> Primitive.EQ;
            case LT -> Primitive.GE;
            case GE -> Primitive.LT;
            case LTU -> Primitive.GEU;
            case GEU -> Primitive.LTU;
            default -> null;
        };
    }

    /// Makes a branch depend on the value itself where its condition is that it is not, or is,
    /// zero.
    static void simplifyBranch(Terminator end) {
        while (end.value.kind == Kind.APPLY && end.value.args.length == 2) {
            Node value = end.value;
            if (!value.args[1].isConstant(0)) {
                return;
            }
            boolean inverts = value.is(Primitive.EQ);
            if (!inverts && !value.is(Primitive.NE) || !compares(value.args[0])) {
                return;
            }
            end.value = value.args[0];
            if (inverts) {
                Edge taken = end.taken;
                end.taken = end.notTaken;
                end.notTaken = taken;
            }
        }
    }
}
