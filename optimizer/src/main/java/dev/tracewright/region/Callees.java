package dev.tracewright.region;

import dev.tracewright.code.Terminator;
import dev.tracewright.region.RejectedWay.Reason;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;

/// Decides which callees are worth a copy in their callers.
final class Callees {
    /// A part of a callee that is executed less often than in so many calls does not matter.
    private static final int SELDOM = 16;

    private final StraightCodeReader code;
    private final EdgeCounts counts;
    private final RegionOptions options;

    Callees(StraightCodeReader code, EdgeCounts counts, RegionOptions options) {
        this.code = code;
        this.counts = counts;
        this.options = options;
    }

    /// Why a function is not inlined in a context, or null if it is.
    ///
    /// A callee with frequent calls that cannot be inlined themselves is left out as well: control
    /// would come back from them into the middle of the copy.
    Reason refusal(long callee, Context context) {
        return refusal(callee, context, new HashSet<>(), context.depth);
    }

    private Reason refusal(long callee, Context context, Set<Long> inside, int depth) {
        if (context.isInside(callee) || !inside.add(callee)) {
            return Reason.RECURSION;
        }
        if (depth >= options.maxInlineDepth()) {
            return Reason.INLINE_DEPTH;
        }
        long least = Math.max(1, executed(code.at(callee)) / SELDOM);
        var seen = new HashSet<Long>();
        var pending = new ArrayDeque<Long>();
        pending.add(callee);
        int length = 0;
        while (!pending.isEmpty()) {
            long start = pending.remove();
            if (!seen.add(start)) {
                continue;
            }
            StraightCode straight = code.at(start);
            length += straight.instructions().size();
            if (straight.refused()) {
                return Reason.NOT_COMPILABLE;
            }
            if (length > options.maxInlinedInstructions()) {
                return Reason.CALLEE_TOO_LONG;
            }
            Reason reason = successors(straight, least, pending, context, inside, depth);
            if (reason != null) {
                return reason;
            }
        }
        inside.remove(callee);
        return null;
    }

    private long executed(StraightCode straight) {
        return straight.instructions().isEmpty() ? 0 : counts.executed(straight.lastAddress());
    }

    private Reason successors(
            StraightCode straight,
            long least,
            ArrayDeque<Long> pending,
            Context context,
            Set<Long> inside,
            int depth) {
        long site = straight.terminator().fallsThrough() ? -1 : straight.lastAddress();
        switch (straight.terminator()) {
            case NONE -> pending.add(straight.end());
            case BRANCH -> {
                addIf(counts.taken(site) >= least, straight.target(), pending);
                addIf(counts.passed(site) >= least, straight.end(), pending);
            }
            case JUMP -> addIf(counts.passed(site) >= least, straight.target(), pending);
            case CALL -> {
                pending.add(straight.end());
                return counts.passed(site) >= least
                        ? refusal(straight.target(), context, inside, depth + 1)
                        : null;
            }
            case INDIRECT_CALL, INDIRECT_JUMP -> {
                boolean call = straight.terminator() == Terminator.INDIRECT_CALL;
                addIf(call, straight.end(), pending);
                for (EdgeCounts.Target target : Growth.expected(counts, options, site)) {
                    if (target.count() >= least && call) {
                        Reason reason = refusal(target.pc(), context, inside, depth + 1);
                        if (reason != null) {
                            return reason;
                        }
                    }
                    addIf(target.count() >= least && !call, target.pc(), pending);
                }
            }
            case RETURN, SYSTEM_CALL, BREAKPOINT, FENCE_I -> {}
        }
        return null;
    }

    private static void addIf(boolean condition, long start, ArrayDeque<Long> pending) {
        if (condition) {
            pending.add(start);
        }
    }
}
