package dev.tracewright.plan;

import java.io.IOException;
import java.nio.file.Path;

/// A plan file is not what its format says: not JSON, of another version, or with values that make
/// no plan.
public final class MalformedPlanException extends IOException {
    private static final long serialVersionUID = 1;

    private final String at;

    /// Creates the exception.
    ///
    /// @param at the JSON path of the value, or a line and column where the text is not JSON
    /// @param found what is there
    /// @param expected what should be there
    MalformedPlanException(Path file, String at, String found, String expected) {
        super("%s: %s: found %s, expected %s".formatted(file, at, found, expected));
        this.at = at;
    }

    /// The JSON path of the value that is wrong.
    public String at() {
        return at;
    }
}
