package dev.tracewright.suite;

import dev.tracewright.measure.Candidate;
import dev.tracewright.measure.HostInfo;
import dev.tracewright.measure.Measurement;
import dev.tracewright.measure.Progress;
import dev.tracewright.measure.Sample;
import dev.tracewright.measure.Schedule;
import dev.tracewright.measure.Series;
import dev.tracewright.suite.ProgramResult.Remark;
import dev.tracewright.suite.SuiteProgram.Work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Measures a suite: for each program, all ways take turns, each run a process of its own.
public final class SuiteRun implements AutoCloseable {
    /// The exit status of a command line that is not understood.
    private static final int WRONG_USAGE = 64;

    private final Options options;
    private final Progress progress;
    private final Path scratch;
    private final HostProcess processes;
    private final WayCommands commands;

    /// How to measure.
    ///
    /// @param ways in the order of the tables
    /// @param launcher what starts Tracewright
    /// @param timeout seconds that a process may take
    /// @param nativeBuilds a folder with builds for this host, under the programs' names
    /// @param environment where tools are looked for
    public record Options(
            List<Way> ways,
            List<Length> lengths,
            Schedule schedule,
            Launcher launcher,
            double timeout,
            Optional<Path> nativeBuilds,
            Map<String, String> environment) {
        public Options {
            ways = List.copyOf(ways);
            lengths = List.copyOf(lengths);
            environment = Map.copyOf(environment);
        }
    }

    /// A run that makes a temporary folder, which closing removes.
    public SuiteRun(Options options, Progress progress) throws IOException {
        this.options = options;
        this.progress = progress;
        this.scratch = Files.createTempDirectory("tracewright-bench-");
        this.processes = new HostProcess(scratch, options.timeout());
        var tools = new Toolchain(options.environment());
        Path made = Files.createDirectory(scratch.resolve("native"));
        var builds = new NativeBuilds(options.nativeBuilds(), made, tools, processes);
        this.commands = new WayCommands(options.launcher(), tools, builds, processes, scratch);
    }

    /// Measures programs.
    public SuiteResult run(List<SuiteProgram> programs) throws IOException {
        // The launcher may have something to build at its first use.
        processes.run(options.launcher().with(List.of("--version")), scratch, Optional.empty());
        var results = new ArrayList<ProgramResult>();
        for (Length length : options.lengths()) {
            for (SuiteProgram program : programs) {
                Work work = program.work().get(length);
                if (work != null) {
                    results.add(new ProgramRun(program, length, work).run());
                }
            }
        }
        return new SuiteResult(
                results, options.launcher(), options.schedule().rounds(), HostInfo.current());
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /// The measuring of one program.
    private final class ProgramRun {
        private final SuiteProgram program;
        private final Length length;
        private final Work work;
        private final Progress told;
        private final Map<Way, List<String>> ready = new EnumMap<>(Way.class);
        private final List<Remark> skipped = new ArrayList<>();
        private final List<Remark> failures = new ArrayList<>();
        private Optional<ProcessOutcome> reference = Optional.empty();

        ProgramRun(SuiteProgram program, Length length, Work work) {
            this.program = program;
            this.length = length;
            this.work = work;
            this.told =
                    what ->
                            progress.step(
                                    "%s (%s): %s".formatted(program.name(), length.word(), what));
        }

        ProgramResult run() throws IOException {
            Optional<String> noPlan = prepare();
            for (Way way : options.ways()) {
                if (way.needsPlan() && noPlan.isPresent()) {
                    skipped.add(new Remark(way, noPlan.get()));
                } else {
                    attempt(way);
                }
            }
            Map<Way, Series<ProcessOutcome>> series = new EnumMap<>(Way.class);
            if (!ready.isEmpty()) {
                measure().forEach((way, runs) -> keep(way, runs, series));
            }
            return new ProgramResult(program, length, series, skipped, failures);
        }

        // Why there is no plan for those who need one.
        private Optional<String> prepare() throws IOException {
            if (options.ways().stream().noneMatch(Way::needsPlan)) {
                return Optional.empty();
            }
            told.step("planning");
            try {
                commands.prepare(program, work);
                return Optional.empty();
            } catch (UnavailableException e) {
                return Optional.of(e.getMessage());
            }
        }

        // The first run of each way is not measured; what it says decides what becomes of the way.
        private void attempt(Way way) throws IOException {
            told.step("trying " + way.word());
            try {
                List<String> command = commands.command(way, program, work);
                ProcessOutcome outcome = start(command);
                if (outcome.status() == WRONG_USAGE
                        && outcome.complaint().startsWith("tracewright: ")) {
                    skipped.add(new Remark(way, outcome.complaint()));
                    return;
                }
                Optional<String> problem = problem(outcome);
                if (problem.isPresent()) {
                    failures.add(new Remark(way, problem.get()));
                    return;
                }
                if (reference.isEmpty()) {
                    reference = Optional.of(outcome);
                }
                ready.put(way, command);
            } catch (UnavailableException e) {
                skipped.add(new Remark(way, e.getMessage()));
            }
        }

        private ProcessOutcome start(List<String> command) throws IOException {
            return processes.run(command, program.folder(), program.stdin());
        }

        private Map<Way, Series<ProcessOutcome>> measure() throws IOException {
            List<Way> ways = List.copyOf(ready.keySet());
            List<Candidate<ProcessOutcome>> candidates =
                    ways.stream().map(this::candidate).toList();
            var measurement = new Measurement<>(candidates, options.schedule(), told);
            List<Series<ProcessOutcome>> series = measurement.run();
            Map<Way, Series<ProcessOutcome>> byWay = new EnumMap<>(Way.class);
            for (int i = 0; i < ways.size(); i++) {
                byWay.put(ways.get(i), series.get(i));
            }
            return byWay;
        }

        private Candidate<ProcessOutcome> candidate(Way way) {
            return new Candidate<>() {
                @Override
                public String name() {
                    return way.word();
                }

                @Override
                public Sample<ProcessOutcome> run() throws IOException {
                    ProcessOutcome outcome = start(ready.get(way));
                    return new Sample<>(outcome.seconds(), outcome);
                }
            };
        }

        // A way that was wrong once has no times.
        private void keep(
                Way way, Series<ProcessOutcome> runs, Map<Way, Series<ProcessOutcome>> series) {
            Optional<String> problem =
                    runs.results().stream().flatMap(run -> problem(run).stream()).findFirst();
            if (problem.isPresent()) {
                failures.add(new Remark(way, problem.get()));
            } else {
                series.put(way, runs);
            }
        }

        // What is wrong with a run, if anything is.
        private Optional<String> problem(ProcessOutcome outcome) {
            if (outcome.timedOut()) {
                return Optional.of("took more than %s s".formatted((long) options.timeout()));
            }
            int status = reference.map(ProcessOutcome::status).orElse(outcome.status());
            if (outcome.status() != status) {
                return Optional.of(
                        "exit status %d, expected %d%s"
                                .formatted(outcome.status(), status, because(outcome)));
            }
            String expected =
                    work.output().isEmpty()
                            ? reference.map(ProcessOutcome::output).orElse(outcome.output())
                            : work.output();
            if (!outcome.output().startsWith(expected)) {
                String found = outcome.output().substring(0, Math.min(16, expected.length()));
                return Optional.of(
                        "output %s, expected %s%s"
                                .formatted(
                                        found,
                                        expected.substring(0, found.length()),
                                        because(outcome)));
            }
            return Optional.empty();
        }

        private static String because(ProcessOutcome outcome) {
            return outcome.complaint().isEmpty() ? "" : ": " + outcome.complaint();
        }
    }
}
