package dev.tracewright.elf;

/// One entry of the section header table.
///
/// @param name empty if the file has no section names
/// @param type `sh_type`: [#PROGRAM_BITS] ...
/// @param flags `sh_flags`: bits 1 writable, 2 allocated, 4 executable
/// @param address in memory, before any load bias
/// @param offset first byte in the file
/// @param size bytes, in the file unless the type is [#NO_BITS]
/// @param link index of a related section, by type
/// @param info further information, by type
/// @param alignment 0, 1 or a power of two
/// @param entrySize bytes in an entry of a table, else 0
public record SectionHeader(
        String name,
        int type,
        long flags,
        long address,
        long offset,
        long size,
        int link,
        int info,
        long alignment,
        long entrySize) {
    /// Bytes in an entry.
    public static final int SIZE = 64;

    /// `SHT_PROGBITS`
    public static final int PROGRAM_BITS = 1;

    /// `SHT_SYMTAB`
    public static final int SYMBOL_TABLE = 2;

    /// `SHT_STRTAB`
    public static final int STRING_TABLE = 3;

    /// `SHT_NOTE`
    public static final int NOTE = 7;

    /// `SHT_NOBITS`
    public static final int NO_BITS = 8;

    /// `SHT_DYNSYM`
    public static final int DYNAMIC_SYMBOLS = 11;

    /// `SHF_ALLOC`
    public static final long ALLOCATED = 2;

    /// `SHF_EXECINSTR`
    public static final long EXECUTABLE = 4;

    /// Whether the section has bytes in the file.
    public boolean isInFile() {
        return type != NO_BITS && type != 0;
    }
}
