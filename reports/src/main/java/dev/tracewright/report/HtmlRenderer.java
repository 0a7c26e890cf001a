package dev.tracewright.report;

import dev.tracewright.chart.Chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/// A report as one HTML page that needs nothing besides itself: no script, no font, no image.
public final class HtmlRenderer {
    private final Report report;
    private final BiFunction<Chart, String, String> drawing;
    private final Markup page = new Markup();

    private HtmlRenderer(Report report, BiFunction<Chart, String, String> drawing) {
        this.report = report;
        this.drawing = drawing;
    }

    /// The report as a page.
    ///
    /// @param drawing draws a chart, given a prefix for identifiers, as an SVG element; an empty
    ///   string leaves it out
    public static String render(Report report, BiFunction<Chart, String, String> drawing) {
        var renderer = new HtmlRenderer(report, drawing);
        renderer.page();
        return renderer.page.toString();
    }

    private void page() {
        page.raw("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n");
        page.raw("<head>\n<meta charset=\"utf-8\"/>\n");
        page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
        page.element("title", report.title());
        page.raw("<style>\n").raw(styleSheet()).raw("</style>\n</head>\n<body>\n");
        page.raw("<header>\n").element("h1", report.title());
        navigation();
        page.raw("</header>\n<main>\n");
        report.sections().forEach(this::section);
        page.raw("</main>\n</body>\n</html>\n");
    }

    private void navigation() {
        page.raw("<nav aria-label=\"Sections\"><ul>\n");
        for (Section section : report.sections()) {
            title(section)
                    .filter(title -> !title.isEmpty())
                    .ifPresent(
                            title -> {
                                page.raw("<li>");
                                page.element("a href=\"#" + section.id() + "\"", title);
                                page.raw("</li>");
                            });
        }
        page.raw("</ul></nav>\n");
    }

    // What a section is called in the navigation; charts stand with the table before them.
    private static Optional<String> title(Section section) {
        return switch (section) {
            case Section.Facts facts -> Optional.of(facts.title());
            case Section.Tabular(Table table, _) -> Optional.of(table.title());
            case Section.Listing listing -> Optional.of(listing.title());
            case Section.Figure _, Section.Verdict _ -> Optional.empty();
        };
    }

    private void section(Section section) {
        page.raw("<section id=\"%s\">\n".formatted(section.id()));
        switch (section) {
            case Section.Facts facts -> facts(facts);
            case Section.Tabular(Table table, boolean detail) -> table(table, detail);
            case Section.Figure figure -> figure(figure);
            case Section.Listing listing -> listing(listing);
            case Section.Verdict verdict -> verdict(verdict);
        }
        page.raw("</section>\n");
    }

    private void facts(Section.Facts section) {
        if (!section.title().isEmpty()) {
            page.element("h2", section.title());
        }
        page.raw("<dl>\n");
        for (Section.Fact fact : section.facts()) {
            page.element("dt", fact.label()).element("dd", fact.value());
        }
        page.raw("</dl>\n");
    }

    private void table(Table table, boolean detail) {
        page.element("h2", table.title());
        note(table.note());
        if (table.rows().isEmpty()) {
            page.element("p", "None.");
            return;
        }
        if (detail) {
            page.raw("<details>\n");
            page.element("summary", Numbers.count(table.rows().size(), "row"));
        }
        page.raw("<div class=\"scroll\"><table>\n<thead><tr>\n");
        for (Column column : table.columns()) {
            page.element("th scope=\"col\"" + alignment(column), column.title());
        }
        page.raw("</tr></thead>\n<tbody>\n");
        for (List<Cell> row : table.rows()) {
            page.raw("<tr>");
            for (int i = 0; i < row.size(); i++) {
                cell(row.get(i), table.columns().get(i));
            }
            page.raw("</tr>\n");
        }
        page.raw("</tbody>\n</table></div>\n");
        if (detail) {
            page.raw("</details>\n");
        }
    }

    private static String alignment(Column column) {
        return switch (column.alignment()) {
            case LEFT -> "";
            case RIGHT -> " class=\"number\"";
        };
    }

    private void cell(Cell cell, Column column) {
        String attributes =
                switch (cell) {
                    case Cell.Share(double value) -> " class=\"share\"" + bar(value);
                    case Cell.Code _, Cell.Address _ -> " class=\"code\"";
                    case Cell.Text _,
                            Cell.Term _,
                            Cell.Count _,
                            Cell.Real _,
                            Cell.Measured _,
                            Cell.Ratio _,
                            Cell.Absent _ ->
                            alignment(column);
                };
        page.element("td" + attributes, cell.text());
    }

    // The style sheet draws the share as a bar behind the number.
    private static String bar(double share) {
        return String.format(Locale.ROOT, " style=\"--share:%.1f%%\"", 100 * share);
    }

    private void figure(Section.Figure figure) {
        String svg = drawing.apply(figure.chart(), figure.id());
        if (!svg.isEmpty()) {
            page.raw("<figure>\n").raw(svg).raw("\n");
            page.element("figcaption", figure.caption()).raw("</figure>\n");
        }
    }

    private void listing(Section.Listing listing) {
        page.element("h2", listing.title());
        note(listing.note());
        page.raw("<div class=\"scroll\"><table class=\"listing\">\n<thead><tr>\n");
        page.element("th scope=\"col\" class=\"number\"", "Executions");
        page.element("th scope=\"col\" class=\"number\"", "Share");
        page.element("th scope=\"col\"", "Address");
        page.element("th scope=\"col\" colspan=\"2\"", "Instruction");
        page.raw("</tr></thead>\n<tbody>\n");
        double hottest = listing.lines().stream().mapToDouble(Section.Line::share).max().orElse(1);
        listing.lines().forEach(line -> listingLine(line, hottest));
        page.raw("</tbody>\n</table></div>\n");
    }

    private void listingLine(Section.Line line, double hottest) {
        if (!line.label().isEmpty()) {
            page.raw("<tr class=\"label\">");
            page.element("th scope=\"colgroup\" colspan=\"5\"", line.label()).raw("</tr>\n");
        }
        page.raw(line.leader() ? "<tr class=\"leader\">" : "<tr>");
        page.element("td class=\"number\"", line.count() == 0 ? "" : Numbers.count(line.count()));
        if (line.count() == 0) {
            page.raw("<td></td>");
        } else {
            page.element(
                    "td class=\"share\"" + bar(line.share() / hottest),
                    Numbers.share(line.share()));
        }
        page.element("td class=\"code\"", "0x" + Long.toHexString(line.address()));
        int tab = line.text().indexOf('\t');
        if (tab < 0) {
            page.element("td class=\"code\" colspan=\"2\"", line.text());
        } else {
            page.element("td class=\"code\"", line.text().substring(0, tab));
            page.element("td class=\"code\"", line.text().substring(tab + 1));
        }
        page.raw("</tr>\n");
    }

    private void verdict(Section.Verdict verdict) {
        String kind = verdict.identical() ? "identical" : "different";
        page.raw("<div class=\"verdict %s\" role=\"note\">\n".formatted(kind));
        verdict.lines().forEach(line -> page.element("p", line));
        page.raw("</div>\n");
    }

    private void note(String note) {
        if (!note.isEmpty()) {
            page.element("p class=\"note\"", note);
        }
    }

    private static String styleSheet() {
        try (InputStream in = HtmlRenderer.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("report.css is part of the program", e);
        }
    }
}
