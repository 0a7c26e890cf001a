package dev.tracewright.pass;

import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Parser;
import dev.tracewright.ir.Printer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A graph before and after a pass: `rules/<pass>/<rule>.txt`.
///
/// The file says in a comment what the rule is, then has the lines `before` and `after`, each with
/// a graph below it. Values and blocks may have any numbers. Rules that begin with `keeps-` are
/// about what a pass must leave alone; their `after` is missing.
record RuleFile(String pass, String rule, String before, String after) {
    static final Path FOLDER = Path.of("src", "test", "resources", "rules");

    private static final Pattern NAME = Pattern.compile("(?<![\\[@\\w])([vb])\\d+\\b");
    private static final String KEEPS = "keeps-";

    /// All files.
    static List<RuleFile> all() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).sorted().map(RuleFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuleFile read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String pass = file.getParent().getFileName().toString();
        String rule = file.getFileName().toString().replace(".txt", "");
        if (!text.startsWith("#")) {
            throw new IllegalArgumentException(file + ": expected a comment that says the rule");
        }
        String[] parts = text.split("(?m)^(before|after)$\\R?");
        boolean keeps = rule.startsWith(KEEPS);
        if (parts.length != (keeps ? 2 : 3)) {
            throw new IllegalArgumentException(
                    "%s: %d sections, expected %d"
                            .formatted(file, parts.length - 1, keeps ? 1 : 2));
        }
        return new RuleFile(pass, rule, parts[1], keeps ? parts[1] : parts[2]);
    }

    boolean keeps() {
        return rule.startsWith(KEEPS);
    }

    /// A graph as text with values and blocks numbered in the order in which they are named.
    static String renumbered(Graph graph) {
        Map<String, String> names = new HashMap<>();
        int[] count = new int[2];
        return NAME.matcher(Printer.print(graph))
                .replaceAll(
                        found ->
                                names.computeIfAbsent(
                                        found.group(),
                                        _ -> {
                                            String kind = found.group(1);
                                            return kind + count[kind.equals("v") ? 0 : 1]++;
                                        }));
    }

    Graph graphBefore() {
        return Parser.parse(before);
    }

    Graph graphAfter() {
        return Parser.parse(after);
    }

    @Override
    public String toString() {
        return pass + "/" + rule;
    }
}
