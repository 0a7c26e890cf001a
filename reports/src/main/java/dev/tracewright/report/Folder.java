package dev.tracewright.report;

import dev.tracewright.chart.Chart;
import dev.tracewright.chart.ChartWriter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.BiFunction;

/// Writes files of reports. Each appears whole or not at all.
public final class Folder {
    private final Path path;

    private Folder(Path path) {
        this.path = path;
    }

    /// A folder, which is made if it does not exist.
    public static Folder at(Path path) throws IOException {
        Files.createDirectories(path);
        return new Folder(path);
    }

    /// Writes a page.
    ///
    /// @param drawing as for [HtmlRenderer#render]
    public void writeHtml(String name, Report report, BiFunction<Chart, String, String> drawing)
            throws IOException {
        write(path.resolve(name), HtmlRenderer.render(report, drawing));
    }

    /// Writes each chart as `name.svg` and `name.png`.
    public void writeCharts(Report report) throws IOException {
        for (Section.Figure figure : report.figures().toList()) {
            write(path.resolve(figure.id() + ".svg"), ChartWriter.svg(figure.chart()));
            write(path.resolve(figure.id() + ".png"), ChartWriter.png(figure.chart()));
        }
    }

    /// Writes each table as `name.csv`.
    public void writeTables(List<Table> tables) throws IOException {
        for (Table table : tables) {
            write(path.resolve(table.id() + ".csv"), CsvRenderer.render(table));
        }
    }

    /// Writes a file of text in UTF-8.
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes a file: first under another name besides, so that nobody ever sees a part of it.
    public static void write(Path file, byte[] content) throws IOException {
        String partName =
                ".%s.%d.part".formatted(file.getFileName(), ProcessHandle.current().pid());
        Path part = file.resolveSibling(partName);
        try {
            Files.write(part, content);
            move(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException _) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
