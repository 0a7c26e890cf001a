package dev.tracewright.region;

import dev.tracewright.isa.Instruction;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// The chain of inlined calls that a block is inside of. Each context has its own copies of blocks.
final class Context {
    /// The context of the call, or null for the root.
    final Context parent;

    /// The address of the callee.
    final long function;

    /// Where it is expected to return to.
    final long returnTo;

    /// How many calls it is inside of.
    final int depth;

    /// The share of the callee's executions that are due to this call.
    final double scale;

    /// Its blocks by their starts.
    final TreeMap<Long, Growth.Node> nodes = new TreeMap<>();

    private final int link;
    private final Set<Long> covered = new HashSet<>();

    private Context(
            Context parent, long function, long returnTo, int link, int depth, double scale) {
        this.parent = parent;
        this.function = function;
        this.returnTo = returnTo;
        this.link = link;
        this.depth = depth;
        this.scale = scale;
    }

    static Context root(long head) {
        return new Context(null, head, -1, -1, 0, 1);
    }

    /// The context of a callee.
    ///
    /// @param call the call
    /// @param share the share of the callee's executions that are due to it
    Context inside(long callee, Instruction call, long returnTo, double share) {
        return new Context(this, callee, returnTo, call.rd(), depth + 1, share);
    }

    boolean isRoot() {
        return parent == null;
    }

    /// Whether a function is being executed.
    boolean isInside(long callee) {
        return callee == function || parent != null && parent.isInside(callee);
    }

    /// Whether a return goes to where the context was called: by the register in which the call
    /// left that address, or because it often did.
    boolean returnsBy(Instruction jump, List<EdgeCounts.Target> targets) {
        return !isRoot()
                && (jump.rs1() == link && jump.imm() == 0
                        || targets.stream().anyMatch(target -> target.pc() == returnTo));
    }

    /// How many instructions of a piece of code no block has yet.
    int uncovered(StraightCode code) {
        int count = 0;
        long pc = code.start();
        for (Instruction instruction : code.instructions()) {
            count += covered.contains(pc) ? 0 : 1;
            pc += instruction.length();
        }
        return count;
    }

    /// Marks the instructions of a piece of code.
    void cover(StraightCode code) {
        long pc = code.start();
        for (Instruction instruction : code.instructions()) {
            covered.add(pc);
            pc += instruction.length();
        }
    }
}
