package dev.tracewright.cli;

import dev.tracewright.report.CsvRenderer;
import dev.tracewright.report.Folder;
import dev.tracewright.report.HtmlRenderer;
import dev.tracewright.report.JsonRenderer;
import dev.tracewright.report.ProfileReport;
import dev.tracewright.report.ProfileReport.View;
import dev.tracewright.report.Report;
import dev.tracewright.report.TextRenderer;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `report`: shows the hot spots of a profile.
final class ReportVerb implements Verb {
    private static final List<View> DEFAULT_VIEWS =
            List.of(View.FUNCTION, View.BLOCK, View.INSTRUCTION, View.OPCODE);

    /// What a report is written as.
    private enum Format {
        TEXT,
        CSV,
        HTML,
        JSON
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec =
                Specs.command(
                        "report",
                        "PROFILE [PROGRAM]",
                        "Shows where a recorded run spent its instructions.",
                        "tracewright report --by function,instruction --limit 20 sort.twp",
                        "tracewright report --format html -o sort.html sort.twp sort.elf");
        ProfileFile.addTo(spec);
        spec.addOption(
                Specs.word(
                        "VIEWS",
                        "What to show, separated by commas: function, block, instruction, opcode,"
                                + " edge (default: the first four; with --format csv, block).",
                        "--by"));
        spec.addOption(Specs.word("FORMAT", "text (the default), csv, html or json.", "--format"));
        spec.addOption(Specs.number("--limit", "Show at most N rows of each table (default: 20)."));
        spec.addOption(
                Specs.word(
                        "FILE",
                        "Write there instead of to standard output; csv: a folder, which gets a"
                                + " file for each table.",
                        "-o",
                        "--output"));
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws IOException {
        Format format = Choice.of(Format.class, parsed, "--format", Format.TEXT);
        List<View> views = views(parsed, format);
        int limit = limit(parsed, format);
        String output = parsed.matchedOptionValue("--output", "");
        var report = new ProfileReport(ProfileFile.read(parsed, terminal));
        if (format == Format.CSV) {
            writeCsv(report, views, limit, output, terminal);
            return ExitCode.SUCCESS;
        }
        TextRenderer.Style style = output.isEmpty() ? terminal.style() : TextRenderer.Style.PLAIN;
        String text = render(report.report(views, limit), format, style, terminal);
        if (output.isEmpty()) {
            terminal.out().print(text);
        } else {
            Folder.write(Outputs.require(terminal.resolve(output)), text);
        }
        return ExitCode.SUCCESS;
    }

    private static List<View> views(ParseResult parsed, Format format) {
        String words = parsed.matchedOptionValue("--by", "");
        if (words.isEmpty()) {
            boolean one = format == Format.CSV && !parsed.hasMatchedOption("--output");
            return one ? List.of(View.BLOCK) : DEFAULT_VIEWS;
        }
        var views = new ArrayList<View>();
        for (String word : words.split(",")) {
            views.add(Choice.of(View.class, "--by", word));
        }
        return views;
    }

    // Tables for programs are complete unless asked otherwise.
    private static int limit(ParseResult parsed, Format format) {
        long all = format == Format.CSV || format == Format.JSON ? Integer.MAX_VALUE : 20;
        long limit = parsed.matchedOptionValue("--limit", all);
        if (limit < 1) {
            throw new CommandException(
                    ExitCode.USAGE, "--limit is %d, expected 1 or more".formatted(limit));
        }
        return (int) Math.min(limit, Integer.MAX_VALUE);
    }

    private static String render(
            Report report, Format format, TextRenderer.Style style, Terminal terminal) {
        return switch (format) {
            case TEXT -> TextRenderer.render(report, style);
            case HTML -> HtmlRenderer.render(report, Charts.drawing(Charts.available(terminal)));
            case JSON -> JsonRenderer.render(report);
            case CSV -> throw new IllegalArgumentException("CSV is written table by table");
        };
    }

    private static void writeCsv(
            ProfileReport report, List<View> views, int limit, String output, Terminal terminal)
            throws IOException {
        var tables = views.stream().map(view -> report.table(view).limit(limit)).toList();
        if (!output.isEmpty()) {
            Path folder = Outputs.requireFolder(terminal.resolve(output));
            Folder.at(folder).writeTables(tables);
        } else if (tables.size() == 1) {
            terminal.out().print(CsvRenderer.render(tables.getFirst()));
        } else {
            throw new CommandException(
                    ExitCode.USAGE, "several tables as csv need a folder: add -o FOLDER");
        }
    }
}
