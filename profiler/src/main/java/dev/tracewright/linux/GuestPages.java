package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;

/// Arithmetic of pages on numbers that a guest chose.
final class GuestPages {
    private GuestPages() {}

    static boolean isAligned(long address) {
        return (address & GuestMemory.PAGE_SIZE - 1) == 0;
    }

    static long roundUp(long address) {
        return address + GuestMemory.PAGE_SIZE - 1 & -GuestMemory.PAGE_SIZE;
    }

    /// A length rounded up to pages; `error` if it is larger than the address space.
    static long length(long length, Errno error) {
        if (length < 0 || length > GuestMemory.LIMIT) {
            throw error.error();
        }
        return roundUp(length);
    }

    /// Whether pages lie in the address space.
    static boolean isInside(long address, long length) {
        return address >= 0
                && length >= 0
                && length <= GuestMemory.LIMIT
                && address <= GuestMemory.LIMIT - length;
    }
}
