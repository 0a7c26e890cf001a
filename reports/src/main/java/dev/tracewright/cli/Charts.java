package dev.tracewright.cli;

import dev.tracewright.chart.Chart;
import dev.tracewright.chart.ChartWriter;

import java.util.function.BiFunction;

/// Charts, where the host can draw them.
final class Charts {
    private Charts() {}

    /// Whether the host can; if not, the user is told why.
    static boolean available(Terminal terminal) {
        if (ChartWriter.hasFonts()) {
            return true;
        }
        terminal.complain("no fonts found, charts are left out: install fontconfig and a font");
        return false;
    }

    /// Draws charts into a page, or leaves them out.
    static BiFunction<Chart, String, String> drawing(boolean available) {
        return available ? ChartWriter::inlineSvg : (_, _) -> "";
    }
}
