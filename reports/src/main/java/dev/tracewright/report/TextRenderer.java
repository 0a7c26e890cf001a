package dev.tracewright.report;

import java.util.ArrayList;
import java.util.List;

/// A report for the terminal. Charts are left out.
public final class TextRenderer {
    private static final String GAP = "  ";
    private static final int LISTING_COUNT = 15;

    private final Style style;
    private final StringBuilder text = new StringBuilder();

    private TextRenderer(Style style) {
        this.style = style;
    }

    /// How text is set off.
    public enum Style {
        /// Not at all.
        PLAIN,
        /// By ANSI escape sequences (ECMA-48, "SGR").
        COLOURED
    }

    /// The report as lines of text.
    public static String render(Report report, Style style) {
        var renderer = new TextRenderer(style);
        renderer.line(renderer.bold(report.title()));
        report.sections().forEach(renderer::section);
        return renderer.text.toString();
    }

    private void section(Section section) {
        switch (section) {
            case Section.Facts facts -> facts(facts);
            case Section.Tabular(Table table, _) -> table(table);
            case Section.Figure _ -> {}
            case Section.Listing listing -> listing(listing);
            case Section.Verdict verdict -> verdict(verdict);
        }
    }

    private void facts(Section.Facts section) {
        heading(section.title(), "");
        int width = section.facts().stream().mapToInt(f -> f.label().length()).max().orElse(0);
        for (Section.Fact fact : section.facts()) {
            line(GAP + pad(fact.label(), width) + GAP + fact.value());
        }
    }

    private void table(Table table) {
        heading(table.title(), table.note());
        if (table.rows().isEmpty()) {
            line(GAP + "none");
            return;
        }
        int[] widths = widths(table);
        List<String> titles = table.columns().stream().map(Column::title).toList();
        line(faint(row(table, titles, widths)));
        for (List<Cell> row : table.rows()) {
            line(row(table, row.stream().map(Cell::text).toList(), widths));
        }
    }

    private static int[] widths(Table table) {
        int[] widths = table.columns().stream().mapToInt(c -> c.title().length()).toArray();
        for (List<Cell> row : table.rows()) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).text().length());
            }
        }
        return widths;
    }

    private static String row(Table table, List<String> cells, int[] widths) {
        var padded = new ArrayList<String>();
        for (int i = 0; i < widths.length; i++) {
            padded.add(
                    switch (table.columns().get(i).alignment()) {
                        case LEFT -> pad(cells.get(i), widths[i]);
                        case RIGHT -> padLeft(cells.get(i), widths[i]);
                    });
        }
        return (GAP + String.join(GAP, padded)).stripTrailing();
    }

    private void listing(Section.Listing listing) {
        heading(listing.title(), listing.note());
        for (Section.Line l : listing.lines()) {
            if (!l.label().isEmpty()) {
                line("");
                line(GAP + bold(l.label() + ":"));
            }
            String count = l.count() == 0 ? "" : Numbers.count(l.count());
            String share = l.count() == 0 ? "" : Numbers.share(l.share());
            line(
                    (padLeft(count, LISTING_COUNT)
                                    + GAP
                                    + padLeft(share, 7)
                                    + (l.leader() ? "  > " : "    ")
                                    + padLeft(Long.toHexString(l.address()), 8)
                                    + GAP
                                    + columns(l.text()))
                            .stripTrailing());
        }
    }

    // A disassembler separates the mnemonic by a tab.
    private static String columns(String instruction) {
        int tab = instruction.indexOf('\t');
        return tab < 0
                ? instruction
                : pad(instruction.substring(0, tab), 9) + " " + instruction.substring(tab + 1);
    }

    private void verdict(Section.Verdict verdict) {
        line("");
        for (String line : verdict.lines()) {
            line(verdict.identical() ? coloured(line, "32") : coloured(line, "31"));
        }
    }

    private void heading(String title, String note) {
        line("");
        line(bold(title));
        if (!note.isEmpty()) {
            line(GAP + faint(note));
        }
    }

    private String bold(String words) {
        return coloured(words, "1");
    }

    private String faint(String words) {
        return coloured(words, "2");
    }

    private String coloured(String words, String parameter) {
        return switch (style) {
            case PLAIN -> words;
            case COLOURED -> "\u001b[" + parameter + "m" + words + "\u001b[0m";
        };
    }

    private void line(String words) {
        text.append(words).append('\n');
    }

    private static String pad(String words, int width) {
        return words + " ".repeat(Math.max(0, width - words.length()));
    }

    private static String padLeft(String words, int width) {
        return " ".repeat(Math.max(0, width - words.length())) + words;
    }
}
