package dev.tracewright.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Raw access to the host's memory by address, little-endian: the only class that has it.
///
/// Nothing is checked here. Every caller has checked that the address lies in memory it owns.
public final class HostMemory {
    @SuppressWarnings("restricted")
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final VarHandle BYTE =
            ValueLayout.JAVA_BYTE.varHandle().withInvokeExactBehavior();
    private static final VarHandle SHORT =
            exact(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle());
    private static final VarHandle INT =
            exact(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle());
    private static final VarHandle LONG =
            exact(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle());
    private static final VarHandle ATOMIC_INT =
            exact(ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle());
    private static final VarHandle ATOMIC_LONG =
            exact(ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle());

    private HostMemory() {}

    private static VarHandle exact(VarHandle handle) {
        return handle.withInvokeExactBehavior();
    }

    /// The byte at a host address.
    public static byte getByte(long address) {
        return (byte) BYTE.get(ALL, address);
    }

    /// Two bytes at any host address.
    public static short getShort(long address) {
        return (short) SHORT.get(ALL, address);
    }

    /// Four bytes at any host address.
    public static int getInt(long address) {
        return (int) INT.get(ALL, address);
    }

    /// Eight bytes at any host address.
    public static long getLong(long address) {
        return (long) LONG.get(ALL, address);
    }

    /// Stores a byte at a host address.
    public static void putByte(long address, byte value) {
        BYTE.set(ALL, address, value);
    }

    /// Stores two bytes at any host address.
    public static void putShort(long address, short value) {
        SHORT.set(ALL, address, value);
    }

    /// Stores four bytes at any host address.
    public static void putInt(long address, int value) {
        INT.set(ALL, address, value);
    }

    /// Stores eight bytes at any host address.
    public static void putLong(long address, long value) {
        LONG.set(ALL, address, value);
    }

    /// Atomically replaces `expected`, returning what was there; the address is a multiple of 4.
    public static int compareAndExchangeInt(long address, int expected, int value) {
        return (int) ATOMIC_INT.compareAndExchange(ALL, address, expected, value);
    }

    /// Atomically replaces `expected`, returning what was there; the address is a multiple of 8.
    public static long compareAndExchangeLong(long address, long expected, long value) {
        return (long) ATOMIC_LONG.compareAndExchange(ALL, address, expected, value);
    }

    /// Loads with acquire and sequential order; the address is a multiple of 4.
    public static int getIntVolatile(long address) {
        return (int) ATOMIC_INT.getVolatile(ALL, address);
    }

    /// Loads with acquire and sequential order; the address is a multiple of 8.
    public static long getLongVolatile(long address) {
        return (long) ATOMIC_LONG.getVolatile(ALL, address);
    }

    /// The host's bytes from `address` on, for bulk transfers.
    public static MemorySegment segment(long address, long length) {
        return ALL.asSlice(address, length);
    }
}
