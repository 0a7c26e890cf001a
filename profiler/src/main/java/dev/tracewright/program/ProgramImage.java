package dev.tracewright.program;

import dev.tracewright.elf.ElfFile;

import java.nio.file.Path;
import java.util.List;

/// A program as it lies in memory before its first instruction.
///
/// @param path the file it was loaded from
/// @param elf the file's structure
/// @param loadBias what is added to the file's addresses; 0 for a program with fixed addresses
/// @param entry address of the first instruction
/// @param programHeaders address of the program headers in memory, 0 if they are not loaded
/// @param segments the loaded segments in ascending order
/// @param symbols functions by address
/// @param buildId the GNU build-id in lower-case hexadecimal, or empty
/// @param contentHash SHA-256 of the file in lower-case hexadecimal
public record ProgramImage(
        Path path,
        ElfFile elf,
        long loadBias,
        long entry,
        long programHeaders,
        List<Segment> segments,
        SymbolTable symbols,
        String buildId,
        String contentHash) {
    /// Copies the segments.
    public ProgramImage {
        segments = List.copyOf(segments);
    }

    /// The first address behind the last segment.
    public long end() {
        return segments.getLast().end();
    }
}
