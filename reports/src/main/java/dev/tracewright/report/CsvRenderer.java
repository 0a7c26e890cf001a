package dev.tracewright.report;

import dev.tracewright.measure.Score;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A table as comma-separated values (RFC 4180, but with lines that end in a line feed), every
/// number in full. A measured column becomes four: median, lower and upper end, number of runs.
public final class CsvRenderer {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

    private CsvRenderer() {}

    /// The table with a line of keys.
    public static String render(Table table) {
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, FORMAT)) {
            printer.printRecord(header(table));
            for (List<Cell> row : table.rows()) {
                var values = new ArrayList<String>();
                for (int i = 0; i < row.size(); i++) {
                    values.addAll(values(row.get(i), isMeasured(table, i)));
                }
                printer.printRecord(values);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be written", e);
        }
        return text.toString();
    }

    private static List<String> header(Table table) {
        var header = new ArrayList<String>();
        for (int i = 0; i < table.columns().size(); i++) {
            String key = table.columns().get(i).key();
            header.add(key);
            if (isMeasured(table, i)) {
                header.addAll(List.of(key + "_low", key + "_high", key + "_n"));
            }
        }
        return header;
    }

    // A column is measured as a whole or not at all.
    private static boolean isMeasured(Table table, int column) {
        return table.rows().stream()
                .map(row -> row.get(column))
                .anyMatch(cell -> cell instanceof Cell.Measured || cell instanceof Cell.Ratio);
    }

    private static List<String> values(Cell cell, boolean measured) {
        return switch (cell) {
            case Cell.Text(String text) -> List.of(text);
            case Cell.Term(String key, _) -> List.of(key);
            case Cell.Code(String text) -> List.of(text);
            case Cell.Address address -> List.of(address.text());
            case Cell.Count(long value) -> List.of(Long.toString(value));
            case Cell.Real(double value, _) -> List.of(Double.toString(value));
            case Cell.Share(double value) -> List.of(Double.toString(value));
            case Cell.Measured(Score score) -> score(score);
            case Cell.Ratio(Score score) -> score(score);
            case Cell.Absent _ -> measured ? List.of("", "", "", "") : List.of("");
        };
    }

    private static List<String> score(Score score) {
        return List.of(
                Double.toString(score.median()),
                Double.toString(score.low()),
                Double.toString(score.high()),
                Integer.toString(score.n()));
    }
}
