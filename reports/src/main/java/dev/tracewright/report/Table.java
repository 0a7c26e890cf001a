package dev.tracewright.report;

import java.util.List;

/// Rows of cells under headings.
///
/// @param id its name in files for programs
/// @param title its heading for people
/// @param note what people should know to read it, or empty
/// @param columns at least one
/// @param rows each as long as `columns`
public record Table(
        String id, String title, String note, List<Column> columns, List<List<Cell>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table %s: a row has %d cells, expected %d"
                                .formatted(id, row.size(), columns.size()));
            }
        }
    }

    /// The first rows, with a note that tells how many there are in all.
    public Table limit(int most) {
        if (rows.size() <= most) {
            return this;
        }
        String all =
                "The first %s of %s.".formatted(Numbers.count(most), Numbers.count(rows.size()));
        String added = note.isEmpty() ? all : note + " " + all;
        return new Table(id, title, added, columns, rows.subList(0, most));
    }
}
