package dev.tracewright.report;

import dev.tracewright.measure.Score;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A report's facts, verdicts, tables and listings as JSON (RFC 8259), every number in full. Charts
/// are left out, because they show what the tables say.
public final class JsonRenderer {
    private JsonRenderer() {}

    /// The report as an object: `title`, then a member for each section by its id.
    public static String render(Report report) {
        var members = new ArrayList<String>();
        members.add(member("title", string(report.title())));
        for (Section section : report.sections()) {
            switch (section) {
                case Section.Facts facts -> members.add(member(facts.id(), facts(facts)));
                case Section.Tabular(Table table, _) ->
                        members.add(member(table.id(), rows(table)));
                case Section.Listing lines -> members.add(member(lines.id(), lines(lines)));
                case Section.Verdict verdict -> members.add(member(verdict.id(), verdict(verdict)));
                case Section.Figure _ -> {}
            }
        }
        return members.stream().collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String facts(Section.Facts section) {
        return object(section.facts().stream().map(f -> member(f.label(), string(f.value()))));
    }

    private static String verdict(Section.Verdict verdict) {
        return object(
                Stream.of(
                        member("identical", Boolean.toString(verdict.identical())),
                        member(
                                "lines",
                                array(verdict.lines().stream().map(JsonRenderer::string)))));
    }

    private static String rows(Table table) {
        return array(table.rows().stream().map(row -> "\n " + object(cells(table, row))));
    }

    private static Stream<String> cells(Table table, List<Cell> row) {
        var members = new ArrayList<String>();
        for (int i = 0; i < row.size(); i++) {
            members.add(member(table.columns().get(i).key(), value(row.get(i))));
        }
        return members.stream();
    }

    private static String lines(Section.Listing listing) {
        return array(
                listing.lines().stream()
                        .map(
                                line ->
                                        object(
                                                Stream.of(
                                                        member("address", address(line.address())),
                                                        member("count", "" + line.count()),
                                                        member("text", string(line.text())))))
                        .map(line -> "\n " + line));
    }

    private static String value(Cell cell) {
        return switch (cell) {
            case Cell.Text(String text) -> string(text);
            case Cell.Term(String key, _) -> string(key);
            case Cell.Code(String text) -> string(text);
            case Cell.Address(long value) -> address(value);
            case Cell.Count(long value) -> Long.toString(value);
            case Cell.Real(double value, _) -> number(value);
            case Cell.Share(double value) -> number(value);
            case Cell.Measured(Score score) -> score(score);
            case Cell.Ratio(Score score) -> score(score);
            case Cell.Absent _ -> "null";
        };
    }

    private static String score(Score score) {
        return object(
                Stream.of(
                        member("median", number(score.median())),
                        member("low", number(score.low())),
                        member("high", number(score.high())),
                        member("n", Integer.toString(score.n()))));
    }

    // Addresses have 64 bits, more than readers keep of a number.
    private static String address(long value) {
        return string("0x" + Long.toHexString(value));
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    private static String member(String name, String value) {
        return string(name) + ": " + value;
    }

    private static String object(Stream<String> members) {
        return members.collect(Collectors.joining(", ", "{", "}"));
    }

    private static String array(Stream<String> elements) {
        return elements.collect(Collectors.joining(", ", "[", "]"));
    }

    private static String string(String words) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c < 0x20 ? "\\u%04x".formatted((int) c) : c);
            }
        }
        return quoted.append('"').toString();
    }
}
