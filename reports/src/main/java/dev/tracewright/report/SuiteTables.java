package dev.tracewright.report;

import dev.tracewright.measure.Sample;
import dev.tracewright.suite.Length;
import dev.tracewright.suite.ProcessOutcome;
import dev.tracewright.suite.ProgramResult;
import dev.tracewright.suite.SuiteResult;
import dev.tracewright.suite.SuiteResult.Extreme;
import dev.tracewright.suite.SuiteResult.Group;
import dev.tracewright.suite.TimeRatio;
import dev.tracewright.suite.Way;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The tables of a measured suite.
final class SuiteTables {
    private static final double MEGA = 1e6;

    private final SuiteResult result;

    SuiteTables(SuiteResult result) {
        this.result = result;
    }

    Table seconds() {
        Columns<ProgramResult> columns = named();
        addSeconds(columns);
        return columns.table("seconds", "Seconds", note(), result.programs());
    }

    Table ratios() {
        Columns<ProgramResult> columns = named();
        addRatios(columns);
        return columns.table(
                "ratios",
                "Ratios of times",
                "Medians of the ratios in each round.",
                result.programs());
    }

    Table memory() {
        Columns<ProgramResult> columns = named();
        addMemory(columns);
        return columns.table("memory", "Peak of resident memory", "Megabytes.", result.programs());
    }

    /// The three together.
    Table programs() {
        Columns<ProgramResult> columns = named();
        addSeconds(columns);
        addRatios(columns);
        addMemory(columns);
        return columns.table("programs", "Programs", note(), result.programs());
    }

    private String note() {
        return result.rounds() == 1
                ? "One run each: no error can be given."
                : "Medians of %d runs \u00b1 the farther end of the interval."
                        .formatted(result.rounds());
    }

    private static Columns<ProgramResult> named() {
        return Columns.<ProgramResult>unranked()
                .words("program", "Program", row -> new Cell.Code(row.program().name()))
                .words("kind", "Kind", row -> new Cell.Text(row.program().kind()))
                .words("length", "Length", row -> new Cell.Text(row.length().word()));
    }

    private void addSeconds(Columns<ProgramResult> columns) {
        for (Way way : result.ways()) {
            columns.numbers(
                    key(way.word()) + "_seconds",
                    way.word(),
                    row -> row.seconds(way).<Cell>map(Cell.Measured::new).orElse(absent()));
        }
    }

    private void addRatios(Columns<ProgramResult> columns) {
        for (TimeRatio ratio : result.ratios()) {
            columns.numbers(
                    key(ratio.word()),
                    ratio.word(),
                    row -> row.ratio(ratio).<Cell>map(Cell.Ratio::new).orElse(absent()));
        }
    }

    private void addMemory(Columns<ProgramResult> columns) {
        for (Way way : result.ways()) {
            columns.numbers(
                    key(way.word()) + "_peak_megabytes",
                    way.word(),
                    row ->
                            row.peakBytes(way)
                                    .<Cell>map(bytes -> new Cell.Real(bytes / MEGA, 1))
                                    .orElse(absent()));
        }
    }

    private static Cell absent() {
        return new Cell.Absent();
    }

    private static String key(String word) {
        return word.replace('/', '_').replace('-', '_');
    }

    Table means() {
        Columns<Group> columns =
                Columns.<Group>unranked()
                        .words("length", "Length", group -> new Cell.Text(group.length().word()))
                        .words("kind", "Kind", group -> new Cell.Text(group.kind().orElse("all")))
                        .numbers(
                                "programs",
                                "Programs",
                                group -> new Cell.Count(result.size(group)));
        for (TimeRatio ratio : result.ratios()) {
            columns.numbers(
                    key(ratio.word()),
                    ratio.word(),
                    group ->
                            result.mean(group, ratio)
                                    .<Cell>map(mean -> new Cell.Real(mean, 2))
                                    .orElse(absent()));
        }
        return columns.table(
                "means", "Geometric means of the ratios of times", "", result.groups());
    }

    private record Range(Length length, TimeRatio ratio, List<Extreme> ordered) {}

    /// Which programs are at the ends.
    Table extremes() {
        var ranges = new ArrayList<Range>();
        for (Length length : Length.values()) {
            for (TimeRatio ratio : result.ratios()) {
                List<Extreme> ordered = result.ordered(length, ratio);
                if (!ordered.isEmpty()) {
                    ranges.add(new Range(length, ratio, ordered));
                }
            }
        }
        Function<Range, Extreme> first = range -> range.ordered().getFirst();
        Function<Range, Extreme> last = range -> range.ordered().getLast();
        return Columns.<Range>unranked()
                .words("length", "Length", range -> new Cell.Text(range.length().word()))
                .words("ratio", "Ratio", range -> new Cell.Text(range.ratio().word()))
                .numbers("lowest", "Lowest", range -> real(first.apply(range)))
                .words("lowest_program", "of", range -> name(first.apply(range)))
                .numbers("highest", "Highest", range -> real(last.apply(range)))
                .words("highest_program", "of", range -> name(last.apply(range)))
                .table("extremes", "Lowest and highest", "", ranges);
    }

    private static Cell real(Extreme extreme) {
        return new Cell.Real(extreme.ratio(), 2);
    }

    private static Cell name(Extreme extreme) {
        return new Cell.Code(extreme.program());
    }

    private record Row(ProgramResult program, ProgramResult.Remark remark) {}

    Table skipped() {
        return remarks("skipped", "Not measured", ProgramResult::skipped);
    }

    Table failures() {
        return remarks("failures", "Wrong", ProgramResult::failures);
    }

    private Table remarks(
            String id, String title, Function<ProgramResult, List<ProgramResult.Remark>> remarks) {
        var rows = new ArrayList<Row>();
        for (ProgramResult program : result.programs()) {
            remarks.apply(program).forEach(remark -> rows.add(new Row(program, remark)));
        }
        return Columns.<Row>unranked()
                .words("program", "Program", row -> new Cell.Code(row.program().program().name()))
                .words("length", "Length", row -> new Cell.Text(row.program().length().word()))
                .words("way", "Way", row -> new Cell.Text(row.remark().way().word()))
                .words("reason", "Reason", row -> new Cell.Text(row.remark().reason()))
                .table(id, title, "", rows);
    }

    private record Run(ProgramResult program, Way way, int round, ProcessOutcome outcome) {}

    /// Every measured run.
    Table samples() {
        var runs = new ArrayList<Run>();
        for (ProgramResult program : result.programs()) {
            program.series()
                    .forEach(
                            (way, series) -> {
                                int round = 0;
                                for (Sample<ProcessOutcome> sample : series.samples()) {
                                    runs.add(new Run(program, way, ++round, sample.result()));
                                }
                            });
        }
        return Columns.<Run>unranked()
                .words("program", "Program", run -> new Cell.Code(run.program().program().name()))
                .words("length", "Length", run -> new Cell.Text(run.program().length().word()))
                .words("way", "Way", run -> new Cell.Text(run.way().word()))
                .numbers("round", "Round", run -> new Cell.Count(run.round()))
                .numbers("seconds", "Seconds", run -> new Cell.Real(run.outcome().seconds(), 4))
                .numbers(
                        "peak_bytes",
                        "Peak bytes",
                        run -> new Cell.Count(run.outcome().peakBytes()))
                .table("samples", "Every measured run", "", runs);
    }
}
