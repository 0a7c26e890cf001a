package dev.tracewright.region;

import dev.tracewright.code.Terminator;
import dev.tracewright.isa.Instruction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Makes a region of blocks that were grown: cuts those that others begin in the middle of, and
/// orders them for the layout.
final class Arrangement {
    /// A way on, and the block that it leads to, or null if it leaves the region.
    private record Onward(long pc, Growth.Node to, long count) {}

    private final EdgeCounts counts;
    private final RegionOptions options;
    private final Context root;
    private final Map<Growth.Node, Integer> indices = new HashMap<>();

    // Looked up once, since counts may grow meanwhile.
    private final Map<Growth.Node, List<Onward>> ways = new HashMap<>();

    Arrangement(EdgeCounts counts, RegionOptions options, Context root) {
        this.counts = counts;
        this.options = options;
        this.root = root;
    }

    Formation arrange(List<RejectedWay> rejected) {
        List<Growth.Node> order = order();
        order.forEach(node -> indices.put(node, indices.size()));
        var entries = new ArrayList<Integer>();
        var own = new ArrayList<Integer>();
        for (Growth.Node node : order) {
            if (node.entry) {
                entries.add(indices.get(node));
            }
            if (node.context.isRoot()) {
                own.add(indices.get(node));
            }
        }
        var region = new HotRegion(order.stream().map(this::block).toList(), entries);
        return new Formation(region, own, rejected);
    }

    // Reverse postorder in which rare ways are visited first: the frequent one comes next, and
    // what follows a loop comes behind it. What only other entries lead to comes last.
    private List<Growth.Node> order() {
        var order = new ArrayList<Growth.Node>();
        var seen = new HashSet<Growth.Node>();
        visit(root.nodes.get(root.function), seen, order);
        for (Growth.Node node : root.nodes.values()) {
            if (node.entry && !seen.contains(node)) {
                visit(node, seen, order);
            }
        }
        Set<Growth.Node> reached = reached();
        order.removeIf(node -> !reached.contains(node));
        return order;
    }

    // A place that a call returns to may have been put behind the call although nothing leads there
    // any more: the region was full before the callee came to its return.
    private Set<Growth.Node> reached() {
        var reached = new HashSet<Growth.Node>();
        var pending = new ArrayDeque<Growth.Node>();
        root.nodes.values().stream().filter(node -> node.entry).forEach(pending::add);
        while (!pending.isEmpty()) {
            Growth.Node node = pending.remove();
            if (reached.add(node)) {
                ways.get(node).stream()
                        .map(Onward::to)
                        .filter(Objects::nonNull)
                        .forEach(pending::add);
            }
        }
        return reached;
    }

    private void visit(Growth.Node from, Set<Growth.Node> seen, List<Growth.Node> order) {
        var postorder = new ArrayList<Growth.Node>();
        walk(from, seen, postorder);
        order.addAll(postorder.reversed());
    }

    private void walk(Growth.Node node, Set<Growth.Node> seen, List<Growth.Node> postorder) {
        if (!seen.add(node)) {
            return;
        }
        cut(node);
        var onward = new ArrayList<>(onward(node));
        ways.put(node, List.copyOf(onward));
        if (calls(node)) {
            // So that the place that a call returns to comes behind it.
            onward.add(onward(node.context, node.code.end(), 0));
        }
        onward.stream()
                .filter(way -> way.to != null)
                .sorted(Comparator.comparingLong(Onward::count))
                .forEach(way -> walk(way.to, seen, postorder));
        postorder.add(node);
    }

    private static void cut(Growth.Node node) {
        long pc = node.start;
        for (Instruction instruction : node.code.instructions()) {
            if (pc != node.start && node.context.nodes.containsKey(pc)) {
                node.code = node.code.until(pc);
                return;
            }
            pc += instruction.length();
        }
    }

    private static boolean calls(Growth.Node node) {
        Terminator terminator = node.code.terminator();
        return terminator == Terminator.CALL || terminator == Terminator.INDIRECT_CALL;
    }

    // Branches have two ways on, the taken one first.
    private List<Onward> onward(Growth.Node node) {
        StraightCode code = node.code;
        Context context = node.context;
        if (code.terminator() == Terminator.NONE) {
            return code.refused()
                    ? List.of()
                    : List.of(onward(context, code.end(), Math.round(node.count)));
        }
        long site = code.lastAddress();
        long passed = Math.round(context.scale * counts.passed(site));
        return switch (code.terminator()) {
            case BRANCH -> {
                long taken = Math.round(context.scale * counts.taken(site));
                yield List.of(
                        ifUsed(onward(context, code.target(), taken)),
                        ifUsed(onward(context, code.end(), passed)));
            }
            case JUMP -> List.of(onward(context, code.target(), passed));
            case CALL -> List.of(called(node, code.target(), passed));
            case RETURN -> returned(node, site);
            case INDIRECT_CALL, INDIRECT_JUMP ->
                    Growth.expected(counts, options, site).stream()
                            .map(target -> computed(node, target))
                            .toList();
            case NONE, SYSTEM_CALL, BREAKPOINT, FENCE_I -> throw new IllegalStateException();
        };
    }

    private static Onward onward(Context context, long pc, long count) {
        return new Onward(pc, context.nodes.get(pc), count);
    }

    // A way that was never used stays outside, so that nothing is lost where others meet.
    private static Onward ifUsed(Onward way) {
        return way.count > 0 ? way : new Onward(way.pc, null, 0);
    }

    private Onward called(Growth.Node node, long pc, long count) {
        Context inside = node.callees.get(pc);
        Context context = inside == null ? root : inside;
        return onward(context, pc, count);
    }

    private Onward computed(Growth.Node node, EdgeCounts.Target target) {
        long count = Math.round(node.context.scale * target.count());
        return calls(node)
                ? called(node, target.pc(), count)
                : onward(node.context, target.pc(), count);
    }

    private List<Onward> returned(Growth.Node node, long site) {
        Context context = node.context;
        if (context.returnsBy(node.code.instructions().getLast(), counts.targets(site))) {
            long count = Math.round(context.scale * counts.executed(site));
            return List.of(onward(context.parent, context.returnTo, count));
        }
        if (!context.isRoot()) {
            return List.of();
        }
        return Growth.expected(counts, options, site).stream()
                .filter(target -> root.nodes.containsKey(target.pc()))
                .map(target -> onward(root, target.pc(), target.count()))
                .toList();
    }

    private RegionBlock block(Growth.Node node) {
        List<Way> onward = ways.get(node).stream().map(this::way).toList();
        StraightCode code = node.code;
        long count = Math.round(node.count);
        Flow flow;
        if (code.refused()) {
            flow = new Flow.Interpret();
        } else if (code.terminator() == Terminator.BRANCH) {
            flow = new Flow.Branch(onward.getFirst(), onward.getLast());
        } else if (code.terminator().isIndirect()) {
            double all = node.context.scale * counts.executed(code.lastAddress());
            long expected = onward.stream().mapToLong(Way::count).sum();
            flow = new Flow.Indirect(onward, Math.max(0, Math.round(all) - expected));
        } else {
            flow = new Flow.Next(onward.getFirst());
        }
        return new RegionBlock(node.start, code.instructions(), flow, count);
    }

    private Way way(Onward way) {
        int block = way.to == null ? Way.OUTSIDE : indices.get(way.to);
        return new Way(way.pc, block, way.count);
    }
}
