package dev.tracewright.cli;

import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.OptimizerOptions;
import dev.tracewright.plan.Planner;
import dev.tracewright.report.ProfiledProgram;
import dev.tracewright.superinstruction.FusionOptions;
import dev.tracewright.trace.SelectorKind;
import dev.tracewright.trace.TraceOptions;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;

/// The options of planning, and planning with them.
final class PlanOptions {
    private static final String SUPERINSTRUCTIONS = "--superinstructions";
    private static final String TRACES = "--traces";
    private static final String SELECTOR = "--selector";

    private PlanOptions() {}

    /// Adds the options.
    static void addTo(CommandSpec spec) {
        spec.addOption(Specs.number(SUPERINSTRUCTIONS, "Choose at most N superinstructions."));
        spec.addOption(Specs.number(TRACES, "Select at most N hot-path traces."));
        spec.addOption(
                Specs.word(
                        "SELECTOR",
                        "How traces are selected: superblock (the default), from the counts of"
                                + " edges; next-executing-tail, from the branch trace.",
                        SELECTOR));
    }

    /// Plans.
    static OptimizationPlan plan(ProfiledProgram program, ParseResult parsed) throws IOException {
        OptimizerOptions options = options(parsed);
        boolean replays = options.traces().selector() == SelectorKind.NEXT_EXECUTING_TAIL;
        if (replays && program.profile().trace().isEmpty()) {
            throw new CommandException(
                    ExitCode.BAD_INPUT,
                    "the profile has no branch trace, which --selector next-executing-tail needs");
        }
        return Planner.plan(program.profile(), program.code().orElseThrow(), options);
    }

    private static OptimizerOptions options(ParseResult parsed) {
        FusionOptions fusion = FusionOptions.defaults();
        TraceOptions traces = TraceOptions.defaults();
        return new OptimizerOptions(
                fusion.withMaxCases(number(parsed, SUPERINSTRUCTIONS, fusion.maxCases())),
                traces.withMaxTraces(number(parsed, TRACES, traces.maxTraces()))
                        .withSelector(
                                Choice.of(
                                        SelectorKind.class, parsed, SELECTOR, traces.selector())));
    }

    private static int number(ParseResult parsed, String option, int defaultValue) {
        long number = parsed.matchedOptionValue(option, (long) defaultValue);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new CommandException(
                    ExitCode.USAGE, "%s is %d, expected 0 or more".formatted(option, number));
        }
        return (int) number;
    }
}
