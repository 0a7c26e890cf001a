package dev.tracewright.report;

import java.util.List;
import java.util.stream.Stream;

/// What is to be told, whatever it is written as.
///
/// @param title one line
/// @param sections in reading order
public record Report(String title, List<Section> sections) {
    public Report {
        sections = List.copyOf(sections);
    }

    /// The tables in reading order.
    public Stream<Table> tables() {
        return sections.stream()
                .filter(Section.Tabular.class::isInstance)
                .map(section -> ((Section.Tabular) section).table());
    }

    /// The charts in reading order.
    public Stream<Section.Figure> figures() {
        return sections.stream()
                .filter(Section.Figure.class::isInstance)
                .map(Section.Figure.class::cast);
    }
}
