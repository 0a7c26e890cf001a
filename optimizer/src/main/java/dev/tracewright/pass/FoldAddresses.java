package dev.tracewright.pass;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.isa.semantics.Primitive;

/// Moves constants that are added to addresses into the displacements of loads and stores, so that
/// neighbouring accesses have one base, which is checked once.
///
/// A base that lies in the guest's range may be displaced by less than 2 GiB: what is near the
/// range is inaccessible.
public final class FoldAddresses implements Pass {
    /// The largest distance that is moved for a base that is known to be in range; the passes
    /// before have moved as much at most, and the displacement of an access adds 2 KiB.
    private static final long FARTHEST = 1 << 29;

    /// The largest distance for any other base. What is further away is rather the address of a
    /// table, and the base an index, which may be negative.
    private static final long NEAR = 1 << 16;

    /// Creates the pass.
    public FoldAddresses() {}

    @Override
    public String name() {
        return "addresses";
    }

    @Override
    public void run(Graph graph) {
        for (Block block : graph.blocks) {
            for (Node node : block.body) {
                if (node.kind == Kind.LOAD || node.kind == Kind.STORE || node.kind == Kind.CHECK) {
                    fold(graph, node);
                }
            }
        }
    }

    private static void fold(Graph graph, Node access) {
        Node base = access.args[0];
        long sum = access.constant;
        while (base.is(Primitive.ADD) && base.args[1].kind == Kind.CONSTANT) {
            sum += base.args[1].constant;
            base = base.args[0];
            long most = Addresses.isInRange(base) ? FARTHEST : NEAR;
            if (sum < -most || sum > most) {
                return;
            }
            access.args[0] = base;
            access.constant = access.kind == Kind.CHECK ? 0 : sum;
        }
        if (base.kind == Kind.CONSTANT && access.kind != Kind.CHECK) {
            absolute(graph, access, base.constant + access.constant);
        }
    }

    // Accesses to constant addresses have the base 0, or share bases 1 MiB apart.
    private static void absolute(Graph graph, Node access, long address) {
        long base = address >= 0 && address <= FARTHEST ? 0 : address & -(1L << 20);
        access.args[0] = graph.constant(base);
        access.constant = address - base;
    }
}
