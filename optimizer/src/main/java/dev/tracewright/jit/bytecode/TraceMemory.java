package dev.tracewright.jit.bytecode;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.HostMemory;

/// The check that compiled code makes before it reaches into guest memory.
public final class TraceMemory {
    private static final int OFFSET_MASK = (1 << GuestMemory.PAGE_SHIFT) - 1;

    private TraceMemory() {}

    /// Whether all bits of `access` are known to be permitted for an access that does not cross
    /// pages. Where they are not, the interpreter makes the access, and finds out why.
    public static boolean permits(long table, long address, int size, int access) {
        return address >>> GuestMemory.ADDRESS_BITS == 0
                && (HostMemory.getByte(table + (address >>> GuestMemory.PAGE_SHIFT)) & access)
                        == access
                && (address & OFFSET_MASK) <= OFFSET_MASK + 1 - size;
    }

    /// Whether an atomic access is known to be permitted.
    public static boolean permitsAtomic(long table, long address, int size, int access) {
        return (address & size - 1) == 0 && permits(table, address, size, access);
    }
}
