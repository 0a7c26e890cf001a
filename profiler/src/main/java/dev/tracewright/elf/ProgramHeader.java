package dev.tracewright.elf;

/// One entry of the program header table; addresses are before any load bias.
///
/// @param type `p_type`: [#LOAD] ...
/// @param flags `p_flags`: bits 4 readable, 2 writable, 1 executable
/// @param offset first byte in the file
/// @param address `p_vaddr`
/// @param fileSize bytes taken from the file
/// @param memorySize bytes in memory; what exceeds the file's part is zero
/// @param alignment 0, 1 or a power of two
public record ProgramHeader(
        int type,
        int flags,
        long offset,
        long address,
        long fileSize,
        long memorySize,
        long alignment) {
    /// Bytes in an entry.
    public static final int SIZE = 56;

    /// `PT_LOAD`
    public static final int LOAD = 1;

    /// `PT_DYNAMIC`
    public static final int DYNAMIC = 2;

    /// `PT_INTERP`
    public static final int INTERPRETER = 3;

    /// `PT_NOTE`
    public static final int NOTE = 4;

    /// `PT_PHDR`
    public static final int PROGRAM_HEADERS = 6;

    /// `PT_TLS`
    public static final int TLS = 7;

    /// `PT_GNU_STACK`
    public static final int GNU_STACK = 0x6474_e551;

    /// `PF_X`
    public static final int EXECUTABLE = 1;

    /// `PF_W`
    public static final int WRITABLE = 2;

    /// `PF_R`
    public static final int READABLE = 4;

    /// Whether all bits of `mask` are in the flags.
    public boolean has(int mask) {
        return (flags & mask) == mask;
    }
}
