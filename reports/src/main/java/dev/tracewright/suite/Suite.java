package dev.tracewright.suite;

import dev.tracewright.suite.SuiteProgram.Work;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Programs to measure.
///
/// A folder is a suite if it has a `suite.csv` (RFC 4180, with a line of names): `name` and
/// `program` must be there; `kind`, `source`, `flags`, `stdin`, `long`, `short`, `long-output` and
/// `short-output` may be. `flags`, `long` and `short` are words separated by blanks; an output is
/// the first digits of the SHA-256 of standard output. Files are relative to the folder. Without
/// the file, every `.elf` in the folder is a program that takes no arguments.
///
/// @param programs in their order
public record Suite(List<SuiteProgram> programs) {
    private static final String FILE = "suite.csv";
    private static final String EXECUTABLE = ".elf";
    private static final String ANY_KIND = "program";
    private static final Set<String> REQUIRED = Set.of("name", "program");
    private static final Set<String> COLUMNS =
            Set.of(
                    "name",
                    "kind",
                    "program",
                    "source",
                    "flags",
                    "stdin",
                    "long",
                    "short",
                    "long-output",
                    "short-output");

    public Suite {
        programs = List.copyOf(programs);
    }

    /// The suite in a folder.
    ///
    /// @throws MalformedSuiteException if its description is not one
    /// @throws IOException if something cannot be read, or a program is missing
    public static Suite in(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.exists(file) ? described(file) : executables(folder);
    }

    private static Suite executables(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(EXECUTABLE)).sorted().toList();
        }
        var programs = new ArrayList<SuiteProgram>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            programs.add(
                    new SuiteProgram(
                            name.substring(0, name.length() - EXECUTABLE.length()),
                            ANY_KIND,
                            file,
                            Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            Map.of(Length.LONG, new Work(List.of(), ""))));
        }
        return new Suite(programs);
    }

    private static Suite described(Path file) throws IOException {
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setIgnoreEmptyLines(true)
                        .get();
        try (var reader = Files.newBufferedReader(file);
                CSVParser parser = CSVParser.builder().setReader(reader).setFormat(format).get()) {
            requireColumns(file, parser.getHeaderNames());
            var programs = new ArrayList<SuiteProgram>();
            var names = new HashSet<String>();
            for (CSVRecord row : parser) {
                SuiteProgram program = program(file, row, parser);
                if (!names.add(program.name())) {
                    throw new MalformedSuiteException(
                            file,
                            parser.getCurrentLineNumber(),
                            "there are two programs " + program.name());
                }
                programs.add(program);
            }
            return new Suite(programs);
        }
    }

    private static void requireColumns(Path file, List<String> found) throws IOException {
        for (String name : found) {
            if (!COLUMNS.contains(name)) {
                throw new MalformedSuiteException(file, 1, "unknown column \"" + name + "\"");
            }
        }
        for (String name : REQUIRED) {
            if (!found.contains(name)) {
                throw new MalformedSuiteException(file, 1, "no column \"" + name + "\"");
            }
        }
    }

    private static SuiteProgram program(Path file, CSVRecord row, CSVParser parser)
            throws IOException {
        long line = parser.getCurrentLineNumber();
        if (!row.isConsistent()) {
            throw new MalformedSuiteException(
                    file,
                    line,
                    "%d fields, expected %d".formatted(row.size(), parser.getHeaderNames().size()));
        }
        for (String name : REQUIRED) {
            if (row.get(name).isBlank()) {
                throw new MalformedSuiteException(file, line, name + " is empty");
            }
        }
        var work = new EnumMap<Length, Work>(Length.class);
        for (Length length : Length.values()) {
            if (row.isMapped(length.word())) {
                work.put(
                        length,
                        new Work(
                                words(row, length.word()),
                                value(row, length.word() + "-output").orElse("")));
            }
        }
        if (work.isEmpty()) {
            work.put(Length.LONG, new Work(List.of(), ""));
        }
        return new SuiteProgram(
                row.get("name"),
                value(row, "kind").orElse(ANY_KIND),
                existing(file, row.get("program")),
                file(file, row, "source"),
                words(row, "flags"),
                file(file, row, "stdin", row.get("program")),
                work);
    }

    private static Optional<String> value(CSVRecord row, String column) {
        return row.isMapped(column)
                ? Optional.of(row.get(column)).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    private static List<String> words(CSVRecord row, String column) {
        return value(row, column).map(text -> List.of(text.strip().split(" +"))).orElse(List.of());
    }

    private static Optional<Path> file(Path suite, CSVRecord row, String column)
            throws IOException {
        Optional<String> name = value(row, column);
        return name.isEmpty() ? Optional.empty() : Optional.of(existing(suite, name.get()));
    }

    // Standard input lies beside the program.
    private static Optional<Path> file(Path suite, CSVRecord row, String column, String program)
            throws IOException {
        Optional<String> name = value(row, column);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(existing(suite.resolveSibling(program), name.get()));
    }

    private static Path existing(Path beside, String name) throws IOException {
        Path path = beside.resolveSibling(name).normalize();
        if (!Files.isRegularFile(path)) {
            throw new NoSuchFileException(path.toString());
        }
        return path;
    }
}
