package dev.tracewright.cli;

import dev.tracewright.compare.Comparison;
import dev.tracewright.compare.EngineComparison;
import dev.tracewright.compare.ReplayedInput;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.jit.Ablation;
import dev.tracewright.jit.BackEnds;
import dev.tracewright.jit.Engines;
import dev.tracewright.measure.Progress;
import dev.tracewright.measure.Schedule;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.PlanWriter;
import dev.tracewright.profile.Profile;
import dev.tracewright.profile.RunSummary;
import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.StandardStreams;
import dev.tracewright.report.AblationTables;
import dev.tracewright.report.ComparisonReport;
import dev.tracewright.report.Folder;
import dev.tracewright.report.ProfiledProgram;
import dev.tracewright.report.Report;
import dev.tracewright.report.TextRenderer;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.Recording;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `compare`: profiles a program, plans, runs it in every way, proves it equal and tells all.
final class CompareVerb implements Verb {
    private static final List<String> LADDER =
            List.of("switch", "table", "threaded", "super", "trace", "adaptive");
    private static final String ABLATE = "--ablate";

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Specs.command(
                        "compare",
                        "PROGRAM [-- ARGS]",
                        "Profiles a program, optimizes it, runs it again in every way, proves that"
                                + " it behaves the same, and shows what was gained. Runs are"
                                + " deterministic and the program's output is thrown away; its"
                                + " input is the same each time. Exit status 1 means that"
                                + " behaviour differs.",
                        "tracewright compare samples/dhrystone/dhrystone.elf",
                        "tracewright compare --runs 5 -o out samples/sort/sort.elf -- 1 800",
                        "tracewright compare --ablate samples/vm/vm.elf");
        Guest.addTo(spec, false);
        spec.addOption(
                Specs.word(
                        "FOLDER",
                        "Where report, charts, tables, profile and plan go (default:"
                                + " NAME.tracewright for NAME.elf).",
                        "-o",
                        "--output"));
        spec.addOption(
                Specs.number(
                        "--runs",
                        "Measure exactly N runs of each way (default: as many as fit into some"
                                + " twenty seconds, 3 to 15)."));
        spec.addOption(
                Specs.number(
                        "--warmup",
                        "Run each way exactly N times before measuring (default: for 1.5 seconds,"
                                + " at least once)."));
        spec.addOption(
                Specs.word(
                        "ENGINES",
                        "The ways to run, separated by commas, the baseline first (default: "
                                + String.join(",", LADDER)
                                + ").",
                        "--engines"));
        spec.addOption(
                Specs.flag(
                        ABLATE,
                        "Measure also what each kind of plan entry, each pass and each way of"
                                + " growing hot paths is worth, by leaving it out."));
        PlanOptions.addTo(spec);
        ProgressLine.addTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws IOException {
        Guest guest = Guest.of(parsed, terminal, false);
        String output = parsed.matchedOptionValue("--output", guest.name() + ".tracewright");
        Path folder = Outputs.requireFolder(terminal.resolve(output));
        ComparisonReport report;
        try (var progress = ProgressLine.of(parsed, terminal)) {
            report = compare(guest, folder, parsed, terminal, progress);
            progress.step("writing the report");
            write(report, folder, terminal);
        }
        PrintStream out = terminal.out();
        out.print(TextRenderer.render(report.brief(), terminal.style()));
        out.println(
                "\nwritten: %s; charts, tables, profile and plan are beside it"
                        .formatted(folder.resolve("report.html")));
        return report.identical() ? ExitCode.SUCCESS : ExitCode.DIFFERENT;
    }

    private static ComparisonReport compare(
            Guest guest, Path folder, ParseResult parsed, Terminal terminal, Progress progress)
            throws IOException {
        List<String> names = engines(parsed);
        Schedule schedule = schedule(parsed);
        Files.createDirectories(folder);
        var input = new ReplayedInput(terminal.streams().in());
        progress.step("recording");
        ProfiledProgram program = record(guest, input, folder.resolve(guest.name() + ".twp"));
        progress.step("planning");
        OptimizationPlan plan = PlanOptions.plan(program, parsed);
        Folder.write(folder.resolve(guest.name() + ".plan"), PlanWriter.text(plan));
        var contest = new Contest(guest, input, schedule, progress);
        List<Engine> engines = EngineChoice.named(names, Engines.all(Optional.of(plan)));
        Comparison comparison = contest.run(engines);
        Optional<AblationTables> tables = Optional.empty();
        if (parsed.matchedOptionValue(ABLATE, false)) {
            Ablation ablation = Ablation.of(plan, BackEnds.best());
            Comparison without = contest.run(ablation.engines());
            tables = Optional.of(new AblationTables(ablation.parts(), without));
        }
        return new ComparisonReport(program, plan, comparison, tables);
    }

    /// The same runs for any engines.
    private record Contest(Guest guest, ReplayedInput input, Schedule schedule, Progress progress) {
        Comparison run(List<Engine> engines) throws IOException {
            return new EngineComparison(
                            () -> GuestRun.load(guest.program(), launch(guest, input)),
                            engines,
                            guest.maxInstructions(),
                            progress)
                    .run(schedule);
        }
    }

    private static ProfiledProgram record(Guest guest, ReplayedInput input, Path profile)
            throws IOException {
        Guest replayed = guest.withLaunch(launch(guest, input));
        Recording recording = Recorder.record(replayed, new SwitchEngine(), true, profile);
        return ProfileFile.explain(timed(recording), recording.image());
    }

    // A deterministic profile has no time in its file, but here somebody waited for it.
    private static Profile timed(Recording recording) {
        Profile profile = recording.profile();
        RunSummary run = profile.run();
        return new Profile(
                profile.program(),
                new RunSummary(
                        run.instructions(), run.exit(), run.engine(), recording.result().seconds()),
                profile.blocks(),
                profile.edges(),
                profile.opcodes(),
                profile.trace());
    }

    private static LaunchOptions launch(Guest guest, ReplayedInput input) {
        var nowhere = OutputStream.nullOutputStream();
        return guest.launch().withStreams(new StandardStreams(input.open(), nowhere, nowhere));
    }

    private static void write(ComparisonReport report, Path path, Terminal terminal)
            throws IOException {
        Folder folder = Folder.at(path);
        Report full = report.full();
        boolean charts = Charts.available(terminal);
        folder.writeHtml("report.html", full, Charts.drawing(charts));
        folder.writeTables(report.tables());
        if (charts) {
            folder.writeCharts(full);
        }
    }

    private static List<String> engines(ParseResult parsed) {
        String words = parsed.matchedOptionValue("--engines", "");
        List<String> names = words.isEmpty() ? LADDER : List.of(words.split(","));
        // A wrong name shall be noticed before the work begins.
        EngineChoice.named(names, Engines.all(Optional.empty()));
        return names;
    }

    private static Schedule schedule(ParseResult parsed) {
        Schedule schedule = Schedule.defaults();
        if (parsed.hasMatchedOption("--runs")) {
            schedule = schedule.withRounds(atLeast(1, parsed, "--runs"));
        }
        if (parsed.hasMatchedOption("--warmup")) {
            schedule = schedule.withWarmups(atLeast(0, parsed, "--warmup"));
        }
        return schedule;
    }

    private static int atLeast(int least, ParseResult parsed, String option) {
        long number = parsed.matchedOptionValue(option, (long) least);
        if (number < least || number > Integer.MAX_VALUE) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s is %d, expected %d or more".formatted(option, number, least));
        }
        return (int) number;
    }
}
