package dev.tracewright.program;

/// A loaded segment.
///
/// @param start first guest address, not rounded to pages
/// @param end first guest address behind it
/// @param permissions bits of [dev.tracewright.memory.Permission]
/// @param fileOffset where its bytes begin in the file
public record Segment(long start, long end, int permissions, long fileOffset) {
    /// Whether an address lies in the segment.
    public boolean contains(long address) {
        return address >= start && address < end;
    }

    /// Whether all bits of `access` are permitted.
    public boolean permits(int access) {
        return (permissions & access) == access;
    }
}
