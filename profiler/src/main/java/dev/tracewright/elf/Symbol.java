package dev.tracewright.elf;

/// One entry of a symbol table.
///
/// @param name as in the file, not demangled
/// @param value for a function its first address, before any load bias
/// @param size bytes, 0 if unknown
/// @param type `STT_*`: 0 none, 1 object, 2 function, 3 section, 4 file, 6 TLS
/// @param binding `STB_*`: 0 local, 1 global, 2 weak
/// @param sectionIndex where it is defined, 0 if nowhere
public record Symbol(String name, long value, long size, int type, int binding, int sectionIndex) {
    /// Bytes in an entry.
    public static final int SIZE = 24;

    /// `STT_NOTYPE`: labels in assembly files that do not say `.type`.
    public static final int NO_TYPE = 0;

    /// `STT_OBJECT`
    public static final int OBJECT = 1;

    /// `STT_FUNC`
    public static final int FUNCTION = 2;

    /// `STB_LOCAL`
    public static final int LOCAL = 0;

    /// `STB_GLOBAL`
    public static final int GLOBAL = 1;

    /// `STB_WEAK`
    public static final int WEAK = 2;

    /// `SHN_ABS`: a number, not an address in the program.
    public static final int ABSOLUTE = 0xfff1;

    /// Whether it names a place in this file.
    public boolean isDefined() {
        return sectionIndex != 0 && sectionIndex != ABSOLUTE;
    }
}
