package dev.tracewright.region;

import dev.tracewright.code.Terminator;
import dev.tracewright.isa.Instruction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/// Grows one region from its head, block by block, the most executed one first.
final class Growth {
    /// A block of the region, wanted at first, then grown.
    static final class Node {
        final Context context;
        final long start;
        double count;
        boolean entry;

        /// What it consists of; null until it is grown.
        StraightCode code;

        /// The contexts of the callees that are inlined at its end.
        final Map<Long, Context> callees = new HashMap<>();

        Node(Context context, long start) {
            this.context = context;
            this.start = start;
        }
    }

    private final StraightCodeReader code;
    private final EdgeCounts counts;
    private final RegionOptions options;
    private final LongPredicate taken;
    private final Callees callees;
    private final Context root;
    private final double least;
    private final List<Node> wanted = new ArrayList<>();
    private final List<RejectedWay> rejected = new ArrayList<>();
    private int length;

    /// @param taken the addresses of blocks that other regions have
    Growth(
            StraightCodeReader code,
            EdgeCounts counts,
            RegionOptions options,
            LongPredicate taken,
            long head) {
        this.code = code;
        this.counts = counts;
        this.options = options;
        this.taken = taken;
        root = Context.root(head);
        least =
                Math.max(
                        options.minCount(),
                        Math.max(
                                options.minHeadShare() * executed(head),
                                options.minTotalShare() * counts.instructions()));
        callees = new Callees(code, counts, options);
    }

    private long executed(long start) {
        StraightCode straight = code.at(start);
        return straight.instructions().isEmpty() ? 0 : counts.executed(straight.lastAddress());
    }

    /// Grows the region.
    ///
    /// @param entries where it can be entered besides at its head
    Formation grow(List<Long> entries) {
        want(root, root.function, executed(root.function)).entry = true;
        for (long entry : entries) {
            if (!root.nodes.containsKey(entry) && !code.at(entry).instructions().isEmpty()) {
                want(root, entry, executed(entry)).entry = true;
            }
        }
        while (!wanted.isEmpty()) {
            Node hottest = wanted.getFirst();
            for (Node node : wanted) {
                // The head is the first of all.
                if (length > 0 && node.count > hottest.count) {
                    hottest = node;
                }
            }
            wanted.remove(hottest);
            expand(hottest);
        }
        rejected.sort(Comparator.comparingLong(RejectedWay::count).reversed());
        return new Arrangement(counts, options, root).arrange(rejected);
    }

    private Node want(Context context, long start, double count) {
        var node = new Node(context, start);
        node.count = count;
        context.nodes.put(start, node);
        wanted.add(node);
        return node;
    }

    private void expand(Node node) {
        StraightCode straight = code.at(node.start);
        int room = options.maxInstructions() - length;
        int added = node.context.uncovered(straight);
        if (added > room) {
            if (length > 0) {
                node.context.nodes.remove(node.start);
                reject(node.start, node.start, RejectedWay.Reason.REGION_FULL, node.count);
                return;
            }
            straight = firstOf(straight, room);
            added = room;
        }
        length += added;
        node.context.cover(straight);
        node.code = straight;
        if (straight.terminator() != Terminator.NONE) {
            double executed = node.context.scale * counts.executed(straight.lastAddress());
            node.count = Math.max(node.count, executed);
        }
        followFrom(node, straight);
    }

    private static StraightCode firstOf(StraightCode straight, int count) {
        long end = straight.start();
        for (Instruction instruction : straight.instructions().subList(0, count)) {
            end += instruction.length();
        }
        return straight.until(end);
    }

    private void followFrom(Node node, StraightCode straight) {
        Context context = node.context;
        switch (straight.terminator()) {
            case NONE -> {
                if (straight.refused()) {
                    interpreted(node, straight);
                } else {
                    follow(context, straight.end(), straight.end(), node.count, false);
                }
            }
            case BRANCH -> {
                long site = straight.lastAddress();
                double scale = context.scale;
                follow(context, site, straight.target(), scale * counts.taken(site), false);
                follow(context, site, straight.end(), scale * counts.passed(site), false);
            }
            case JUMP -> {
                long site = straight.lastAddress();
                double count = context.scale * counts.passed(site);
                follow(context, site, straight.target(), count, false);
            }
            case CALL -> {
                long site = straight.lastAddress();
                call(node, straight, straight.target(), context.scale * counts.passed(site));
            }
            case INDIRECT_CALL -> indirect(node, straight, true);
            case INDIRECT_JUMP -> indirect(node, straight, false);
            case RETURN -> {
                long site = straight.lastAddress();
                if (context.returnsBy(straight.instructions().getLast(), counts.targets(site))) {
                    double count = context.scale * counts.executed(site);
                    follow(context.parent, site, context.returnTo, count, false);
                }
            }
            case SYSTEM_CALL, BREAKPOINT, FENCE_I ->
                    throw new IllegalStateException(straight.terminator() + " is not compilable");
        }
    }

    private void interpreted(Node node, StraightCode straight) {
        long pc = straight.end();
        reject(pc, pc, RejectedWay.Reason.NOT_COMPILABLE, node.count);
        int skipped = code.lengthAt(pc);
        if (skipped > 0 && node.context.isRoot()) {
            follow(node.context, pc, code.compilableFrom(pc + skipped), node.count, true);
        }
    }

    private void follow(Context context, long from, long to, double count, boolean entry) {
        Node known = context.nodes.get(to);
        if (known != null) {
            known.count += known.code == null ? count : 0;
            known.entry |= entry;
        } else if (count < least) {
            reject(from, to, RejectedWay.Reason.TOO_COLD, count);
        } else if (code.at(to).instructions().isEmpty()) {
            reject(from, to, RejectedWay.Reason.NOT_COMPILABLE, count);
        } else if (context.isRoot() && taken.test(to)) {
            reject(from, to, RejectedWay.Reason.OTHER_REGION, count);
        } else {
            want(context, to, count).entry = entry;
        }
    }

    private void indirect(Node node, StraightCode straight, boolean call) {
        long site = straight.lastAddress();
        Context context = node.context;
        List<EdgeCounts.Target> expected = expected(counts, options, site);
        for (EdgeCounts.Target target : counts.targets(site)) {
            double count = context.scale * target.count();
            if (!expected.contains(target)) {
                reject(site, target.pc(), RejectedWay.Reason.TOO_MANY_TARGETS, count);
            } else if (call) {
                call(node, straight, target.pc(), count);
            } else {
                follow(context, site, target.pc(), count, false);
            }
        }
    }

    /// The targets that an indirect jump is compared with, the most frequent first.
    static List<EdgeCounts.Target> expected(EdgeCounts counts, RegionOptions options, long site) {
        double least = Math.max(1, options.minTargetShare() * counts.executed(site));
        return counts.targets(site).stream()
                .filter(target -> target.count() >= least)
                .sorted(Comparator.comparingLong(EdgeCounts.Target::count).reversed())
                .limit(options.maxTargets())
                .toList();
    }

    private void call(Node node, StraightCode straight, long callee, double count) {
        Context context = node.context;
        long site = straight.lastAddress();
        if (!root.nodes.containsKey(callee)) {
            RejectedWay.Reason refusal = refusal(context, callee, count);
            if (refusal == null) {
                double share = Math.min(1, count / Math.max(1, executed(callee)));
                Instruction call = straight.instructions().getLast();
                Context inside = context.inside(callee, call, straight.end(), share);
                node.callees.put(callee, inside);
                want(inside, callee, count);
                return;
            }
            reject(site, callee, refusal, count);
        }
        // The callee comes back from outside, or from a call of the region's own function.
        if (context.isRoot()) {
            follow(context, site, straight.end(), count, true);
        }
    }

    private RejectedWay.Reason refusal(Context context, long callee, double count) {
        if (count < least) {
            return RejectedWay.Reason.TOO_COLD;
        }
        if (context.isInside(callee)) {
            return RejectedWay.Reason.RECURSION;
        }
        if (context.depth >= options.maxInlineDepth()) {
            return RejectedWay.Reason.INLINE_DEPTH;
        }
        return callees.refusal(callee, context);
    }

    private void reject(long from, long to, RejectedWay.Reason reason, double count) {
        if (count > 0) {
            rejected.add(new RejectedWay(from, to, reason, Math.round(count)));
        }
    }
}
