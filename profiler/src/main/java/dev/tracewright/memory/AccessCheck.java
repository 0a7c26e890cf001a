package dev.tracewright.memory;

/// The check before every raw access to guest memory, for compiled code.
public final class AccessCheck {
    private static final int OFFSET_MASK = GuestAccess.PAGE_SIZE - 1;

    private AccessCheck() {}

    /// Whether all bits of `access` are known to be permitted for an access of `size` bytes that
    /// does not cross pages. Where they are not known to be, [GuestMemory]'s own methods make the
    /// access, or throw the fault.
    ///
    /// @param table the host address of [GuestAccess#permissionTable]
    public static boolean permits(long table, long address, int size, int access) {
        return address >>> GuestAccess.ADDRESS_BITS == 0
                && (HostMemory.getByte(table + (address >>> GuestAccess.PAGE_SHIFT)) & access)
                        == access
                && (address & OFFSET_MASK) <= GuestAccess.PAGE_SIZE - size;
    }

    /// The same for an atomic access, which must be aligned.
    public static boolean permitsAtomic(long table, long address, int size, int access) {
        return (address & size - 1) == 0 && permits(table, address, size, access);
    }
}
