package dev.tracewright.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The columns of a table of items, each with how its cell is made of an item.
///
/// @param <T> an item
final class Columns<T> {
    private record Entry<T>(Column column, Function<T, Cell> cell) {}

    private final List<Entry<T>> entries = new ArrayList<>();
    private final boolean ranked;

    private Columns(boolean ranked) {
        this.ranked = ranked;
    }

    /// Columns of items that are numbered from 1.
    static <T> Columns<T> ranked() {
        return new Columns<>(true);
    }

    /// Columns of items that are not numbered.
    static <T> Columns<T> unranked() {
        return new Columns<>(false);
    }

    /// Adds a column of words, names or addresses.
    Columns<T> words(String key, String title, Function<T, Cell> cell) {
        entries.add(new Entry<>(Column.words(key, title), cell));
        return this;
    }

    /// Adds a column of numbers.
    Columns<T> numbers(String key, String title, Function<T, Cell> cell) {
        entries.add(new Entry<>(Column.numbers(key, title), cell));
        return this;
    }

    /// The table of the items.
    Table table(String id, String title, String note, List<T> items) {
        var columns = new ArrayList<Column>();
        if (ranked) {
            columns.add(Column.numbers("rank", "#"));
        }
        entries.forEach(entry -> columns.add(entry.column()));
        var rows = new ArrayList<List<Cell>>();
        for (T item : items) {
            var row = new ArrayList<Cell>();
            if (ranked) {
                row.add(new Cell.Count(rows.size() + 1L));
            }
            entries.forEach(entry -> row.add(entry.cell().apply(item)));
            rows.add(row);
        }
        return new Table(id, title, note, columns, rows);
    }
}
