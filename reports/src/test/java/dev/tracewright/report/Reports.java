package dev.tracewright.report;

import dev.tracewright.chart.Axis;
import dev.tracewright.chart.BarChart;
import dev.tracewright.chart.BarChart.Bar;
import dev.tracewright.chart.BarChart.Role;
import dev.tracewright.measure.Score;

import java.util.List;

/// A report with a part of each kind, and with text that could be mistaken for something else.
final class Reports {
    private Reports() {}

    static Table table() {
        return new Table(
                "cells",
                "One cell of each kind",
                "A note.",
                List.of(
                        Column.words("name", "Name"),
                        Column.words("term", "Term"),
                        Column.words("code", "Code"),
                        Column.words("address", "Address"),
                        Column.numbers("count", "Count"),
                        Column.numbers("real", "Real"),
                        Column.numbers("share", "Share"),
                        Column.numbers("seconds", "Seconds"),
                        Column.numbers("speedup", "Speed-up"),
                        Column.numbers("none", "None")),
                List.of(
                        List.of(
                                new Cell.Text("a \"b\", c"),
                                new Cell.Term("super", "superinstructions"),
                                new Cell.Code("f<int>&"),
                                new Cell.Address(0x10b2c),
                                new Cell.Count(12345678),
                                new Cell.Real(0.4583, 3),
                                new Cell.Share(0.2311),
                                new Cell.Measured(Score.of(0.40, 0.41, 0.45)),
                                new Cell.Ratio(Score.of(5.1, 5.6, 6.2)),
                                new Cell.Absent()),
                        List.of(
                                new Cell.Text("plain"),
                                new Cell.Term("trace", "traces"),
                                new Cell.Code("main"),
                                new Cell.Address(-8),
                                new Cell.Count(0),
                                new Cell.Real(1, 3),
                                new Cell.Share(1),
                                new Cell.Measured(Score.of(12.5)),
                                new Cell.Ratio(Score.of(1)),
                                new Cell.Count(7))));
    }

    static Report report() {
        var bars = List.of(Bar.exact("a<b", 1, "1", Role.SUBJECT));
        var chart = new BarChart("A chart", "s", new Axis("x", Axis.Scale.LINEAR), bars);
        return new Report(
                "Report of <a&b>",
                List.of(
                        new Section.Verdict(
                                "verdict", false, List.of("DIFFERENT: \"x\"", "  x5 < x6")),
                        new Section.Facts(
                                "facts",
                                "Facts",
                                List.of(
                                        new Section.Fact("Program", "a.elf --flag='<x>'"),
                                        new Section.Fact("Control", "tab\tand bell\u0007"))),
                        new Section.Tabular(table(), false),
                        new Section.Tabular(
                                new Table(
                                        "empty",
                                        "Nothing",
                                        "",
                                        List.of(Column.words("name", "Name")),
                                        List.of()),
                                true),
                        new Section.Figure("chart", chart, "A caption."),
                        new Section.Listing(
                                "listing",
                                "A listing",
                                "",
                                List.of(
                                        new Section.Line(
                                                0x1000, 1500, 0.75, "ld\ta0,8(sp)", "f<g>", true),
                                        new Section.Line(0x1004, 0, 0, "ret", "", false)))));
    }
}
