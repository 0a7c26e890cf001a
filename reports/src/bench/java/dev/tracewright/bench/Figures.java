package dev.tracewright.bench;

import dev.tracewright.measure.GeometricMean;
import dev.tracewright.measure.HostInfo;
import dev.tracewright.measure.Schedule;
import dev.tracewright.measure.Score;
import dev.tracewright.report.Cell;
import dev.tracewright.report.Column;
import dev.tracewright.report.Numbers;
import dev.tracewright.report.Report;
import dev.tracewright.report.Section;
import dev.tracewright.report.Table;
import dev.tracewright.report.TextRenderer;
import dev.tracewright.samples.Sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Measures the figures by which Tracewright's speed is judged, on the samples, and prints them.
///
/// All ways to run a sample take turns in one JVM; a ratio is that of runs of the same round.
/// Arguments: the number of rounds, and the names of samples (default: all).
public final class Figures {
    private static final int WARMUPS = 2;
    private static final double WARMUP_SECONDS = 3;
    private static final String CORE_MARK_LIKE = "kernels";

    private final List<SampleFigures> samples;

    private Figures(List<SampleFigures> samples) {
        this.samples = samples;
    }

    /// A figure with what is required and what is wanted of it.
    private record Figure(String name, double floor, double goal, double value) {
        String verdict() {
            boolean smallIsGood = goal < floor;
            if (smallIsGood ? value <= goal : value >= goal) {
                return "goal";
            }
            return (smallIsGood ? value <= floor : value >= floor) ? "floor" : "missed";
        }
    }

    public static void main(String[] args) throws IOException {
        int rounds = Integer.parseInt(args[0]);
        List<String> names = List.of(args).subList(1, args.length);
        Path folder = Files.createTempDirectory("figures");
        try {
            var schedule =
                    new Schedule(WARMUPS, WARMUP_SECONDS, rounds, rounds, Double.POSITIVE_INFINITY);
            var samples = new ArrayList<SampleFigures>();
            for (Sample sample : Sample.full()) {
                if (names.isEmpty() || names.contains(sample.name())) {
                    System.err.println("measuring " + sample.name());
                    samples.add(SampleFigures.measure(sample, schedule, folder, _ -> {}));
                }
            }
            var figures = new Figures(samples);
            System.out.print(TextRenderer.render(figures.report(rounds), TextRenderer.Style.PLAIN));
            if (!figures.identical()) {
                System.exit(1);
            }
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private boolean identical() {
        return samples.stream().allMatch(sample -> sample.comparison().identical());
    }

    private Report report(int rounds) {
        String note =
                "Medians of %s, interleaved. %s."
                        .formatted(Numbers.count(rounds, "round"), HostInfo.current().describe());
        return new Report(
                "Figures",
                List.of(
                        new Section.Tabular(perSample(note), false),
                        new Section.Tabular(figures(), false),
                        new Section.Facts(
                                "behaviour",
                                "Behaviour",
                                List.of(
                                        new Section.Fact(
                                                "every run of every sample",
                                                identical() ? "identical" : "DIFFERENT")))));
    }

    private Table perSample(String note) {
        var rows = new ArrayList<List<Cell>>();
        for (SampleFigures sample : samples) {
            rows.add(
                    List.of(
                            new Cell.Code(sample.sample().name()),
                            new Cell.Count(sample.profile().instructions()),
                            new Cell.Measured(sample.mips()),
                            sample.switchOverHandWritten()
                                    .<Cell>map(Cell.Ratio::new)
                                    .orElse(new Cell.Absent()),
                            new Cell.Ratio(sample.speedup("super")),
                            new Cell.Share(1 - sample.dispatches("super")),
                            new Cell.Ratio(sample.speedup("trace")),
                            new Cell.Share(1 - sample.dispatches("trace")),
                            new Cell.Ratio(sample.recordingCost()),
                            new Cell.Real(sample.traceBits(), 3)));
        }
        return new Table(
                "samples",
                "Samples",
                note,
                List.of(
                        Column.words("sample", "Sample"),
                        Column.numbers("instructions", "Instructions"),
                        Column.numbers("switch_mips", "Switch MIPS"),
                        Column.numbers("switch_hand_written", "/ hand-written"),
                        Column.numbers("super", "Super"),
                        Column.numbers("super_removed", "removes"),
                        Column.numbers("trace", "Trace"),
                        Column.numbers("trace_removed", "removes"),
                        Column.numbers("recording", "Recording"),
                        Column.numbers("trace_bits", "Bits/block")),
                rows);
    }

    private Table figures() {
        var rows = new ArrayList<List<Cell>>();
        for (Figure figure : all()) {
            rows.add(
                    List.of(
                            new Cell.Text(figure.name()),
                            new Cell.Real(figure.floor(), 2),
                            new Cell.Real(figure.goal(), 2),
                            new Cell.Real(figure.value(), 3),
                            new Cell.Text(figure.verdict())));
        }
        return new Table(
                "figures",
                "Figures",
                "Geometric means over the samples above.",
                List.of(
                        Column.words("figure", "Figure"),
                        Column.numbers("floor", "Floor"),
                        Column.numbers("goal", "Goal"),
                        Column.numbers("measured", "Measured"),
                        Column.words("verdict", "Reached")),
                rows);
    }

    private List<Figure> all() {
        var figures = new ArrayList<Figure>();
        double[] handWritten =
                samples.stream()
                        .flatMap(sample -> sample.switchOverHandWritten().stream())
                        .mapToDouble(Score::median)
                        .toArray();
        if (handWritten.length > 0) {
            figures.add(
                    new Figure(
                            "speed of the emitted switch / a hand-written loop",
                            0.65,
                            0.9,
                            GeometricMean.of(handWritten)));
        }
        figures.add(
                new Figure(
                        "speed of super / switch",
                        1.15,
                        1.5,
                        mean(sample -> sample.speedup("super").median())));
        figures.add(
                new Figure(
                        "share of dispatches that super removes",
                        0.25,
                        0.5,
                        1 - mean(sample -> sample.dispatches("super"))));
        figures.add(
                new Figure(
                        "speed of trace / switch, warm",
                        3,
                        8,
                        mean(sample -> sample.speedup("trace").median())));
        figures.add(
                new Figure(
                        "time of recording blocks and edges / not recording",
                        1.5,
                        1.2,
                        mean(sample -> sample.recordingCost().median())));
        samples.stream()
                .filter(sample -> sample.sample().name().equals(CORE_MARK_LIKE))
                .forEach(
                        sample ->
                                figures.add(
                                        new Figure(
                                                "branch trace, bits per executed block, "
                                                        + CORE_MARK_LIKE,
                                                0.25,
                                                0.1,
                                                sample.traceBits())));
        return figures;
    }

    private double mean(ToDoubleFunction<SampleFigures> ratio) {
        return GeometricMean.of(samples.stream().mapToDouble(ratio).toArray());
    }
}
