package dev.tracewright.report;

import dev.tracewright.chart.Axis;
import dev.tracewright.chart.BarChart;
import dev.tracewright.chart.BarChart.Bar;
import dev.tracewright.chart.BarChart.Role;
import dev.tracewright.measure.Score;
import dev.tracewright.report.Section.Fact;
import dev.tracewright.suite.Length;
import dev.tracewright.suite.ProgramResult;
import dev.tracewright.suite.SuiteResult;
import dev.tracewright.suite.TimeRatio;
import dev.tracewright.suite.Way;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Tells how long the programs of a suite took in every way.
public final class SuiteReport {
    private static final int LONGEST_COMMAND = 200;

    private final SuiteResult result;
    private final SuiteTables tables;

    /// Everything about one measurement.
    public SuiteReport(SuiteResult result) {
        this.result = result;
        this.tables = new SuiteTables(result);
    }

    /// What is worth knowing at once, for a terminal.
    public Report brief() {
        var sections = new ArrayList<Section>();
        for (Table table : List.of(tables.seconds(), tables.ratios(), tables.memory())) {
            sections.add(new Section.Tabular(table, false));
        }
        sections.addAll(summary());
        return new Report(title(), sections);
    }

    /// Everything, for a page.
    public Report full() {
        var sections = new ArrayList<Section>(summary());
        for (Length length : Length.values()) {
            for (TimeRatio ratio : result.ratios()) {
                figure(length, ratio, sections);
            }
        }
        sections.add(new Section.Tabular(tables.ratios(), false));
        sections.add(new Section.Tabular(tables.seconds(), false));
        sections.add(new Section.Tabular(tables.memory(), false));
        sections.add(new Section.Tabular(tables.samples(), true));
        return new Report(title(), sections);
    }

    /// Every table.
    public List<Table> tables() {
        return List.of(
                tables.programs(),
                tables.means(),
                tables.extremes(),
                tables.skipped(),
                tables.failures(),
                tables.samples());
    }

    /// All that is known of each program, a row each.
    public Table programs() {
        return tables.programs();
    }

    private static String title() {
        return "Programs as whole processes, in every way";
    }

    private List<Section> summary() {
        var sections = new ArrayList<Section>();
        sections.add(new Section.Tabular(tables.means(), false));
        sections.add(new Section.Tabular(tables.extremes(), false));
        if (!tables.skipped().rows().isEmpty()) {
            sections.add(new Section.Tabular(tables.skipped(), false));
        }
        sections.add(method());
        sections.add(verdict());
        return sections;
    }

    private Section verdict() {
        var lines = new ArrayList<String>();
        for (ProgramResult program : result.programs()) {
            for (ProgramResult.Remark failure : program.failures()) {
                lines.add(
                        "WRONG: %s (%s), %s: %s"
                                .formatted(
                                        program.program().name(),
                                        program.length().word(),
                                        failure.way().word(),
                                        failure.reason()));
            }
        }
        if (lines.isEmpty()) {
            lines.add("equal in every run of every way: output, exit status");
        }
        return new Section.Verdict("verdict", result.correct(), lines);
    }

    private Section method() {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Host", result.host().describe()));
        facts.add(new Fact("Command", command()));
        for (Way way : result.ways()) {
            facts.add(new Fact(way.word(), way.meaning()));
        }
        facts.add(
                new Fact(
                        "Seconds",
                        "wall clock, from the start of a process to its end; the ways take turns"));
        facts.add(new Fact("Ratios", "medians of the ratios within each round"));
        facts.add(new Fact("Memory", "the most that was resident, polled every 10 ms"));
        return new Section.Facts("method", "How this was measured", facts);
    }

    // A class path says nothing worth so many lines.
    private String command() {
        String command = String.join(" ", result.launcher().command());
        return command.length() <= LONGEST_COMMAND
                ? command
                : command.substring(0, LONGEST_COMMAND) + " ...";
    }

    private void figure(Length length, TimeRatio ratio, List<Section> sections) {
        var bars = new ArrayList<Bar>();
        for (ProgramResult program : result.programs()) {
            if (program.length() == length) {
                program.ratio(ratio).ifPresent(score -> bars.add(bar(program, score)));
            }
        }
        if (bars.isEmpty()) {
            return;
        }
        String title =
                "Time of %s / time of %s, %s runs"
                        .formatted(
                                ratio.numerator().word(),
                                ratio.denominator().word(),
                                length.word());
        var chart = new BarChart(title, title, new Axis("ratio", Axis.Scale.LINEAR), bars);
        String id = length.word() + "-" + ratio.word().replace('/', '-');
        sections.add(
                new Section.Figure(id, chart, "The whiskers are the intervals of the medians."));
    }

    private static Bar bar(ProgramResult program, Score score) {
        boolean one = score.n() == 1;
        return new Bar(
                program.program().name(),
                score.median(),
                one ? OptionalDouble.empty() : OptionalDouble.of(score.low()),
                one ? OptionalDouble.empty() : OptionalDouble.of(score.high()),
                Numbers.ratio(score),
                Role.SUBJECT);
    }
}
