package dev.tracewright.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// The host's calls that reserve and protect ranges of its address space.
///
/// A range, once reserved, stays reserved until it is released: pages are reset by mapping over
/// them, so that nothing else in the process can move in between.
final class HostPages {
    static final int NO_ACCESS = 0;
    static final int READ_ONLY = 1;
    static final int READ_WRITE = 3;

    private static final int MAP_PRIVATE = 0x02;
    private static final int MAP_FIXED = 0x10;
    private static final Platform PLATFORM = Platform.current();

    private static final MemorySegment MMAP = HostCalls.find("mmap");
    private static final MemorySegment MPROTECT = HostCalls.find("mprotect");
    private static final MemorySegment MUNMAP = HostCalls.find("munmap");
    private static final long SIZE = (int) HostCalls.call(HostCalls.find("getpagesize"), 0, 0, 0);

    private HostPages() {}

    /// The flags that differ between the hosts that are supported.
    private record Platform(int anonymous, int noReserve) {
        static Platform current() {
            if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
                throw new UnsupportedOperationException("guest memory needs a little-endian host");
            }
            String name = System.getProperty("os.name");
            if (name.startsWith("Linux")) {
                return new Platform(0x20, 0x4000);
            }
            if (name.startsWith("Mac")) {
                return new Platform(0x1000, 0x40);
            }
            throw new UnsupportedOperationException(
                    "guest memory needs Linux or macOS, this host is " + name);
        }

        int flags() {
            return MAP_PRIVATE | anonymous | noReserve;
        }
    }

    /// Bytes in a page of the host: 4, 16 or 64 KiB.
    static long size() {
        return SIZE;
    }

    /// Reserves a range that costs nothing until it is touched; returns its host address.
    static long reserve(long length, int protection) {
        long address = map(0, length, protection, PLATFORM.flags());
        if (address == -1) {
            throw new IllegalStateException(
                    "the host refuses to reserve %d GiB of addresses (is \"ulimit -v\" set?)"
                            .formatted(length >> 30));
        }
        return address;
    }

    /// Replaces a range by untouched pages that read as zero.
    static void reset(long address, long length, int protection) {
        int flags = PLATFORM.flags() | MAP_FIXED;
        if (map(address, length, protection, flags) != address) {
            throw exhausted(length);
        }
    }

    /// Changes the protection and keeps the contents.
    static void protect(long address, long length, int protection) {
        if ((int) HostCalls.call(MPROTECT, address, length, protection) != 0) {
            throw exhausted(length);
        }
    }

    /// Gives a reserved range back.
    static void release(long address, long length) {
        if ((int) HostCalls.call(MUNMAP, address, length, 0) != 0) {
            throw new IllegalStateException("munmap failed at 0x%x".formatted(address));
        }
    }

    private static long map(long address, long length, int protection, int flags) {
        return HostCalls.call(MMAP, address, length, protection, flags, -1, 0);
    }

    private static GuestMemoryExhausted exhausted(long length) {
        return new GuestMemoryExhausted(
                "the host refuses %d KiB of memory, or one mapping more (vm.max_map_count)"
                        .formatted(length >> 10));
    }
}
