package dev.tracewright.ir;

import dev.tracewright.isa.semantics.Primitive;

import java.util.List;

/// How many bits the values of a graph need: an optimistic analysis, loops included.
///
/// A value has `n` signed bits if it is the sign extension of its lowest `n` bits, and `n` unsigned
/// bits if all above its lowest `n` bits are zero.
public final class Widths {
    private static final int FULL = 64;

    /// After so many rounds a value that still grows is given up.
    private static final int PATIENCE = 4;

    private final byte[] signed;
    private final byte[] unsigned;
    private boolean changed;
    private boolean widening;

    private Widths(int nodes) {
        signed = new byte[nodes];
        unsigned = new byte[nodes];
    }

    /// Looks at all values of a graph.
    public static Widths of(Graph graph) {
        var widths = new Widths(graph.nodes());
        List<Block> order = new Dominators(graph).order;
        int round = 0;
        do {
            widths.changed = false;
            widths.widening = ++round > PATIENCE;
            for (Block block : order) {
                for (Node node : block.body) {
                    widths.look(node);
                }
                widths.pass(block.end.taken);
                widths.pass(block.end.notTaken);
            }
        } while (widths.changed);
        return widths;
    }

    /// The signed bits of a value, 1 to 64.
    public int signed(Node node) {
        return switch (node.kind) {
            case CONSTANT -> signedBits(node.constant);
            case INITIAL -> FULL;
            default -> signed[node.id] == 0 ? 1 : signed[node.id];
        };
    }

    /// The unsigned bits of a value, 0 to 64.
    public int unsigned(Node node) {
        return switch (node.kind) {
            case CONSTANT -> unsignedBits(node.constant);
            case INITIAL -> FULL;
            default -> unsigned[node.id];
        };
    }

    private static int signedBits(long value) {
        return FULL + 1 - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
    }

    private static int unsignedBits(long value) {
        return FULL - Long.numberOfLeadingZeros(value);
    }

    private void pass(Edge edge) {
        if (edge != null) {
            for (int i = 0; i < edge.args.length; i++) {
                Node parameter = edge.to.parameters.get(i);
                set(parameter, signed(edge.args[i]), unsigned(edge.args[i]));
            }
        }
    }

    // Values only grow.
    private void set(Node node, int newSigned, int newUnsigned) {
        int s = Math.max(signed[node.id], Math.min(newSigned, FULL));
        int u = Math.max(unsigned[node.id], Math.min(newUnsigned, FULL));
        if (s != signed[node.id] || u != unsigned[node.id]) {
            boolean wide = widening && node.kind == Kind.PARAMETER;
            signed[node.id] = (byte) (wide && s != signed[node.id] ? FULL : s);
            unsigned[node.id] = (byte) (wide && u != unsigned[node.id] ? FULL : u);
            changed = true;
        }
    }

    private void look(Node node) {
        if (node.kind == Kind.LOAD) {
            switch (node.width) {
                case S8 -> set(node, 8, FULL);
                case S16 -> set(node, 16, FULL);
                case S32 -> set(node, 32, FULL);
                case S64 -> set(node, FULL, FULL);
                case U8 -> set(node, 9, 8);
                case U16 -> set(node, 17, 16);
                case U32 -> set(node, 33, 32);
            }
        } else if (node.kind == Kind.APPLY) {
            apply(node);
        }
    }

    private void apply(Node node) {
        Node a = node.args[0];
        Node b = node.args.length > 1 ? node.args[1] : a;
        switch (node.primitive) {
            case EQ, NE, LT, GE, LTU, GEU -> set(node, 2, 1);
            case SEXT8 -> extend(node, a, 8);
            case SEXT16 -> extend(node, a, 16);
            case SEXT32 -> extend(node, a, 32);
            case ZEXT16 -> positive(node, Math.min(16, unsigned(a)));
            case ZEXT32 -> positive(node, Math.min(32, unsigned(a)));
            case ADD -> add(node, a, b);
            case SUB -> set(node, 1 + Math.max(signed(a), signed(b)), FULL);
            case AND -> and(node, a, b);
            case OR, XOR ->
                    set(node, Math.max(signed(a), signed(b)), Math.max(unsigned(a), unsigned(b)));
            case SLL -> shiftLeft(node, a, b);
            case SRL -> shiftRight(node, a, b);
            case SRA -> shiftArithmetic(node, a, b);
            case MUL -> set(node, signed(a) + signed(b), unsigned(a) + unsigned(b));
            case SELECT -> join(node, node.args[1], node.args[2]);
            case MIN, MAX, MINU, MAXU -> join(node, a, b);
            case DIVU -> set(node, FULL, FULL);
            case REM -> set(node, Math.max(signed(a), signed(b)), FULL);
            case CLZ, CTZ, CPOP -> positive(node, 7);
            case ROLW, RORW -> set(node, 32, FULL);
            case FEQ_S, FLT_S, FLE_S, FEQ_D, FLT_D, FLE_D -> set(node, 2, 1);
            case FCLASS_S, FCLASS_D -> positive(node, 10);
            case FCVT_W_S, FCVT_WU_S, FCVT_W_D, FCVT_WU_D, FMV_X_W -> set(node, 32, FULL);
            default -> set(node, FULL, FULL);
        }
    }

    private void positive(Node node, int bits) {
        set(node, bits + 1, bits);
    }

    private void join(Node node, Node a, Node b) {
        set(node, Math.max(signed(a), signed(b)), Math.max(unsigned(a), unsigned(b)));
    }

    // The sign extension of a value whose upper bits are zero anyway.
    private void extend(Node node, Node a, int bits) {
        boolean positive = unsigned(a) < bits;
        set(node, Math.min(bits, signed(a)), positive ? unsigned(a) : FULL);
    }

    private void add(Node node, Node a, Node b) {
        int u = 1 + Math.max(unsigned(a), unsigned(b));
        set(node, 1 + Math.max(signed(a), signed(b)), u);
    }

    private void and(Node node, Node a, Node b) {
        int u = Math.min(unsigned(a), unsigned(b));
        set(node, Math.min(u + 1, Math.max(signed(a), signed(b))), u);
    }

    private void shiftLeft(Node node, Node a, Node b) {
        if (b.kind == Kind.CONSTANT) {
            int k = (int) b.constant & 63;
            set(node, signed(a) + k, unsigned(a) + k);
        } else {
            set(node, FULL, FULL);
        }
    }

    private void shiftRight(Node node, Node a, Node b) {
        int k = b.kind == Kind.CONSTANT ? (int) b.constant & 63 : 0;
        if (k == 0) {
            set(node, signed(a) == FULL || unsigned(a) == FULL ? FULL : signed(a), unsigned(a));
        } else {
            positive(node, Math.max(0, unsigned(a) - k));
        }
    }

    private void shiftArithmetic(Node node, Node a, Node b) {
        int k = b.kind == Kind.CONSTANT ? (int) b.constant & 63 : 0;
        int u = unsigned(a) < FULL ? Math.max(0, unsigned(a) - k) : FULL;
        set(node, Math.max(1, signed(a) - k), u);
    }

    /// Whether the value is the sign extension of its low 32 bits.
    public boolean isSignedWord(Node node) {
        return signed(node) <= 32;
    }

    /// Whether the upper 32 bits of the value are zero.
    public boolean isUnsignedWord(Node node) {
        return unsigned(node) <= 32;
    }

    /// Whether the node is this extension of a value that has its form already.
    public boolean isRedundant(Node node) {
        if (node.kind != Kind.APPLY) {
            return false;
        }
        Node a = node.args[0];
        return switch (node.primitive) {
            case SEXT8 -> signed(a) <= 8;
            case SEXT16 -> signed(a) <= 16;
            case SEXT32 -> signed(a) <= 32;
            case ZEXT16 -> unsigned(a) <= 16;
            case ZEXT32 -> unsigned(a) <= 32;
            case AND -> isMask(node.args[1], unsigned(a));
            default -> false;
        };
    }

    private static boolean isMask(Node mask, int bits) {
        return mask.kind == Kind.CONSTANT
                && (mask.constant & mask.constant + 1) == 0
                && unsignedBits(mask.constant) >= bits;
    }

    /// Whether a division has operands that are both signed words.
    public boolean dividesWords(Node node) {
        boolean divides = node.is(Primitive.DIV) || node.is(Primitive.REM);
        return divides && isSignedWord(node.args[0]) && isSignedWord(node.args[1]);
    }
}
