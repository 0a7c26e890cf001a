package dev.tracewright.cli;

import dev.tracewright.measure.Schedule;
import dev.tracewright.report.CsvRenderer;
import dev.tracewright.report.Folder;
import dev.tracewright.report.JsonRenderer;
import dev.tracewright.report.Report;
import dev.tracewright.report.SuiteReport;
import dev.tracewright.report.TextRenderer;
import dev.tracewright.suite.Launcher;
import dev.tracewright.suite.Length;
import dev.tracewright.suite.Suite;
import dev.tracewright.suite.SuiteProgram;
import dev.tracewright.suite.SuiteResult;
import dev.tracewright.suite.SuiteRun;
import dev.tracewright.suite.Way;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `bench`: measures a suite as whole processes, beside qemu and native builds.
final class BenchVerb implements Verb {
    private static final int RUNS = 5;
    private static final long TIMEOUT_SECONDS = 300;

    /// What is printed.
    private enum Format {
        TEXT,
        CSV,
        JSON
    }

    /// Which lengths are measured.
    private enum Lengths {
        SHORT(Length.SHORT),
        LONG(Length.LONG),
        BOTH(Length.values());

        private final List<Length> lengths;

        Lengths(Length... lengths) {
            this.lengths = List.of(lengths);
        }
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Specs.command(
                        "bench",
                        "DIR",
                        "Measures the programs in a folder as whole processes, which is what a user"
                                + " waits for: native builds, qemu-riscv64 and the ways to run and"
                                + " record take turns. The folder has a suite.csv, or every .elf in"
                                + " it is run without arguments. Ways that this host does not have"
                                + " are named and left out. Exit status 1 means that an output or"
                                + " exit status was wrong, or that --require was not met.",
                        "tracewright bench --length short samples/benchmarks",
                        "tracewright bench --only aes,tree --ways qemu,run -o out"
                                + " samples/benchmarks");
        spec.addPositional(Specs.parameter(0, true, "DIR", "A folder with programs."));
        spec.addOption(Specs.number("--runs", "Measure N runs of each way (default: 5)."));
        spec.addOption(
                Specs.number(
                        "--warmup",
                        "Before that, run each way N times more than the once that it is tried"
                                + " (default: 0)."));
        spec.addOption(Specs.word("LENGTH", "short, long (the default) or both.", "--length"));
        spec.addOption(
                Specs.word("KIND", "Only programs of this kind, such as integer.", "--kind"));
        spec.addOption(Specs.word("NAMES", "Only these programs, separated by commas.", "--only"));
        spec.addOption(
                Specs.word(
                        "WAYS",
                        "The ways, separated by commas (default: "
                                + words(Way.DEFAULTS)
                                + "); further ones: "
                                + words(further())
                                + ".",
                        "--ways"));
        spec.addOption(Specs.number("--timeout", "End a process after N seconds (default: 300)."));
        spec.addOption(
                Specs.word(
                        "FOLDER",
                        "Where native builds are, named like the programs (default: they are"
                                + " compiled from the suite's sources, if there is a cc).",
                        "--native"));
        spec.addOption(
                Specs.word(
                        "COMMAND",
                        "What starts Tracewright (default: what started this).",
                        "--command"));
        spec.addOption(
                Specs.word(
                        "RATIOS",
                        "Fail unless the geometric mean of each of these ratios of times, over all"
                                + " programs of a length, is at least so much: qemu/run=1.5,..."
                                + " (none where a way is not measured).",
                        "--require"));
        spec.addOption(Specs.word("FORMAT", "text (the default), csv or json.", "--format"));
        spec.addOption(
                Specs.word(
                        "FOLDER",
                        "Write a page, charts and all tables there, too.",
                        "-o",
                        "--output"));
        ProgressLine.addTo(spec);
        return spec;
    }

    private static List<Way> further() {
        return Arrays.stream(Way.values()).filter(way -> !Way.DEFAULTS.contains(way)).toList();
    }

    private static String words(List<Way> ways) {
        return ways.stream().map(Way::word).collect(Collectors.joining(","));
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws IOException {
        Format format = Choice.of(Format.class, parsed, "--format", Format.TEXT);
        List<Requirement> requirements =
                Requirement.parse(parsed.matchedOptionValue("--require", ""));
        Optional<Path> folder =
                option(parsed, "--output")
                        .map(path -> Outputs.requireFolder(terminal.resolve(path)));
        SuiteRun.Options options = options(parsed, terminal);
        List<SuiteProgram> programs = programs(parsed, terminal);
        SuiteResult result;
        try (var progress = ProgressLine.of(parsed, terminal);
                var run = new SuiteRun(options, progress)) {
            result = run.run(programs);
        }
        var report = new SuiteReport(result);
        print(report, format, terminal);
        if (folder.isPresent()) {
            write(report, folder.get(), terminal);
        }
        List<String> missed = Requirement.missed(requirements, result);
        missed.forEach(terminal::complain);
        return result.correct() && missed.isEmpty() ? ExitCode.SUCCESS : ExitCode.DIFFERENT;
    }

    private static Optional<String> option(ParseResult parsed, String name) {
        return Optional.of(parsed.matchedOptionValue(name, "")).filter(text -> !text.isEmpty());
    }

    private static SuiteRun.Options options(ParseResult parsed, Terminal terminal) {
        List<Way> ways =
                option(parsed, "--ways")
                        .map(
                                text ->
                                        Arrays.stream(text.split(","))
                                                .map(w -> Choice.of(Way.class, "--ways", w))
                                                .distinct()
                                                .toList())
                        .orElse(Way.DEFAULTS);
        int runs = (int) atLeast(1, parsed, "--runs", RUNS);
        int warmups = (int) atLeast(0, parsed, "--warmup", 0);
        return new SuiteRun.Options(
                ways,
                Choice.of(Lengths.class, parsed, "--length", Lengths.LONG).lengths,
                Schedule.defaults().withRounds(runs).withWarmups(warmups),
                option(parsed, "--command")
                        .map(command -> Launcher.of(Inputs.require(terminal.resolve(command))))
                        .orElseGet(Launcher::current),
                atLeast(1, parsed, "--timeout", TIMEOUT_SECONDS),
                option(parsed, "--native").map(path -> requireFolder(terminal.resolve(path))),
                terminal.environment());
    }

    private static long atLeast(long least, ParseResult parsed, String option, long otherwise) {
        long number = parsed.matchedOptionValue(option, otherwise);
        if (number < least || number > Integer.MAX_VALUE) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "%s is %d, expected %d or more".formatted(option, number, least));
        }
        return number;
    }

    private static Path requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CommandException(ExitCode.NO_INPUT, folder + ": no such directory");
        }
        return folder;
    }

    private static List<SuiteProgram> programs(ParseResult parsed, Terminal terminal)
            throws IOException {
        Path folder = requireFolder(terminal.resolve(parsed.matchedPositionalValue(0, "")));
        List<SuiteProgram> all = Suite.in(folder).programs();
        List<String> names = List.of(option(parsed, "--only").orElse("").split(","));
        if (parsed.hasMatchedOption("--only")) {
            requireKnown("--only", names, all.stream().map(SuiteProgram::name).toList());
            all = all.stream().filter(program -> names.contains(program.name())).toList();
        }
        Optional<String> kind = option(parsed, "--kind");
        if (kind.isPresent()) {
            requireKnown(
                    "--kind",
                    List.of(kind.get()),
                    all.stream().map(SuiteProgram::kind).distinct().toList());
            all = all.stream().filter(program -> program.kind().equals(kind.get())).toList();
        }
        if (all.isEmpty()) {
            throw new CommandException(ExitCode.NO_INPUT, folder + ": there are no programs in it");
        }
        return all;
    }

    private static void requireKnown(String option, List<String> words, List<String> known) {
        for (String word : words) {
            if (!known.contains(word)) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "%s: there is no \"%s\" in the suite%s"
                                .formatted(option, word, Suggestion.of(word, known)));
            }
        }
    }

    private static void print(SuiteReport report, Format format, Terminal terminal) {
        terminal.out()
                .print(
                        switch (format) {
                            case TEXT -> TextRenderer.render(report.brief(), terminal.style());
                            case CSV -> CsvRenderer.render(report.programs());
                            case JSON -> JsonRenderer.render(report.full());
                        });
    }

    private static void write(SuiteReport report, Path path, Terminal terminal) throws IOException {
        Folder folder = Folder.at(path);
        Report full = report.full();
        boolean charts = Charts.available(terminal);
        folder.writeHtml("report.html", full, Charts.drawing(charts));
        folder.writeTables(new ArrayList<>(report.tables()));
        if (charts) {
            folder.writeCharts(full);
        }
        terminal.complain("written: " + path.resolve("report.html"));
    }
}
