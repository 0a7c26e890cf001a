package dev.tracewright.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Expected texts that are kept as files. With `-Dgolden.update` they are written instead of
/// compared.
public final class Golden {
    private static final Path FOLDER =
            Path.of(
                    System.getProperty("tracewright.root", ".."),
                    "reports",
                    "src",
                    "test",
                    "resources",
                    "golden");

    private Golden() {}

    /// Requires that the text is the file's.
    public static void check(String name, String actual) throws IOException {
        Path file = FOLDER.resolve(name);
        if (System.getProperty("golden.update") != null) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, actual);
        }
        assertEquals(Files.readString(file), actual, file + " (update with -Dgolden.update)");
    }
}
