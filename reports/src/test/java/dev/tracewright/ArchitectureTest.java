package dev.tracewright;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

final class ArchitectureTest {
    private static final Path ROOT = Path.of(System.getProperty("tracewright.root"));
    private static final List<String> MODULES = List.of("profiler", "optimizer", "reports");
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?(dev\\.tracewright(?:\\.[a-z]\\w*)*)\\.[A-Z].*");
    private static final Pattern REQUIRES =
            Pattern.compile("^\\s*requires (?:transitive )?dev\\.tracewright\\.(\\w+);");

    private static Path sources(String module) {
        return ROOT.resolve(module).resolve("src/main/java");
    }

    private static List<Path> files(String module) {
        try (Stream<Path> files = Files.walk(sources(module))) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Which packages each package of the module imports.
    private static Map<String, Set<String>> imports(String module) throws IOException {
        var imports = new TreeMap<String, Set<String>>();
        for (Path file : files(module)) {
            String name = packageOf(module, file);
            for (String line : Files.readAllLines(file)) {
                var matcher = IMPORT.matcher(line);
                if (matcher.matches() && !matcher.group(1).equals(name)) {
                    imports.computeIfAbsent(name, _ -> new TreeSet<>()).add(matcher.group(1));
                }
            }
        }
        return imports;
    }

    private static String packageOf(String module, Path file) {
        Path folder = sources(module).relativize(file.getParent());
        return folder.toString().replace('/', '.');
    }

    @Test
    void modulesDependInOneDirection() throws IOException {
        var required = new HashMap<String, Set<String>>();
        for (String module : MODULES) {
            var names = new TreeSet<String>();
            for (String line : Files.readAllLines(sources(module).resolve("module-info.java"))) {
                var matcher = REQUIRES.matcher(line);
                if (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
            required.put(module, names);
        }
        assertEquals(
                Map.of(
                        "profiler",
                        Set.of(),
                        "optimizer",
                        Set.of("profiler"),
                        "reports",
                        Set.of("profiler", "optimizer")),
                required);
    }

    @ParameterizedTest
    @ValueSource(strings = {"profiler", "optimizer", "reports"})
    void packagesHaveNoCycles(String module) throws IOException {
        Map<String, Set<String>> imports = withBackEnds(imports(module));
        assertTrue(imports.size() > 2, () -> "found the imports of " + imports.keySet());
        for (String start : imports.keySet()) {
            var reached = new TreeSet<String>();
            var next = new ArrayDeque<>(imports.get(start));
            while (!next.isEmpty()) {
                String name = next.remove();
                if (reached.add(name)) {
                    next.addAll(imports.getOrDefault(name, Set.of()));
                }
            }
            assertTrue(!reached.contains(start), () -> start + " reaches itself by " + reached);
        }
    }

    // The back ends implement the interfaces of the package that lists them.
    private static Map<String, Set<String>> withBackEnds(Map<String, Set<String>> imports) {
        var joined = new TreeMap<String, Set<String>>();
        imports.forEach(
                (name, used) -> {
                    Set<String> all = joined.computeIfAbsent(front(name), _ -> new TreeSet<>());
                    used.forEach(other -> all.add(front(other)));
                    all.remove(front(name));
                });
        return joined;
    }

    private static String front(String name) {
        return name.startsWith("dev.tracewright.jit.") ? "dev.tracewright.jit" : name;
    }

    @ParameterizedTest
    @ValueSource(strings = {"profiler", "optimizer", "reports"})
    void everyPackageHasASentence(String module) throws IOException {
        var without = new ArrayList<String>();
        for (Path file : files(module)) {
            Path info = file.resolveSibling("package-info.java");
            boolean described =
                    Files.exists(info) && Files.readString(info).stripLeading().startsWith("///");
            if (!described && !file.getParent().equals(sources(module))) {
                without.add(packageOf(module, file));
            }
        }
        assertEquals(List.of(), without);
    }

    @Test
    void theTopLevelIsTheDocumentedOne() throws IOException {
        var expected =
                Set.of(
                        "CHANGELOG.md",
                        "LICENSE",
                        "README.md",
                        "docs",
                        "optimizer",
                        "pom.xml",
                        "profiler",
                        "reports",
                        "samples",
                        "target",
                        "tracewright");
        try (Stream<Path> entries = Files.list(ROOT)) {
            var found = new TreeSet<String>();
            entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .forEach(found::add);
            found.removeAll(expected);
            assertEquals(Set.of(), found);
        }
    }
}
