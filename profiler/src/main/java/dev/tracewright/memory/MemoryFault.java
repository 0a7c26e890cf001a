package dev.tracewright.memory;

/// A guest access that the address space refuses; it becomes a guest trap or `EFAULT`.
///
/// Stackless, because it is control flow: programs may fault often and recover.
public final class MemoryFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Why an access is refused.
    public enum Reason {
        /// No region covers the address.
        UNMAPPED,
        /// A region covers the address but does not permit the access.
        FORBIDDEN,
        /// An atomic access that is not aligned to its size.
        MISALIGNED
    }

    /// The first guest address that could not be accessed.
    public final long address;

    /// The kind of access: [Permission#READ], [Permission#WRITE] or [Permission#EXECUTE].
    public final int access;

    /// Why it was refused.
    public final transient Reason reason;

    /// A refused `access` at `address`.
    public MemoryFault(long address, int access, Reason reason) {
        super(null, null, false, false);
        this.address = address;
        this.access = access;
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        String kind =
                switch (access) {
                    case Permission.READ -> "load from";
                    case Permission.WRITE -> "store to";
                    default -> "instruction fetch from";
                };
        String state =
                switch (reason) {
                    case UNMAPPED -> "not mapped";
                    case FORBIDDEN -> "not permitted";
                    case MISALIGNED -> "misaligned";
                };
        return "%s 0x%x: %s".formatted(kind, address, state);
    }
}
