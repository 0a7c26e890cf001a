package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;

/// Decides, before registers are allocated, which nodes are emitted as part of their only user,
/// which not at all, and which kind of register each value goes to.
final class Selection {
    private static final int NEVER = Integer.MAX_VALUE / 2;

    private final int[] uses;
    private final boolean[] vector;
    private final boolean[] fused;
    private final Block[] home;

    /// Looks at a whole graph.
    Selection(Graph graph) {
        int nodes = graph.nodes();
        uses = new int[nodes];
        vector = new boolean[nodes];
        fused = new boolean[nodes];
        home = new Block[nodes];
        for (Block block : graph.blocks) {
            countUses(block);
        }
        for (int i = graph.blocks.size() - 1; i >= 0; i--) {
            dropDead(graph.blocks.get(i));
        }
        for (Block block : graph.blocks) {
            chooseKinds(block);
        }
        for (Block block : graph.blocks) {
            fuse(block);
        }
    }

    /// Whether the value goes to a vector register.
    boolean isVector(Node node) {
        return node.kind == Kind.INITIAL ? node.constant >= Graph.F0 : vector[node.id];
    }

    /// Whether the node is emitted by its only user.
    boolean isFused(Node node) {
        return fused[node.id];
    }

    /// Whether nothing needs the node.
    boolean isDead(Node node) {
        return uses[node.id] == 0 && !node.hasEffect();
    }

    /// Whether something needs the node's value.
    boolean isUsed(Node node) {
        return uses[node.id] > 0;
    }

    private void countUses(Block block) {
        for (Node node : block.body) {
            home[node.id] = block;
            for (Node arg : node.args) {
                uses[arg.id]++;
            }
            observe(node.snapshot);
        }
        for (Node parameter : block.parameters) {
            vector[parameter.id] = parameter.constant >= Graph.F0;
        }
        observe(block.start);
        Terminator end = block.end;
        observe(end.snapshot);
        if (end.value != null) {
            uses[end.value.id]++;
        }
        countArguments(end.taken);
        countArguments(end.notTaken);
    }

    private void countArguments(Edge edge) {
        if (edge != null) {
            for (Node arg : edge.args) {
                uses[arg.id] += NEVER / (1 << 20);
            }
        }
    }

    private void observe(Snapshot snapshot) {
        if (snapshot != null) {
            for (Node value : snapshot.values) {
                uses[value.id] += NEVER / (1 << 20);
            }
        }
    }

    private void dropDead(Block block) {
        for (int i = block.body.size() - 1; i >= 0; i--) {
            Node node = block.body.get(i);
            if (isDead(node)) {
                for (Node arg : node.args) {
                    uses[arg.id]--;
                }
            }
        }
    }

    /// Loads go where they are used: to a vector register if arithmetic or a floating-point
    /// register takes the value.
    private void chooseKinds(Block block) {
        for (Node node : block.body) {
            if (node.kind == Kind.APPLY) {
                vector[node.id] = yieldsVector(node.primitive);
                if (takesVectors(node.primitive)) {
                    for (Node arg : node.args) {
                        wantVector(arg);
                    }
                }
            }
        }
        wantVectors(block.end.taken);
        wantVectors(block.end.notTaken);
        wantVectors(block.end.snapshot);
    }

    private void wantVectors(Edge edge) {
        if (edge != null) {
            for (int i = 0; i < edge.args.length; i++) {
                if (edge.to.parameters.get(i).constant >= Graph.F0) {
                    wantVector(edge.args[i]);
                }
            }
        }
    }

    private void wantVectors(Snapshot snapshot) {
        if (snapshot != null) {
            for (int i = 0; i < snapshot.values.length; i++) {
                if (snapshot.registers[i] >= Graph.F0) {
                    wantVector(snapshot.values[i]);
                }
            }
        }
    }

    private void wantVector(Node value) {
        if (value.kind == Kind.LOAD && value.width == Width.S64) {
            vector[value.id] = true;
        }
    }

    private static boolean yieldsVector(Primitive primitive) {
        return switch (primitive) {
            case FEQ_S, FLT_S, FLE_S, FCLASS_S, FCVT_W_S, FCVT_WU_S, FCVT_L_S, FCVT_LU_S, FMV_X_W ->
                    false;
            case FEQ_D, FLT_D, FLE_D, FCLASS_D, FCVT_W_D, FCVT_WU_D, FCVT_L_D, FCVT_LU_D -> false;
            default -> primitive.floating();
        };
    }

    private static boolean takesVectors(Primitive primitive) {
        return switch (primitive) {
            case FCVT_S_W, FCVT_S_WU, FCVT_S_L, FCVT_S_LU, FMV_W_X -> false;
            case FCVT_D_W, FCVT_D_WU, FCVT_D_L, FCVT_D_LU -> false;
            default -> primitive.floating();
        };
    }

    private void fuse(Block block) {
        for (int i = 0; i < block.body.size(); i++) {
            Node node = block.body.get(i);
            if (node.is(Primitive.SELECT)) {
                fuseComparison(node.args[0], block);
            } else if (node.is(Primitive.FMV_W_X)) {
                fuseLoad(node, i, block);
            } else if (node.is(Primitive.FMADD_D) || node.is(Primitive.FMADD_S)) {
                fuseNegation(node.args[0], node);
                fuseNegation(node.args[2], node);
            } else if (node.is(Primitive.SRL)) {
                fuseExtension(node, block);
            } else if (node.is(Primitive.ADD) && !fuseScaling(node.args[1], block)) {
                fuseScaling(node.args[0], block);
            }
        }
        if (block.end.kind == Terminator.Kind.BRANCH) {
            fuseComparison(block.end.value, block);
        }
    }

    private boolean isOnlyUse(Node node, Block block) {
        return uses[node.id] == 1 && home[node.id] == block;
    }

    private void fuseComparison(Node condition, Block block) {
        if (isComparison(condition) && isOnlyUse(condition, block)) {
            fused[condition.id] = true;
        }
    }

    /// Whether it compares integers.
    static boolean isComparison(Node node) {
        return node.kind == Kind.APPLY
                && node.primitive.ordinal() >= Primitive.EQ.ordinal()
                && node.primitive.ordinal() <= Primitive.GEU.ordinal();
    }

    /// A load of a single, if nothing lies between that could change what it reads.
    private void fuseLoad(Node node, int index, Block block) {
        Node load = node.args[0];
        if (load.kind == Kind.LOAD
                && load.width.bytes() == 4
                && isOnlyUse(load, block)
                && index > 0
                && block.body.get(index - 1) == load) {
            fused[load.id] = true;
        }
    }

    private void fuseNegation(Node operand, Node user) {
        Primitive negation =
                user.primitive == Primitive.FMADD_D ? Primitive.FSGNJN_D : Primitive.FSGNJN_S;
        if (operand.is(negation)
                && operand.args[0] == operand.args[1]
                && isOnlyUse(operand, home[user.id])) {
            fused[operand.id] = true;
        }
    }

    /// An index that an address instruction multiplies by 2, 4 or 8.
    private boolean fuseScaling(Node operand, Block block) {
        if (operand.is(Primitive.SLL)
                && operand.args[0].kind != Kind.CONSTANT
                && operand.args[1].kind == Kind.CONSTANT
                && operand.args[1].constant >= 1
                && operand.args[1].constant <= 3
                && isOnlyUse(operand, block)) {
            fused[operand.id] = true;
            return true;
        }
        return false;
    }

    /// A right shift of a zero-extended word is one of 32 bits, if its amount is known to be below
    /// 32.
    private void fuseExtension(Node node, Block block) {
        Node operand = node.args[0];
        Node amount = node.args[1];
        if (operand.is(Primitive.ZEXT32)
                && isOnlyUse(operand, block)
                && amount.kind == Kind.CONSTANT
                && (amount.constant & 63) < 32) {
            fused[operand.id] = true;
        }
    }
}
