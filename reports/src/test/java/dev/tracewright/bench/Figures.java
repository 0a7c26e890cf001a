package dev.tracewright.bench;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.ProgramCode;
import dev.tracewright.compare.Comparison;
import dev.tracewright.compare.EngineComparison;
import dev.tracewright.compare.Rung;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.jit.Engines;
import dev.tracewright.measure.Candidate;
import dev.tracewright.measure.GeometricMean;
import dev.tracewright.measure.HostInfo;
import dev.tracewright.measure.Measurement;
import dev.tracewright.measure.Progress;
import dev.tracewright.measure.Sample;
import dev.tracewright.measure.Schedule;
import dev.tracewright.measure.Score;
import dev.tracewright.measure.Series;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.OptimizerOptions;
import dev.tracewright.plan.Planner;
import dev.tracewright.profile.BranchTrace;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.profile.ProfileWriter;
import dev.tracewright.report.Cell;
import dev.tracewright.report.Column;
import dev.tracewright.report.Report;
import dev.tracewright.report.Section;
import dev.tracewright.report.Table;
import dev.tracewright.report.TextRenderer;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.Recording;
import dev.tracewright.run.RunOptions;
import dev.tracewright.run.RunResult;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Prints the figures by which the engines, the recorder and the optimizer are judged, for the
/// samples that are named or for all of them, with geometric means. After `mvn package`:
///
/// ```
/// java --add-exports java.base/jdk.internal.misc=ALL-UNNAMED --enable-native-access=ALL-UNNAMED \
///   -XX:+UseSerialGC -XX:-ClipInlining -Dtracewright.root=. -cp \
///   reports/target/tracewright.jar:reports/target/test-classes:profiler/target/test-classes \
///   dev.tracewright.bench.Figures crc32 sort
/// ```
public final class Figures {
    private static final Schedule SCHEDULE = new Schedule(1, 2, 9, 3, 30);

    /// The figures of one sample.
    ///
    /// @param fused speed-up by superinstructions
    /// @param compiled speed-up by traces
    /// @param dispatches those that superinstructions leave, as a share
    /// @param counting time of a run that records counts / of one that does not
    /// @param tracing the same of one that records a branch trace too
    /// @param bits of branch trace for each executed block
    private record Row(
            String sample,
            Score mips,
            Score fused,
            Score compiled,
            double dispatches,
            Score counting,
            Score tracing,
            double bits) {}

    private final dev.tracewright.samples.Sample sample;
    private final Path folder;

    private Figures(dev.tracewright.samples.Sample sample, Path folder) {
        this.sample = sample;
        this.folder = folder;
    }

    /// Measures and prints.
    ///
    /// @param names samples to measure; none means all
    public static void main(String[] names) throws IOException {
        List<String> wanted = List.of(names);
        Path folder = Files.createTempDirectory("figures");
        var rows = new ArrayList<Row>();
        for (var sample : dev.tracewright.samples.Sample.full()) {
            if (wanted.isEmpty() || wanted.contains(sample.name())) {
                System.err.println(sample.name() + " ...");
                rows.add(new Figures(sample, folder).measure());
            }
        }
        var report =
                new Report(
                        "Figures of %d samples, %s"
                                .formatted(rows.size(), HostInfo.current().describe()),
                        List.of(new Section.Tabular(table(rows), false)));
        System.out.print(TextRenderer.render(report, TextRenderer.Style.PLAIN));
    }

    private Row measure() throws IOException {
        Path file = folder.resolve("run.twp");
        Recording recording =
                Recording.record(
                        sample.elf(),
                        sample.launch(OutputStream.nullOutputStream()),
                        new SwitchEngine(),
                        true,
                        Long.MAX_VALUE,
                        file);
        InstructionSource code = ProgramCode.of(recording.image());
        OptimizationPlan plan =
                Planner.plan(recording.profile(), code, OptimizerOptions.defaults());
        Comparison comparison = compare(plan);
        if (!comparison.identical()) {
            throw new IllegalStateException(sample + " behaves differently: " + comparison);
        }
        Rung baseline = comparison.baseline();
        List<Series<RunResult>> recordings = recordings();
        BranchTrace trace = recording.profile().trace().orElseThrow();
        return new Row(
                sample.name(),
                baseline.mips(),
                comparison.rungs().get(1).speedupOver(baseline),
                comparison.rungs().get(2).speedupOver(baseline),
                comparison.rungs().get(1).dispatchesPerInstruction(),
                ratio(recordings.get(1), recordings.get(0)),
                ratio(recordings.get(2), recordings.get(0)),
                8.0 * trace.bytes() / recording.profile().blockExecutions());
    }

    private Comparison compare(OptimizationPlan plan) throws IOException {
        List<Engine> engines = new ArrayList<>();
        for (String name : List.of("switch", "super", "trace")) {
            engines.add(Engines.byName(name, Optional.of(plan)).orElseThrow());
        }
        return new EngineComparison(this::load, engines, Long.MAX_VALUE, Progress.SILENT)
                .run(SCHEDULE);
    }

    private GuestRun load() throws IOException {
        return GuestRun.load(sample.elf(), sample.launch(OutputStream.nullOutputStream()));
    }

    private List<Series<RunResult>> recordings() throws IOException {
        Engine engine = new SwitchEngine();
        List<Candidate<RunResult>> candidates =
                List.of(
                        candidate("plain", run -> run.run(engine, RunOptions.plain())),
                        candidate(
                                "counting",
                                run ->
                                        run.run(
                                                engine,
                                                RunOptions.plain()
                                                        .withRecorder(
                                                                pc ->
                                                                        ProfileRecorder.counting(
                                                                                pc, 0)))),
                        candidate("tracing", run -> trace(run, engine)));
        return new Measurement<>(candidates, SCHEDULE, Progress.SILENT).run();
    }

    private RunResult trace(GuestRun run, Engine engine) throws IOException {
        try (ProfileWriter writer = ProfileWriter.create(folder.resolve("measured.twp"))) {
            InstructionSource code = ProgramCode.of(run.hart().memory);
            var options =
                    RunOptions.plain()
                            .withRecorder(
                                    pc ->
                                            ProfileRecorder.tracing(
                                                    pc, 0, writer.openTrace(code, pc)));
            return run.run(engine, options);
        }
    }

    private interface Action {
        RunResult run(GuestRun run) throws IOException;
    }

    private Candidate<RunResult> candidate(String name, Action action) {
        return new Candidate<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Sample<RunResult> run() throws IOException {
                try (GuestRun run = load()) {
                    RunResult result = action.run(run);
                    return new Sample<>(result.seconds(), result);
                }
            }
        };
    }

    private static Score ratio(Series<RunResult> slow, Series<RunResult> fast) {
        double[] ratios = new double[slow.samples().size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = slow.samples().get(i).seconds() / fast.samples().get(i).seconds();
        }
        return Score.of(ratios);
    }

    private static Table table(List<Row> rows) {
        List<Column> columns =
                List.of(
                        Column.words("sample", "Sample"),
                        Column.numbers("mips", "switch MIPS"),
                        Column.numbers("super", "super"),
                        Column.numbers("trace", "trace"),
                        Column.numbers("dispatches", "super disp./instr."),
                        Column.numbers("counting", "counting"),
                        Column.numbers("tracing", "tracing"),
                        Column.numbers("bits", "bits/block"));
        var cells = new ArrayList<List<Cell>>();
        for (Row row : rows) {
            cells.add(
                    List.of(
                            new Cell.Text(row.sample()),
                            new Cell.Measured(row.mips()),
                            new Cell.Ratio(row.fused()),
                            new Cell.Ratio(row.compiled()),
                            new Cell.Real(row.dispatches(), 3),
                            new Cell.Ratio(row.counting()),
                            new Cell.Ratio(row.tracing()),
                            new Cell.Real(row.bits(), 4)));
        }
        cells.add(
                List.of(
                        new Cell.Text("geometric mean"),
                        mean(rows, row -> row.mips().median()),
                        mean(rows, row -> row.fused().median()),
                        mean(rows, row -> row.compiled().median()),
                        mean(rows, Row::dispatches),
                        mean(rows, row -> row.counting().median()),
                        mean(rows, row -> row.tracing().median()),
                        mean(rows, Row::bits)));
        String note =
                "super, trace: times faster than switch. counting, tracing: time of a run that"
                        + " records counts, or a branch trace too, over one that records nothing.";
        return new Table("figures", "Samples", note, columns, cells);
    }

    private static Cell mean(List<Row> rows, ToDoubleFunction<Row> value) {
        return new Cell.Real(GeometricMean.of(rows.stream().mapToDouble(value).toArray()), 3);
    }
}
