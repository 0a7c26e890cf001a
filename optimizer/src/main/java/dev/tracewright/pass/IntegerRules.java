package dev.tracewright.pass;

import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.pass.Fold.Folding;

/// The laws of integer arithmetic.
final class IntegerRules {
    private IntegerRules() {}

    /// A simpler value that is the same, or null. Constant operands are on the right.
    static Node simplify(Folding f, Node n) {
        if (n.args.length != 2) {
            return null;
        }
        Node a = n.args[0];
        Node b = n.args[1];
        boolean constant = b.kind == Kind.CONSTANT;
        long c = b.constant;
        return switch (n.primitive) {
            case ADD -> constant ? addConstant(f, a, c) : null;
            case SUB -> subtract(f, a, b);
            case AND -> a == b ? a : constant ? andConstant(f, a, c) : null;
            case OR -> a == b ? a : constant ? orConstant(f, a, c) : Rotations.simplify(f, a, b);
            case XOR -> xor(f, a, b);
            case SLL, SRL, SRA ->
                    constant ? shift(f, n.primitive, a, c) : a.isConstant(0) ? a : null;
            case MUL -> constant ? multiply(f, a, c) : null;
            case DIVU -> constant && power(c) ? f.make(Primitive.SRL, a, log(c)) : null;
            case REMU -> constant && power(c) ? f.make(Primitive.AND, a, c - 1) : null;
            case MIN, MAX, MINU, MAXU -> a == b ? a : null;
            case SECOND -> b;
            default -> null;
        };
    }

    private static Node addConstant(Folding f, Node a, long c) {
        if (c == 0) {
            return a;
        }
        if (a.is(Primitive.ADD) && a.args[1].kind == Kind.CONSTANT) {
            return f.make(Primitive.ADD, a.args[0], a.args[1].constant + c);
        }
        return null;
    }

    private static Node subtract(Folding f, Node a, Node b) {
        if (a == b) {
            return f.constant(0);
        }
        return b.kind == Kind.CONSTANT ? f.make(Primitive.ADD, a, -b.constant) : null;
    }

    private static Node andConstant(Folding f, Node a, long c) {
        if (c == 0) {
            return f.constant(0);
        }
        if (c == -1) {
            return a;
        }
        if (a.is(Primitive.AND) && a.args[1].kind == Kind.CONSTANT) {
            return f.make(Primitive.AND, a.args[0], a.args[1].constant & c);
        }
        if ((a.is(Primitive.ZEXT32) || a.is(Primitive.SEXT32)) && c >>> 32 == 0) {
            return f.make(Primitive.AND, a.args[0], c);
        }
        return c == 0xffff_ffffL ? f.make(Primitive.ZEXT32, a) : null;
    }

    private static Node orConstant(Folding f, Node a, long c) {
        if (c == 0) {
            return a;
        }
        return c == -1 ? f.constant(-1) : null;
    }

    private static Node xor(Folding f, Node a, Node b) {
        if (a == b) {
            return f.constant(0);
        }
        if (b.isConstant(0)) {
            return a;
        }
        if (b.kind == Kind.CONSTANT && a.is(Primitive.XOR) && a.args[1].kind == Kind.CONSTANT) {
            return f.make(Primitive.XOR, a.args[0], a.args[1].constant ^ b.constant);
        }
        return b.kind == Kind.CONSTANT ? null : Rotations.simplify(f, a, b);
    }

    private static Node shift(Folding f, Primitive by, Node a, long count) {
        int k = (int) count & 63;
        if (k == 0) {
            return a;
        }
        if (a.is(by) && a.args[1].kind == Kind.CONSTANT) {
            int sum = k + ((int) a.args[1].constant & 63);
            if (sum > 63) {
                return by == Primitive.SRA ? f.make(by, a.args[0], 63) : f.constant(0);
            }
            return f.make(by, a.args[0], sum);
        }
        return k == count ? null : f.make(by, a, k);
    }

    private static Node multiply(Folding f, Node a, long c) {
        if (c == 0) {
            return f.constant(0);
        }
        if (c == 1) {
            return a;
        }
        return power(c) ? f.make(Primitive.SLL, a, log(c)) : null;
    }

    private static boolean power(long c) {
        return c != 0 && (c & c - 1) == 0;
    }

    private static long log(long c) {
        return Long.numberOfTrailingZeros(c);
    }
}
