package dev.tracewright.report;

import dev.tracewright.measure.Score;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
                printer.printRecord(row.stream().flatMap(CsvRenderer::values).toList());
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
                .limit(1)
                .map(row -> row.get(column))
                .anyMatch(cell -> cell instanceof Cell.Measured || cell instanceof Cell.Ratio);
    }

    private static Stream<String> values(Cell cell) {
        return switch (cell) {
            case Cell.Text(String text) -> Stream.of(text);
            case Cell.Term(String key, _) -> Stream.of(key);
            case Cell.Code(String text) -> Stream.of(text);
            case Cell.Address address -> Stream.of(address.text());
            case Cell.Count(long value) -> Stream.of(Long.toString(value));
            case Cell.Real(double value, _) -> Stream.of(Double.toString(value));
            case Cell.Share(double value) -> Stream.of(Double.toString(value));
            case Cell.Measured(Score score) -> score(score);
            case Cell.Ratio(Score score) -> score(score);
            case Cell.Absent _ -> Stream.of("");
        };
    }

    private static Stream<String> score(Score score) {
        return Stream.of(
                Double.toString(score.median()),
                Double.toString(score.low()),
                Double.toString(score.high()),
                Integer.toString(score.n()));
    }
}
