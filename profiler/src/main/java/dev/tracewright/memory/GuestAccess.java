package dev.tracewright.memory;

import java.util.function.LongUnaryOperator;

/// The loads, stores and fetches of a hart: checked against the permission table, one check for an
/// access within a page.
///
/// Addresses are guest addresses; values are little-endian; misaligned accesses are allowed unless
/// they are atomic. A refused access throws [MemoryFault] and has no effect.
public abstract sealed class GuestAccess permits GuestMemory {
    /// Pages are 4 KiB.
    public static final int PAGE_SHIFT = 12;

    /// Bytes in a page.
    public static final int PAGE_SIZE = 1 << PAGE_SHIFT;

    /// Guest addresses are 0 to 4 TiB - 1.
    public static final int ADDRESS_BITS = 42;

    private final long base;

    /// Replaced when the memory is closed, by a table that permits nothing.
    private long table;

    GuestAccess(long base, long table) {
        this.base = base;
        this.table = table;
    }

    /// The host address of guest address 0. Compiled code reaches guest memory at base + address,
    /// after the checks that [#permissionTable] describes.
    public final long hostBase() {
        return base;
    }

    /// The host address of the table of one byte per page, holding the bits of [Permission].
    ///
    /// An access is allowed when `address >>> 42 == 0` and the byte at `table + (address >>> 12)`
    /// has the bit, for the page of its first and of its last byte. A missing bit says only that
    /// the fast check failed: the table is filled on demand for large regions, so the access is
    /// then made through this class, which fills it or faults.
    public final long permissionTable() {
        return table;
    }

    final void replaceTable(long newTable) {
        table = newTable;
    }

    /// Makes the whole access permitted in the table, or throws the fault.
    abstract void require(long address, int size, int access);

    /// Fetches a parcel that may lie in pages which nothing can be loaded from.
    abstract int fetchUnreadable(long address);

    private boolean permits(long address, int size, int access) {
        return AccessCheck.permits(table, address, size, access);
    }

    /// Loads a byte, sign-extended.
    public final byte loadByte(long address) {
        if (!permits(address, 1, Permission.READ)) {
            require(address, 1, Permission.READ);
        }
        return HostMemory.getByte(base + address);
    }

    /// Loads two bytes, sign-extended.
    public final short loadShort(long address) {
        if (!permits(address, 2, Permission.READ)) {
            require(address, 2, Permission.READ);
        }
        return HostMemory.getShort(base + address);
    }

    /// Loads four bytes.
    public final int loadInt(long address) {
        if (!permits(address, 4, Permission.READ)) {
            require(address, 4, Permission.READ);
        }
        return HostMemory.getInt(base + address);
    }

    /// Loads eight bytes.
    public final long loadLong(long address) {
        if (!permits(address, 8, Permission.READ)) {
            require(address, 8, Permission.READ);
        }
        return HostMemory.getLong(base + address);
    }

    /// Stores the low byte of `value`.
    public final void storeByte(long address, int value) {
        if (!permits(address, 1, Permission.WRITE)) {
            require(address, 1, Permission.WRITE);
        }
        HostMemory.putByte(base + address, (byte) value);
    }

    /// Stores the low two bytes of `value`.
    public final void storeShort(long address, int value) {
        if (!permits(address, 2, Permission.WRITE)) {
            require(address, 2, Permission.WRITE);
        }
        HostMemory.putShort(base + address, (short) value);
    }

    /// Stores four bytes.
    public final void storeInt(long address, int value) {
        if (!permits(address, 4, Permission.WRITE)) {
            require(address, 4, Permission.WRITE);
        }
        HostMemory.putInt(base + address, value);
    }

    /// Stores eight bytes.
    public final void storeLong(long address, long value) {
        if (!permits(address, 8, Permission.WRITE)) {
            require(address, 8, Permission.WRITE);
        }
        HostMemory.putLong(base + address, value);
    }

    /// Fetches one 16-bit instruction parcel, zero-extended.
    public final int fetchParcel(long address) {
        if (!permits(address, 2, Permission.READ | Permission.EXECUTE)) {
            return fetchUnreadable(address);
        }
        return HostMemory.getShort(base + address) & 0xffff;
    }

    /// Loads four bytes for `lr.w`: aligned, in sequential order.
    public final int loadReservedInt(long address) {
        requireAligned(address, 4, Permission.READ);
        return HostMemory.getIntVolatile(base + address);
    }

    /// Loads eight bytes for `lr.d`: aligned, in sequential order.
    public final long loadReservedLong(long address) {
        requireAligned(address, 8, Permission.READ);
        return HostMemory.getLongVolatile(base + address);
    }

    /// Loads four aligned bytes that [#compareAndSetInt] will replace; faults as a store.
    public final int loadForUpdateInt(long address) {
        requireAtomic(address, 4);
        return HostMemory.getIntVolatile(base + address);
    }

    /// Loads eight aligned bytes that [#compareAndSetLong] will replace; faults as a store.
    public final long loadForUpdateLong(long address) {
        requireAtomic(address, 8);
        return HostMemory.getLongVolatile(base + address);
    }

    /// Stores `value` if the four aligned bytes still are `expected`; tells whether it did.
    public final boolean compareAndSetInt(long address, int expected, int value) {
        requireAtomic(address, 4);
        return HostMemory.compareAndExchangeInt(base + address, expected, value) == expected;
    }

    /// Stores `value` if the eight aligned bytes still are `expected`; tells whether it did.
    public final boolean compareAndSetLong(long address, long expected, long value) {
        requireAtomic(address, 8);
        return HostMemory.compareAndExchangeLong(base + address, expected, value) == expected;
    }

    /// Atomically replaces four aligned bytes by the low half of `update` of their sign-extended
    /// value, and returns what they were.
    public final int getAndUpdateInt(long address, LongUnaryOperator update) {
        requireAtomic(address, 4);
        int seen = HostMemory.getIntVolatile(base + address);
        while (true) {
            int updated = (int) update.applyAsLong(seen);
            int found = HostMemory.compareAndExchangeInt(base + address, seen, updated);
            if (found == seen) {
                return seen;
            }
            seen = found;
        }
    }

    /// Atomically replaces eight aligned bytes by `update` of their value, and returns what they
    /// were.
    public final long getAndUpdateLong(long address, LongUnaryOperator update) {
        requireAtomic(address, 8);
        long seen = HostMemory.getLongVolatile(base + address);
        while (true) {
            long updated = update.applyAsLong(seen);
            long found = HostMemory.compareAndExchangeLong(base + address, seen, updated);
            if (found == seen) {
                return seen;
            }
            seen = found;
        }
    }

    /// Throws the fault that an atomic operation would make: it needs both permissions and faults
    /// as a store (privileged spec, "mcause").
    public final void requireAtomic(long address, int size) {
        requireAligned(address, size, Permission.WRITE);
        if (!permits(address, size, Permission.READ)) {
            require(address, size, Permission.READ_WRITE);
        }
    }

    private void requireAligned(long address, int size, int access) {
        if ((address & size - 1) != 0) {
            throw new MemoryFault(address, access, MemoryFault.Reason.MISALIGNED);
        }
        if (!permits(address, size, access)) {
            require(address, size, access);
        }
    }
}
