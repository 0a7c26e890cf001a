package dev.tracewright.plan;

import dev.tracewright.code.BasicBlock;
import dev.tracewright.code.InstructionSource;
import dev.tracewright.plan.PlanStatistics.RejectionTotal;
import dev.tracewright.profile.Profile;
import dev.tracewright.region.RegionPlanner;
import dev.tracewright.region.RejectedWay;
import dev.tracewright.superinstruction.CaseSize;
import dev.tracewright.superinstruction.ExecutedBlock;
import dev.tracewright.superinstruction.FusionSelection;
import dev.tracewright.superinstruction.FusionSelector;
import dev.tracewright.superinstruction.Superinstruction;
import dev.tracewright.trace.BlockPath;
import dev.tracewright.trace.FlowGraph;
import dev.tracewright.trace.NextExecutingTail;
import dev.tracewright.trace.RecordedPath;
import dev.tracewright.trace.RejectedTrace;
import dev.tracewright.trace.SelectionStatistics;
import dev.tracewright.trace.SelectorKind;
import dev.tracewright.trace.SuperblockSelector;
import dev.tracewright.trace.TraceEvaluation;
import dev.tracewright.trace.TraceSelection;
import dev.tracewright.trace.TraceSelector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes plans of profiles. The same profile, code and options always give the same plan.
public final class Planner {
    private final OptimizerOptions options;
    private final CaseSize sizes;

    /// A planner that estimates the size of fused cases.
    public Planner(OptimizerOptions options) {
        this(options, CaseSize.CALL);
    }

    /// @param sizes the size of fused cases in the engine that will execute them
    public Planner(OptimizerOptions options, CaseSize sizes) {
        this.options = options;
        this.sizes = sizes;
    }

    /// Plans with an estimate of the size of fused cases.
    ///
    /// @param code the program's instructions
    /// @throws IOException if the profile's branch trace cannot be read
    /// @throws IllegalArgumentException if the options ask for traces from a branch trace and the
    ///   profile has none
    public static OptimizationPlan plan(
            Profile profile, InstructionSource code, OptimizerOptions options) throws IOException {
        return new Planner(options).plan(profile, code);
    }

    /// Plans.
    ///
    /// @param code the program's instructions
    /// @throws IOException if the profile's branch trace cannot be read
    /// @throws IllegalArgumentException if the options ask for traces from a branch trace and the
    ///   profile has none
    public OptimizationPlan plan(Profile profile, InstructionSource code) throws IOException {
        return plan(
                profile,
                code,
                RecordedPath.of(profile, code, options.traces().maxReplayedBlocks()));
    }

    /// Plans with the blocks of the run from elsewhere than the profile's branch trace.
    OptimizationPlan plan(Profile profile, InstructionSource code, Optional<BlockPath> run)
            throws IOException {
        FusionSelection fused =
                new FusionSelector(options.superinstructions(), sizes)
                        .select(blocks(profile, code));
        var graph = new FlowGraph(profile.blocks(), profile.edges(), code);
        var selections = new EnumMap<SelectorKind, TraceSelection>(SelectorKind.class);
        for (TraceSelector selector : selectors(run)) {
            selections.put(selector.kind(), selector.select(graph));
        }
        TraceSelection traces = selections.get(options.traces().selector());
        if (traces == null) {
            throw new IllegalArgumentException(
                    "%s needs a branch trace, and the profile has none"
                            .formatted(options.traces().selector()));
        }
        RegionPlanner.Plan regions = RegionPlanner.plan(profile, code, options.regions());
        var statistics =
                new PlanStatistics(
                        profile.instructions(),
                        fused.statistics(),
                        statistics(graph, run, traces, selections),
                        totals(fused, traces, regions));
        return new OptimizationPlan(
                profile.program(),
                ProfileDigest.of(profile),
                options,
                fused.superinstructions(),
                traces.traces(),
                regions.hot(),
                rejections(fused, traces, regions),
                statistics);
    }

    private List<TraceSelector> selectors(Optional<BlockPath> run) {
        var selectors = new ArrayList<TraceSelector>();
        selectors.add(new SuperblockSelector(options.traces()));
        run.ifPresent(path -> selectors.add(new NextExecutingTail(options.traces(), path)));
        return selectors;
    }

    private static List<ExecutedBlock> blocks(Profile profile, InstructionSource code) {
        return profile.blocks().stream()
                .map(
                        block ->
                                new ExecutedBlock(
                                        block.start(),
                                        BasicBlock.decode(code, block.start(), block.end())
                                                .instructions(),
                                        block.count()))
                .toList();
    }

    private static List<SelectionStatistics> statistics(
            FlowGraph graph,
            Optional<BlockPath> run,
            TraceSelection chosen,
            Map<SelectorKind, TraceSelection> selections)
            throws IOException {
        var evaluation = new TraceEvaluation(graph, run);
        var statistics = new ArrayList<SelectionStatistics>();
        statistics.add(evaluation.evaluate(chosen));
        for (TraceSelection other : selections.values()) {
            if (other != chosen) {
                statistics.add(evaluation.evaluate(other));
            }
        }
        return statistics;
    }

    private List<Rejection> rejections(
            FusionSelection fused, TraceSelection traces, RegionPlanner.Plan regions) {
        var rejections = new ArrayList<Rejection>();
        fused.rejected()
                .forEach(
                        r ->
                                rejections.add(
                                        new Rejection(
                                                Rejection.Kind.SUPERINSTRUCTION,
                                                Superinstruction.describe(r.components()),
                                                r.site(),
                                                r.reason().name(),
                                                r.saving())));
        traces.rejected().stream()
                .sorted(Comparator.comparingLong(RejectedTrace::instructions).reversed())
                .limit(options.traces().maxRejections())
                .forEach(
                        r ->
                                rejections.add(
                                        new Rejection(
                                                Rejection.Kind.TRACE,
                                                "0x%x to 0x%x".formatted(r.head(), r.at()),
                                                r.head(),
                                                r.reason().name(),
                                                r.instructions())));
        regions.rejected().stream()
                .limit(options.traces().maxRejections())
                .forEach(
                        r ->
                                rejections.add(
                                        new Rejection(
                                                Rejection.Kind.REGION,
                                                "0x%x to 0x%x".formatted(r.from(), r.to()),
                                                r.from(),
                                                r.reason().name(),
                                                r.count())));
        return rejections;
    }

    private static List<RejectionTotal> totals(
            FusionSelection fused, TraceSelection traces, RegionPlanner.Plan regions) {
        var totals = new ArrayList<RejectionTotal>();
        fused.totals()
                .forEach(
                        (reason, total) ->
                                totals.add(
                                        new RejectionTotal(
                                                Rejection.Kind.SUPERINSTRUCTION,
                                                reason.name(),
                                                total.shapes(),
                                                total.saving())));
        for (RejectedTrace.Reason reason : RejectedTrace.Reason.values()) {
            List<RejectedTrace> all =
                    traces.rejected().stream().filter(r -> r.reason() == reason).toList();
            if (!all.isEmpty()) {
                totals.add(
                        new RejectionTotal(
                                Rejection.Kind.TRACE,
                                reason.name(),
                                all.size(),
                                all.stream().mapToLong(RejectedTrace::instructions).sum()));
            }
        }
        for (RejectedWay.Reason reason : RejectedWay.Reason.values()) {
            List<RejectedWay> all =
                    regions.rejected().stream().filter(r -> r.reason() == reason).toList();
            if (!all.isEmpty()) {
                totals.add(
                        new RejectionTotal(
                                Rejection.Kind.REGION,
                                reason.name(),
                                all.size(),
                                all.stream().mapToLong(RejectedWay::count).sum()));
            }
        }
        return totals;
    }
}
