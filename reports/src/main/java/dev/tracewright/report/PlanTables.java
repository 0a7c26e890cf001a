package dev.tracewright.report;

import dev.tracewright.code.FunctionTable;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.PlanStatistics.RejectionTotal;
import dev.tracewright.plan.Rejection;
import dev.tracewright.superinstruction.Component;
import dev.tracewright.superinstruction.Superinstruction;
import dev.tracewright.trace.SelectionStatistics;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// The tables of a plan, with all of their rows.
final class PlanTables {
    private final OptimizationPlan plan;
    private final FunctionTable functions;

    PlanTables(OptimizationPlan plan, FunctionTable functions) {
        this.plan = plan;
        this.functions = functions;
    }

    Table superinstructions() {
        String note =
                "%s of %s candidates; %s of all dispatches are saved, at most %s could be."
                        .formatted(
                                Numbers.count(plan.superinstructions().size()),
                                Numbers.count(plan.statistics().superinstructions().candidates()),
                                Numbers.share(plan.statistics().superinstructions().removed()),
                                Numbers.share(removable()));
        return Columns.<Superinstruction>ranked()
                .words("sequence", "Sequence", fused -> new Cell.Code(sequence(fused)))
                .numbers("bytes", "Bytes", fused -> new Cell.Count(fused.bytes()))
                .numbers("sites", "Sites", fused -> new Cell.Count(fused.sites().size()))
                .numbers("forwarded", "Forwarded", fused -> new Cell.Count(forwards(fused)))
                .numbers("executions", "Executions", fused -> new Cell.Count(fused.count()))
                .numbers(
                        "dispatches_saved",
                        "Dispatches saved",
                        fused -> new Cell.Count(fused.dispatchesSaved()))
                .numbers("share", "Share", fused -> new Cell.Share(share(fused.dispatchesSaved())))
                .table("superinstructions", "Superinstructions", note, plan.superinstructions());
    }

    private double removable() {
        var statistics = plan.statistics().superinstructions();
        return statistics.instructions() == 0
                ? 0
                : 1 - (double) statistics.unlimitedDispatches() / statistics.instructions();
    }

    private static String sequence(Superinstruction fused) {
        return fused.components().stream()
                .map(component -> component.opcode().mnemonic())
                .collect(Collectors.joining(" + "));
    }

    private static long forwards(Superinstruction fused) {
        return fused.components().stream().mapToInt(Component::forwards).sum();
    }

    Table traces() {
        String note =
                plan.statistics().selectors().stream()
                        .limit(1)
                        .map(PlanTables::coverage)
                        .collect(Collectors.joining());
        return Columns.<Trace>ranked()
                .words("head", "Head", trace -> new Cell.Code(functions.describe(trace.head())))
                .words("address", "Address", trace -> new Cell.Address(trace.head()))
                .words("form", "Form", trace -> new Cell.Text(trace.loops() ? "loop" : "path"))
                .numbers("blocks", "Blocks", trace -> new Cell.Count(trace.blocks().size()))
                .numbers("length", "Length", trace -> new Cell.Count(trace.length()))
                .numbers("entries", "Entries", trace -> new Cell.Count(trace.entries()))
                .numbers(
                        "instructions",
                        "Instructions",
                        trace -> new Cell.Count(trace.instructions()))
                .numbers("share", "Share", trace -> new Cell.Share(share(trace.instructions())))
                .table("traces", "Hot-path traces", note, plan.traces());
    }

    private static String coverage(SelectionStatistics chosen) {
        return "Selected by %s; expected to execute %s of all instructions%s."
                .formatted(
                        Names.words(chosen.selector()),
                        Numbers.share(chosen.coverage()),
                        chosen.replayedCoverage().isPresent()
                                ? ", %s when the branch trace is replayed"
                                        .formatted(
                                                Numbers.share(
                                                        chosen.replayedCoverage().getAsDouble()))
                                : "");
    }

    private double share(long part) {
        long all = plan.statistics().instructions();
        return all == 0 ? 0 : (double) part / all;
    }

    private record Step(Trace trace, int position, TraceBlock block) {}

    Table traceBlocks() {
        var steps = new ArrayList<Step>();
        for (Trace trace : plan.traces()) {
            for (TraceBlock block : trace.blocks()) {
                steps.add(new Step(trace, trace.blocks().indexOf(block) + 1, block));
            }
        }
        return Columns.<Step>unranked()
                .numbers("trace", "Trace", step -> new Cell.Count(step.trace().id() + 1L))
                .numbers("position", "Position", step -> new Cell.Count(step.position()))
                .words(
                        "place",
                        "Block",
                        step -> new Cell.Code(functions.describe(step.block().start())))
                .words("start", "Start", step -> new Cell.Address(step.block().start()))
                .words("end", "End", step -> new Cell.Address(step.block().end()))
                .numbers("length", "Length", step -> new Cell.Count(step.block().instructions()))
                .words(
                        "leaves_by",
                        "Leaves by",
                        step -> new Cell.Text(Names.words(step.block().leavesBy())))
                .table("trace_blocks", "Blocks of the traces", "", steps);
    }

    Table selectors() {
        return Columns.<SelectionStatistics>unranked()
                .words("selector", "Selector", s -> new Cell.Text(Names.words(s.selector())))
                .numbers("traces", "Traces", s -> new Cell.Count(s.traces()))
                .numbers("blocks", "Blocks", s -> new Cell.Count(s.blocks()))
                .numbers("length", "Instructions", s -> new Cell.Count(s.instructions()))
                .numbers("duplication", "Duplication", s -> new Cell.Real(s.duplication(), 2))
                .numbers("entries", "Entries", s -> new Cell.Count(s.entries()))
                .numbers("coverage", "Coverage", s -> new Cell.Share(s.coverage()))
                .numbers("replayed_coverage", "Replayed", PlanTables::replayed)
                .table(
                        "selectors",
                        "Ways to select traces",
                        "The first one's traces are used. Coverage is expected from edge counts,"
                                + " or counted while the branch trace is replayed.",
                        plan.statistics().selectors());
    }

    private static Cell replayed(SelectionStatistics selection) {
        return selection.replayedCoverage().isPresent()
                ? new Cell.Share(selection.replayedCoverage().getAsDouble())
                : new Cell.Absent();
    }

    Table rejected() {
        return Columns.<RejectionTotal>unranked()
                .words("kind", "Kind", total -> new Cell.Text(Names.words(total.kind())))
                .words("reason", "Reason", total -> new Cell.Text(Names.words(total.reason())))
                .numbers("number", "Number", total -> new Cell.Count(total.number()))
                .numbers("cost", "Cost", total -> new Cell.Count(total.cost()))
                .table(
                        "rejected",
                        "What was left out, by reason",
                        "Cost: dispatches that it would have saved, or instructions that it would"
                                + " have executed; candidates overlap.",
                        plan.statistics().rejected());
    }

    Table rejections() {
        List<Rejection> rejections = plan.rejections();
        return Columns.<Rejection>unranked()
                .words("kind", "Kind", rejection -> new Cell.Text(Names.words(rejection.kind())))
                .words("subject", "Subject", rejection -> new Cell.Code(rejection.subject()))
                .words(
                        "place",
                        "Place",
                        rejection -> new Cell.Code(functions.describe(rejection.address())))
                .words(
                        "reason",
                        "Reason",
                        rejection -> new Cell.Text(Names.words(rejection.reason())))
                .numbers("cost", "Cost", rejection -> new Cell.Count(rejection.cost()))
                .table("rejections", "What was left out, one by one", "", rejections);
    }

    /// The shares of the run that the traces are expected to execute, the largest first.
    List<Double> traceShares() {
        return plan.traces().stream()
                .map(trace -> share(trace.instructions()))
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
