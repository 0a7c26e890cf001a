package dev.tracewright.chart;

/// What a chart shows, as data.
public sealed interface Chart permits BarChart, CurveChart {
    /// The heading above it.
    String title();

    /// What it shows in one sentence, for those who cannot see it.
    String summary();
}
