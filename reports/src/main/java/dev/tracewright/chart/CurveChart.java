package dev.tracewright.chart;

import java.util.List;

/// Curves through points.
///
/// @param horizontal the axis of [Point#x]
/// @param vertical the axis of [Point#y]
/// @param curves at least one
public record CurveChart(
        String title, String summary, Axis horizontal, Axis vertical, List<Curve> curves)
        implements Chart {
    /// A point of a curve.
    public record Point(double x, double y) {}

    /// A curve.
    ///
    /// @param name its name in the legend
    /// @param points in ascending order of `x`
    public record Curve(String name, List<Point> points) {
        public Curve {
            points = List.copyOf(points);
        }
    }

    public CurveChart {
        curves = List.copyOf(curves);
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("the chart \"%s\" has no curves".formatted(title));
        }
    }
}
