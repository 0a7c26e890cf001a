package dev.tracewright.superinstruction;

import dev.tracewright.superinstruction.FusionSelection.Total;
import dev.tracewright.superinstruction.RejectedSequence.Reason;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Chooses superinstructions: greedily by what each saves beside those already chosen, then by
/// exchanging single ones; then every block is parsed with the fewest dispatches.
public final class FusionSelector {
    private static final int IMPROVEMENT_ROUNDS = 3;

    // Blocks outside of this share of the run are parsed, but suggest no sequences.
    private static final double HOT_SHARE = 0.9999;

    private final FusionOptions options;
    private final CaseSize sizes;

    public FusionSelector(FusionOptions options, CaseSize sizes) {
        this.options = options;
        this.sizes = sizes;
    }

    /// Chooses for the blocks of a run.
    public FusionSelection select(List<ExecutedBlock> blocks) {
        long instructions = blocks.stream().mapToLong(ExecutedBlock::weight).sum();
        List<ExecutedBlock> hot = hottest(blocks, instructions);
        var index = new SequenceIndex(hot, options.maxLength());
        var parser = new BlockParser(options.maxLength(), index.shapes());
        long least = (long) Math.ceil(options.minShare() * instructions * BlockParser.DISPATCH);
        var search =
                new FusionSearch(
                        index,
                        hot.stream().mapToLong(ExecutedBlock::count).toArray(),
                        parser,
                        caseSizes(index),
                        options,
                        least);
        long[] alone = new long[index.shapeCount()];
        for (int shape = 0; shape < alone.length; shape++) {
            alone[shape] = search.gain(shape);
        }
        search(search);
        return assemble(blocks, index, search, alone, least);
    }

    private void search(FusionSearch search) {
        search.greedy(false);
        search.improve(IMPROVEMENT_ROUNDS, false);
        long bySaving = search.cost();
        search.greedy(true);
        search.improve(IMPROVEMENT_ROUNDS, true);
        if (bySaving <= search.cost()) {
            search.greedy(false);
            search.improve(IMPROVEMENT_ROUNDS, false);
        }
    }

    private static List<ExecutedBlock> hottest(List<ExecutedBlock> blocks, long instructions) {
        var sorted = new ArrayList<>(blocks);
        sorted.sort(
                Comparator.comparingLong(ExecutedBlock::weight)
                        .reversed()
                        .thenComparing(ExecutedBlock::start, Long::compareUnsigned));
        long enough = (long) (HOT_SHARE * instructions);
        long seen = 0;
        int hot = 0;
        while (hot < sorted.size() && seen < enough) {
            seen += sorted.get(hot++).weight();
        }
        return sorted.subList(0, hot);
    }

    private int[] caseSizes(SequenceIndex index) {
        int[] bytes = new int[index.shapeCount()];
        for (int shape = 0; shape < bytes.length; shape++) {
            bytes[shape] = sizes.bytecodes(index.shape(shape));
        }
        return bytes;
    }

    private FusionSelection assemble(
            List<ExecutedBlock> blocks,
            SequenceIndex index,
            FusionSearch search,
            long[] alone,
            long least) {
        var shapes = new ArrayList<List<Component>>();
        boolean[] chosen = search.chosen();
        for (int shape = 0; shape < chosen.length; shape++) {
            if (chosen[shape]) {
                shapes.add(index.shape(shape));
            }
        }
        var parsed = new ParsedRun(shapes, options.maxLength());
        blocks.forEach(parsed::add);
        List<Superinstruction> superinstructions = parsed.superinstructions();

        var rejected = new EnumMap<Reason, List<RejectedSequence>>(Reason.class);
        var totals = new EnumMap<Reason, Total>(Reason.class);
        for (int shape = 0; shape < chosen.length; shape++) {
            if (!chosen[shape]) {
                RejectedSequence rejection = reject(shape, index, search, alone[shape], least);
                rejected.computeIfAbsent(rejection.reason(), _ -> new ArrayList<>()).add(rejection);
                totals.merge(
                        rejection.reason(),
                        new Total(1, rejection.saving()),
                        (total, _) -> total.plus(rejection.saving()));
            }
        }
        int bytes = superinstructions.stream().mapToInt(s -> sizes.bytecodes(s.components())).sum();
        var statistics =
                new FusionStatistics(
                        blocks.stream().mapToLong(ExecutedBlock::weight).sum(),
                        parsed.dispatches(),
                        parsed.greedyDispatches(),
                        parsed.unlimitedDispatches(),
                        index.shapeCount(),
                        superinstructions.size(),
                        bytes,
                        parsed.singles());
        return new FusionSelection(superinstructions, costliest(rejected), totals, statistics);
    }

    private static RejectedSequence reject(
            int shape, SequenceIndex index, FusionSearch search, long alone, long least) {
        long gain = search.gain(shape);
        Reason reason;
        if (alone < least) {
            reason = Reason.TOO_COLD;
        } else if (gain < least) {
            reason = Reason.OVERLAPS_BETTER;
        } else if (!search.hasCaseLeft()) {
            reason = Reason.CASE_BUDGET;
        } else {
            reason = Reason.SIZE_BUDGET;
        }
        long cost = reason == Reason.OVERLAPS_BETTER || reason == Reason.TOO_COLD ? alone : gain;
        return new RejectedSequence(
                index.shape(shape), index.firstSite(shape), reason, cost / BlockParser.DISPATCH);
    }

    // The same number for each reason, so that the many overlapping ones do not hide the others.
    private List<RejectedSequence> costliest(Map<Reason, List<RejectedSequence>> rejected) {
        var costliest = new ArrayList<RejectedSequence>();
        for (List<RejectedSequence> list : rejected.values()) {
            list.sort(Comparator.comparingLong(RejectedSequence::saving).reversed());
            int listed = Math.min(list.size(), options.maxRejections() / Reason.values().length);
            costliest.addAll(list.subList(0, listed));
        }
        return costliest;
    }
}
