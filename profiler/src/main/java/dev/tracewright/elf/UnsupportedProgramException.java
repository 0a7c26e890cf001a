package dev.tracewright.elf;

import java.io.IOException;

/// A well-formed program that is outside of what this version runs.
public final class UnsupportedProgramException extends IOException {
    private static final long serialVersionUID = 1;

    private final String file;

    /// @param file the file's name
    /// @param detail what it is, and what is supported
    public UnsupportedProgramException(String file, String detail) {
        super(file + ": " + detail);
        this.file = file;
    }

    /// The file's name.
    public String file() {
        return file;
    }
}
