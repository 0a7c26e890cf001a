package dev.tracewright.program;

import dev.tracewright.elf.ElfFile;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// A program as it lies in memory before its first instruction.
///
/// Symbols and hash are made when they are first asked for: a program that only runs needs neither.
public final class ProgramImage {
    private final Path path;
    private final ElfFile elf;
    private final long loadBias;
    private final long programHeaders;
    private final List<Segment> segments;
    private SymbolTable symbols;
    private String contentHash;

    /// @param path the file it was loaded from
    /// @param elf the file's structure
    /// @param loadBias what is added to the file's addresses
    /// @param programHeaders address of the program headers in memory, 0 if they are not loaded
    /// @param segments the loaded segments in ascending order, at least one
    ProgramImage(
            Path path, ElfFile elf, long loadBias, long programHeaders, List<Segment> segments) {
        this.path = path;
        this.elf = elf;
        this.loadBias = loadBias;
        this.programHeaders = programHeaders;
        this.segments = List.copyOf(segments);
    }

    /// The file it was loaded from.
    public Path path() {
        return path;
    }

    /// The file's structure.
    public ElfFile elf() {
        return elf;
    }

    /// What is added to the file's addresses; 0 for a program with fixed addresses.
    public long loadBias() {
        return loadBias;
    }

    /// The address of the first instruction.
    public long entry() {
        return elf.header().entry() + loadBias;
    }

    /// The address of the program headers in memory, 0 if they are not loaded.
    public long programHeaders() {
        return programHeaders;
    }

    /// The loaded segments in ascending order.
    public List<Segment> segments() {
        return segments;
    }

    /// The first address behind the last segment.
    public long end() {
        return segments.getLast().end();
    }

    /// The functions by address.
    public synchronized SymbolTable symbols() {
        if (symbols == null) {
            symbols = SymbolTable.of(elf, loadBias);
        }
        return symbols;
    }

    /// The GNU build-id in lower-case hexadecimal, or empty.
    public String buildId() {
        return elf.buildId();
    }

    /// SHA-256 of the file in lower-case hexadecimal.
    public synchronized String contentHash() {
        if (contentHash == null) {
            try {
                MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
                sha256.update(elf.content());
                contentHash = HexFormat.of().formatHex(sha256.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
        }
        return contentHash;
    }

    /// The path and what identifies the content.
    @Override
    public String toString() {
        return "%s (build-id %s, SHA-256 %s)"
                .formatted(path, buildId().isEmpty() ? "none" : buildId(), contentHash());
    }
}
