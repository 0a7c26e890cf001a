package dev.tracewright.chart;

/// An axis of numbers, which begins at zero or, if it is logarithmic, at one.
///
/// @param label what is shown, with the unit in parentheses
/// @param scale how
public record Axis(String label, Scale scale) {
    /// How values become positions and tick labels.
    public enum Scale {
        /// Plain numbers.
        LINEAR,
        /// Shares from 0 to 1, labelled as percentages.
        SHARE,
        /// Counts from 1, each decade as long as the other.
        LOGARITHMIC
    }
}
