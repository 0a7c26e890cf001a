package dev.tracewright.chart;

import java.util.List;
import java.util.OptionalDouble;

/// Horizontal bars, the first on top.
///
/// @param values the axis along the bars
/// @param bars at least one
public record BarChart(String title, String summary, Axis values, List<Bar> bars) implements Chart {
    /// A bar.
    ///
    /// @param label what stands at its foot
    /// @param value its length
    /// @param low lower end of the value's interval, if it was measured
    /// @param high upper end of the value's interval, if it was measured
    /// @param text the value in words, at its tip
    /// @param role how it is painted
    public record Bar(
            String label,
            double value,
            OptionalDouble low,
            OptionalDouble high,
            String text,
            Role role) {
        /// A bar whose value is exact.
        public static Bar exact(String label, double value, String text, Role role) {
            return new Bar(
                    label, value, OptionalDouble.empty(), OptionalDouble.empty(), text, role);
        }
    }

    /// What a bar is among the others.
    public enum Role {
        /// One of those that the chart is about.
        SUBJECT,
        /// What the others are compared with, or what is left over.
        REFERENCE
    }

    public BarChart {
        bars = List.copyOf(bars);
        if (bars.isEmpty()) {
            throw new IllegalArgumentException("the chart \"%s\" has no bars".formatted(title));
        }
    }
}
