package dev.tracewright.memory;

/// Consecutive mapped pages with equal permissions.
///
/// @param start first guest address
/// @param end first guest address behind the region
/// @param permissions bits of [Permission]
/// @param name what `/proc/self/maps` would show: a path, `[heap]`, `[stack]`, or empty
public record Region(long start, long end, int permissions, String name) {
    /// Bytes in the region.
    public long length() {
        return end - start;
    }

    /// Whether all bits of `access` are permitted.
    public boolean permits(int access) {
        return (permissions & access) == access;
    }

    @Override
    public String toString() {
        return "%x-%x %s %s".formatted(start, end, Permission.print(permissions), name).strip();
    }

    Region clip(long from, long to) {
        return new Region(Math.max(start, from), Math.min(end, to), permissions, name);
    }

    boolean continues(Region before) {
        return before.end == start && before.permissions == permissions && before.name.equals(name);
    }
}
