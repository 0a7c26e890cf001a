package dev.tracewright.cli;

import dev.tracewright.code.FunctionTable;
import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.ProgramCode;
import dev.tracewright.jit.BackEnd;
import dev.tracewright.jit.BackEnds;
import dev.tracewright.jit.UnitExplanation;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.PlanReader;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.region.Compilable;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.PlannedRegions;
import dev.tracewright.region.TracePath;
import dev.tracewright.report.UnitReport;
import dev.tracewright.run.Recording;
import dev.tracewright.trace.Trace;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `explain`: shows how traces and regions become code.
final class ExplainVerb implements Verb {
    private static final String TRACE = "--trace";
    private static final String REGION = "--region";
    private static final String ALL = "--all";
    private static final int MOST_INSTRUCTIONS = 1_000;

    /// What can be explained.
    private record Subject(String title, HotRegion region) {}

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Specs.command(
                        "explain",
                        "PLAN [PROGRAM]",
                        "Shows how hot code is compiled: the guest's code with its counts, the"
                                + " exits, the SSA form before and after each pass that changed"
                                + " something, and the machine code or bytecode. Without --trace,"
                                + " --region or --all it lists what there is.",
                        "tracewright explain sort.plan",
                        "tracewright explain --trace 3 --backend bytecode sort.plan"
                                + " samples/sort/sort.elf");
        spec.addPositional(Specs.parameter(0, true, "PLAN", "A plan that `optimize` wrote."));
        spec.addPositional(
                Specs.parameter(
                        1,
                        false,
                        "PROGRAM",
                        "The program that it is for (default: looked for beside the plan and in"
                                + " the current directory)."));
        spec.addOption(Specs.number(TRACE, "The plan's trace N, numbered as `optimize` does."));
        spec.addOption(
                Specs.number(
                        REGION, "The plan's region N, that which executes most being the first."));
        spec.addOption(Specs.flag(ALL, "All of the plan's traces and regions."));
        spec.addOption(Specs.flag("--all-passes", "Name also the passes that changed nothing."));
        spec.addOption(
                Specs.word(
                        "BACKEND",
                        "How code is generated: native where it can be, or bytecode.",
                        "--backend"));
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws IOException {
        Path file = Inputs.require(terminal.resolve(parsed.matchedPositionalValue(0, "")));
        ProgramImage image = image(file, parsed.matchedPositionalValue(1, ""), terminal);
        OptimizationPlan plan = PlanReader.read(file, Recording.identity(image, List.of()));
        InstructionSource code = ProgramCode.of(image);
        var functions = FunctionTable.of(image.symbols(), List.of(), image.end());
        BackEnd backEnd = backEnd(parsed);
        List<Subject> traces = traces(plan, code);
        List<Subject> regions = regions(plan, code);
        List<Subject> wanted = wanted(parsed, traces, regions);
        try (var lines = new Lines(terminal)) {
            if (wanted.isEmpty()) {
                list(traces, regions, functions, lines);
            }
            for (Subject subject : wanted) {
                UnitExplanation unit =
                        UnitExplanation.of(subject.region, Pipeline.standard(), backEnd);
                UnitReport.lines(
                                subject.title,
                                unit,
                                functions,
                                plan.hot().counts(),
                                parsed.matchedOptionValue("--all-passes", false))
                        .forEach(lines::write);
                if (subject != wanted.getLast()) {
                    lines.write("");
                }
            }
        }
        return ExitCode.SUCCESS;
    }

    private static ProgramImage image(Path plan, String given, Terminal terminal)
            throws IOException {
        if (!given.isEmpty()) {
            return Inputs.image(terminal.resolve(given));
        }
        return ProfileFile.find(
                        PlanReader.read(plan).program(), "plan " + plan, plan, terminal.directory())
                .orElseThrow(
                        () ->
                                new CommandException(
                                        ExitCode.NO_INPUT,
                                        "the plan's program was not found beside it or here; give"
                                                + " it as the second parameter"));
    }

    private static BackEnd backEnd(ParseResult parsed) {
        String name = parsed.matchedOptionValue("--backend", BackEnds.best().name());
        return BackEnds.byName(name)
                .orElseThrow(
                        () ->
                                new CommandException(
                                        ExitCode.USAGE,
                                        "the back end %s is not available here, expected one of %s"
                                                .formatted(
                                                        name,
                                                        BackEnds.available().stream()
                                                                .map(BackEnd::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private static List<Subject> traces(OptimizationPlan plan, InstructionSource code) {
        var subjects = new ArrayList<Subject>();
        for (Trace trace : plan.traces()) {
            int number = subjects.size() + 1;
            HotRegion region =
                    TracePath.region(trace, code, Compilable::compiles, MOST_INSTRUCTIONS)
                            .orElse(null);
            subjects.add(new Subject("trace " + number, region));
        }
        return subjects;
    }

    private static List<Subject> regions(OptimizationPlan plan, InstructionSource code) {
        var subjects = new ArrayList<Subject>();
        for (Optional<HotRegion> region :
                PlannedRegions.of(plan.hot(), code, plan.options().regions())) {
            subjects.add(new Subject("region " + (subjects.size() + 1), region.orElse(null)));
        }
        return subjects;
    }

    private static List<Subject> wanted(
            ParseResult parsed, List<Subject> traces, List<Subject> regions) {
        var wanted = new ArrayList<Subject>();
        if (parsed.matchedOptionValue(ALL, false)) {
            Stream.of(traces, regions)
                    .flatMap(List::stream)
                    .filter(subject -> subject.region != null)
                    .forEach(wanted::add);
        }
        if (parsed.hasMatchedOption(TRACE)) {
            wanted.add(chosen(parsed, TRACE, "trace", traces));
        }
        if (parsed.hasMatchedOption(REGION)) {
            wanted.add(chosen(parsed, REGION, "region", regions));
        }
        for (Subject subject : wanted) {
            if (subject.region == null) {
                throw new CommandException(
                        ExitCode.BAD_INPUT,
                        subject.title + " begins with what only the interpreter executes");
            }
        }
        return wanted;
    }

    private static Subject chosen(
            ParseResult parsed, String option, String noun, List<Subject> subjects) {
        long number = parsed.matchedOptionValue(option, 0L);
        if (number < 1 || number > subjects.size()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s is %d, but the plan has %d %ss"
                            .formatted(option, number, subjects.size(), noun));
        }
        return subjects.get((int) number - 1);
    }

    private static void list(
            List<Subject> traces, List<Subject> regions, FunctionTable functions, Lines lines) {
        for (Subject subject : traces) {
            lines.write(summary(subject, functions));
        }
        for (Subject subject : regions) {
            lines.write(summary(subject, functions));
        }
    }

    private static String summary(Subject subject, FunctionTable functions) {
        HotRegion region = subject.region;
        return region == null
                ? subject.title + ": left to the interpreter"
                : "%-12s 0x%-8x %-32s %4d blocks %5d instructions"
                        .formatted(
                                subject.title,
                                region.head(),
                                functions.describe(region.head()),
                                region.blocks().size(),
                                region.length());
    }
}
