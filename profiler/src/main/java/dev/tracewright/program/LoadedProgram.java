package dev.tracewright.program;

/// A program ready to run: start at `image.entry()` with `sp` = `stackPointer`.
///
/// @param image the program in memory
/// @param stackPointer what `sp` (x2) holds at the entry; it points at `argc`
/// @param heapStart the first possible program break, page-aligned
public record LoadedProgram(ProgramImage image, long stackPointer, long heapStart) {}
