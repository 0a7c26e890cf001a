package dev.tracewright.profile;

import java.io.IOException;
import java.nio.file.Path;

/// A profile file is not what its format says: truncated, corrupted, or not a profile at all.
public final class MalformedProfileException extends IOException {
    private static final long serialVersionUID = 1;

    private final long offset;

    /// Creates the exception.
    ///
    /// @param offset byte in the file where it was noticed
    /// @param what what was found
    /// @param expected what should be there
    MalformedProfileException(Path path, long offset, String what, String expected) {
        super("%s: offset %d: %s, expected %s".formatted(path, offset, what, expected));
        this.offset = offset;
    }

    /// The byte in the file where it was noticed.
    public long offset() {
        return offset;
    }
}
