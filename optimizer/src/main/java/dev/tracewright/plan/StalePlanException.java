package dev.tracewright.plan;

import java.io.IOException;
import java.nio.file.Path;

/// A plan was made for another program, or from another profile, than the one it was to be used
/// with.
public final class StalePlanException extends IOException {
    private static final long serialVersionUID = 1;

    /// Creates the exception.
    ///
    /// @param at the JSON path of the value that differs
    /// @param found the plan's value
    /// @param expected the value of the program or profile at hand
    /// @param what `program` or `profile`
    StalePlanException(Path file, String at, String found, String expected, String what) {
        super(
                "%s: %s: found %s, expected %s: the plan was made for another %s; make it again"
                        .formatted(file, at, orNone(found), orNone(expected), what));
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "none" : value;
    }
}
