package dev.tracewright.elf;

import java.io.IOException;

/// A file that breaks the rules of ELF64 (System V gABI, "Object Files").
public final class MalformedElfException extends IOException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final long offset;
    private final String detail;

    /// @param file the file's name
    /// @param offset where in the file the offending field lies
    /// @param detail what was found and what was expected: `e_phentsize is 40, expected 56`
    public MalformedElfException(String file, long offset, String detail) {
        super("%s: offset 0x%x: %s".formatted(file, offset, detail));
        this.file = file;
        this.offset = offset;
        this.detail = detail;
    }

    /// The file's name.
    public String file() {
        return file;
    }

    /// Where in the file the offending field lies.
    public long offset() {
        return offset;
    }

    /// What was found and what was expected.
    public String detail() {
        return detail;
    }
}
