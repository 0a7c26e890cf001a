package dev.tracewright.suite;

import java.io.IOException;
import java.nio.file.Path;

/// A description of a suite that is not one.
public final class MalformedSuiteException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedSuiteException(Path file, long line, String problem) {
        super("%s: line %d: %s".formatted(file, line, problem));
    }
}
