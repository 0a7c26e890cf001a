package dev.tracewright.elf;

/// The ELF64 file header, without the identification bytes that are the same in every file read.
///
/// @param osAbi `EI_OSABI`
/// @param type `e_type`: [#EXECUTABLE], [#SHARED_OBJECT] ...
/// @param machine `e_machine`: 243 is RISC-V
/// @param entry `e_entry`, before any load bias
/// @param programHeaderOffset `e_phoff`, 0 if there are none
/// @param programHeaderCount `e_phnum`
/// @param sectionHeaderOffset `e_shoff`, 0 if there are none
/// @param sectionHeaderCount number of sections, also where it does not fit `e_shnum`
/// @param sectionNameIndex index of the section that holds the sections' names, 0 if none
/// @param flags `e_flags`; for RISC-V see the psABI, "File Header"
public record ElfHeader(
        int osAbi,
        int type,
        int machine,
        long entry,
        long programHeaderOffset,
        int programHeaderCount,
        long sectionHeaderOffset,
        long sectionHeaderCount,
        long sectionNameIndex,
        int flags) {
    /// Bytes in the header.
    public static final int SIZE = 64;

    /// `ET_REL`
    public static final int RELOCATABLE = 1;

    /// `ET_EXEC`
    public static final int EXECUTABLE = 2;

    /// `ET_DYN`: a shared object or a position-independent executable.
    public static final int SHARED_OBJECT = 3;

    /// `ET_CORE`
    public static final int CORE = 4;

    /// `EM_RISCV`
    public static final int RISCV = 243;
}
