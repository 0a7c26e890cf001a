package dev.tracewright.region;

import dev.tracewright.code.Terminator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Finds where to begin a region that is to contain an address: at the head of the outermost loop
/// around it that fits into one region, callees included.
final class HeadChooser {
    // Loops that are executed so much less often than the address are not worth looking for.
    private static final int LEAST_SHARE = 4096;
    private static final int STEP = 8;
    private static final int MOST_BLOCKS = 300;

    private final StraightCodeReader code;
    private final EdgeCounts counts;
    private final RegionOptions options;

    /// A way that control takes, whatever the context.
    private record Step(long to, long count, boolean call, boolean backward) {}

    HeadChooser(StraightCodeReader code, EdgeCounts counts, RegionOptions options) {
        this.code = code;
        this.counts = counts;
        this.options = options;
    }

    /// The head of the best loop around a block; empty if none fits.
    OptionalLong head(long pc) {
        long most = executed(pc);
        for (long least = Math.max(options.minCount(), most / LEAST_SHARE);
                least <= most;
                least *= STEP) {
            Map<Long, List<Step>> reached = reached(pc, least);
            Set<Long> loop = reached.size() > MOST_BLOCKS ? Set.of() : loop(pc, reached);
            if (!loop.isEmpty() && length(loop) <= options.maxInstructions()) {
                return OptionalLong.of(head(pc, loop, reached));
            }
        }
        return OptionalLong.empty();
    }

    private long executed(long start) {
        StraightCode straight = code.at(start);
        return straight.instructions().isEmpty() ? 0 : counts.executed(straight.lastAddress());
    }

    private Map<Long, List<Step>> reached(long pc, long least) {
        var reached = new HashMap<Long, List<Step>>();
        var pending = new ArrayDeque<Long>();
        pending.add(pc);
        while (!pending.isEmpty() && reached.size() <= MOST_BLOCKS) {
            long start = pending.remove();
            if (!reached.containsKey(start)) {
                List<Step> steps = steps(start);
                steps.removeIf(step -> step.count < least);
                reached.put(start, steps);
                steps.forEach(step -> pending.add(step.to));
            }
        }
        return reached;
    }

    private List<Step> steps(long start) {
        StraightCode straight = code.at(start);
        var steps = new ArrayList<Step>();
        Terminator terminator = straight.terminator();
        if (terminator == Terminator.NONE) {
            if (!straight.refused()) {
                steps.add(new Step(straight.end(), Long.MAX_VALUE, false, false));
            } else if (code.lengthAt(straight.end()) > 0) {
                long next = code.compilableFrom(straight.end() + code.lengthAt(straight.end()));
                steps.add(new Step(next, Long.MAX_VALUE, false, false));
            }
            return steps;
        }
        long site = straight.lastAddress();
        boolean call = terminator == Terminator.CALL || terminator == Terminator.INDIRECT_CALL;
        if (terminator.isIndirect()) {
            boolean jump = terminator == Terminator.INDIRECT_JUMP;
            for (EdgeCounts.Target target : counts.targets(site)) {
                steps.add(new Step(target.pc(), target.count(), call, jump && target.pc() <= site));
            }
            return steps;
        }
        long target = straight.target();
        boolean backward = !call && target <= site;
        if (terminator == Terminator.BRANCH) {
            steps.add(new Step(target, counts.taken(site), false, backward));
            steps.add(new Step(straight.end(), counts.passed(site), false, false));
        } else {
            steps.add(new Step(target, counts.passed(site), call, backward));
        }
        return steps;
    }

    // The blocks that control reaches from the block and that lead back to it.
    private static Set<Long> loop(long pc, Map<Long, List<Step>> reached) {
        var before = new HashMap<Long, List<Long>>();
        reached.forEach(
                (from, steps) ->
                        steps.forEach(
                                step ->
                                        before.computeIfAbsent(step.to, _ -> new ArrayList<>())
                                                .add(from)));
        var loop = new HashSet<Long>();
        var pending = new ArrayDeque<>(before.getOrDefault(pc, List.of()));
        while (!pending.isEmpty()) {
            long block = pending.remove();
            if (loop.add(block)) {
                pending.addAll(before.getOrDefault(block, List.of()));
            }
        }
        return loop;
    }

    private int length(Set<Long> loop) {
        var addresses = new HashSet<Long>();
        for (long start : loop) {
            long pc = start;
            for (var instruction : code.at(start).instructions()) {
                addresses.add(pc);
                pc += instruction.length();
            }
        }
        return addresses.size();
    }

    // Outer loops are entered less often than inner ones. A loop that is closed by calls alone is
    // a recursion.
    private long head(long pc, Set<Long> loop, Map<Long, List<Step>> reached) {
        long head = -1;
        long function = -1;
        for (long from : loop) {
            for (Step step : reached.get(from)) {
                if (loop.contains(step.to)) {
                    if (step.backward && rarer(step.to, head)) {
                        head = step.to;
                    }
                    if (step.call && rarer(step.to, function)) {
                        function = step.to;
                    }
                }
            }
        }
        return head != -1 ? head : function != -1 ? function : pc;
    }

    private boolean rarer(long start, long than) {
        if (than == -1) {
            return true;
        }
        int order = Long.compare(executed(start), executed(than));
        return order < 0 || order == 0 && Long.compareUnsigned(start, than) < 0;
    }
}
