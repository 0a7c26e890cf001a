package dev.tracewright.jit.amd64;

import dev.tracewright.memory.HostCalls;

import java.lang.foreign.MemorySegment;

/// The host's pages that this package maps.
final class Mapping {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int EXECUTE = 4;

    private static final int MAP_SHARED = 0x01;
    private static final int MAP_PRIVATE = 0x02;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final MemorySegment MMAP = HostCalls.find("mmap");

    private Mapping() {}

    /// Zeros to read and write, which cost memory when they are touched.
    ///
    /// @throws CodeMemoryRefused if the host does not allow it
    static long anonymous(long length) {
        return map(length, READ | WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    }

    /// The contents of a file, in place.
    ///
    /// @throws CodeMemoryRefused if the host does not allow it
    static long ofFile(long length, int protection, int file) {
        return map(length, protection, MAP_SHARED, file);
    }

    static void unmap(long address, long length) {
        HostCalls.call(HostCalls.find("munmap"), address, length, 0);
    }

    private static long map(long length, int protection, int flags, int file) {
        long address = HostCalls.call(MMAP, 0, length, protection, flags, file, 0);
        if (address == -1) {
            String what = (protection & EXECUTE) != 0 ? "executable memory" : "a mapping";
            throw new CodeMemoryRefused("%s of %d bytes".formatted(what, length));
        }
        return address;
    }
}
