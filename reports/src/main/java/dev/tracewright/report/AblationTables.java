package dev.tracewright.report;

import dev.tracewright.chart.Axis;
import dev.tracewright.chart.BarChart;
import dev.tracewright.chart.BarChart.Bar;
import dev.tracewright.chart.BarChart.Role;
import dev.tracewright.compare.Comparison;
import dev.tracewright.compare.Rung;
import dev.tracewright.jit.Ablation.Part;
import dev.tracewright.measure.Score;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// What each optimization is worth, by leaving it out.
///
/// @param parts what was left out, at least one thing
/// @param comparison of the engines that the parts name
public record AblationTables(List<Part> parts, Comparison comparison) {
    /// Copies the list.
    public AblationTables {
        parts = List.copyOf(parts);
    }

    private Rung rung(String engine) {
        return comparison.rungs().stream()
                .filter(rung -> rung.engine().equals(engine))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(engine + " was not measured"));
    }

    /// How many times as long the program takes without the part.
    Score slowdown(Part part) {
        return rung(part.whole()).speedupOver(rung(part.rest()));
    }

    private boolean identical(Part part) {
        return rung(part.whole()).verdict().identical() && rung(part.rest()).verdict().identical();
    }

    /// A row for each part.
    Table table() {
        return Columns.<Part>unranked()
                .words("left_out", "Left out", part -> new Cell.Text(part.name()))
                .words(
                        "engine",
                        "Way to run",
                        part -> new Cell.Term(part.whole(), ComparisonTables.label(part.whole())))
                .numbers(
                        "seconds_with",
                        "Seconds with it",
                        part -> new Cell.Measured(rung(part.whole()).time()))
                .numbers(
                        "seconds_without",
                        "without",
                        part -> new Cell.Measured(rung(part.rest()).time()))
                .numbers(
                        "slowdown",
                        "Slow-down",
                        part ->
                                identical(part)
                                        ? new Cell.Ratio(slowdown(part))
                                        : new Cell.Absent())
                .words(
                        "behaviour",
                        "Behaviour",
                        part -> new Cell.Text(identical(part) ? "identical" : "DIFFERENT"))
                .table("ablation", "What each optimization is worth", note(), parts);
    }

    private String note() {
        return "How many times as long the program takes when one thing is left out: the median of"
                + " the ratios of %s, \u00b1 the farther end of its interval. Below 1 it costs more"
                        .formatted(Numbers.count(comparison.rounds(), "interleaved round"))
                + " than it gains here.";
    }

    /// The slow-downs as bars.
    Section figure() {
        List<Bar> bars = parts.stream().filter(this::identical).map(this::bar).toList();
        String summary =
                bars.stream()
                        .map(bar -> bar.label() + " " + bar.text())
                        .collect(Collectors.joining(", "));
        var chart =
                new BarChart(
                        "Slow-down when one optimization is left out",
                        summary,
                        new Axis("time without it / time with it", Axis.Scale.LINEAR),
                        bars.isEmpty()
                                ? List.of(Bar.exact("nothing to show", 0, "", Role.REFERENCE))
                                : bars);
        return new Section.Figure(
                "ablation-chart", chart, "1 means that it makes no difference for this program.");
    }

    private Bar bar(Part part) {
        Score score = slowdown(part);
        return new Bar(
                part.name(),
                score.median(),
                end(score, score.low()),
                end(score, score.high()),
                Numbers.ratio(score),
                part.whole().equals("adaptive") ? Role.SUBJECT : Role.REFERENCE);
    }

    private static OptionalDouble end(Score score, double end) {
        return score.n() == 1 ? OptionalDouble.empty() : OptionalDouble.of(end);
    }
}
