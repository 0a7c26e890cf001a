package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.isa.semantics.Primitive;

/// Which values are certainly NaN-boxed singles. Parameters are taken to be until an argument is
/// not.
final class BoxedSingles {
    private static final int BOX_SHIFT = 32;

    private final boolean[] boxed;

    BoxedSingles(Graph graph) {
        boxed = new boolean[graph.nodes()];
        boolean any = false;
        for (Block block : graph.blocks) {
            for (Node node : block.body) {
                if (node.kind == Kind.APPLY && yieldsSingle(node.primitive)) {
                    boxed[node.id] = true;
                    any = true;
                }
            }
        }
        if (any) {
            solve(graph);
        }
    }

    boolean contains(Node node) {
        return node.kind == Kind.CONSTANT ? node.constant >> BOX_SHIFT == -1 : boxed[node.id];
    }

    private void solve(Graph graph) {
        for (Block block : graph.blocks) {
            for (Node parameter : block.parameters) {
                boxed[parameter.id] = true;
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : graph.blocks) {
                changed |= pass(block.end.taken) | pass(block.end.notTaken);
            }
        }
    }

    private boolean pass(Edge edge) {
        boolean changed = false;
        if (edge != null) {
            for (int i = 0; i < edge.args.length; i++) {
                int parameter = edge.to.parameters.get(i).id;
                if (boxed[parameter] && !contains(edge.args[i])) {
                    boxed[parameter] = false;
                    changed = true;
                }
            }
        }
        return changed;
    }

    private static boolean yieldsSingle(Primitive primitive) {
        return switch (primitive) {
            case FADD_S, FSUB_S, FMUL_S, FDIV_S, FSQRT_S, FMADD_S, FMIN_S, FMAX_S -> true;
            case FSGNJ_S, FSGNJN_S, FSGNJX_S, FMV_W_X, FCVT_S_D -> true;
            case FCVT_S_W, FCVT_S_WU, FCVT_S_L, FCVT_S_LU -> true;
            default -> false;
        };
    }
}
