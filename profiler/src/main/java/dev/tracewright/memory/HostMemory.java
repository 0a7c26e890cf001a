package dev.tracewright.memory;

import jdk.internal.misc.Unsafe;

import java.lang.foreign.MemorySegment;

/// Raw access to the host's memory by address: the only class that has it.
///
/// Nothing is checked here. Every caller has checked that the address lies in memory it owns, and
/// that the host is little-endian ([HostPages]). Why this is not a `MemorySegment`:
/// `docs/decisions/0002`.
public final class HostMemory {
    private static final Unsafe HOST = Unsafe.getUnsafe();

    private HostMemory() {}

    /// The byte at a host address.
    public static byte getByte(long address) {
        return HOST.getByte(address);
    }

    /// Two bytes at any host address.
    public static short getShort(long address) {
        return HOST.getShort(address);
    }

    /// Four bytes at any host address.
    public static int getInt(long address) {
        return HOST.getInt(address);
    }

    /// Eight bytes at any host address.
    public static long getLong(long address) {
        return HOST.getLong(address);
    }

    /// Stores a byte at a host address.
    public static void putByte(long address, byte value) {
        HOST.putByte(address, value);
    }

    /// Stores two bytes at any host address.
    public static void putShort(long address, short value) {
        HOST.putShort(address, value);
    }

    /// Stores four bytes at any host address.
    public static void putInt(long address, int value) {
        HOST.putInt(address, value);
    }

    /// Stores eight bytes at any host address.
    public static void putLong(long address, long value) {
        HOST.putLong(address, value);
    }

    /// Atomically replaces `expected`, returning what was there; the address is a multiple of 4.
    public static int compareAndExchangeInt(long address, int expected, int value) {
        return HOST.compareAndExchangeInt(null, address, expected, value);
    }

    /// Atomically replaces `expected`, returning what was there; the address is a multiple of 8.
    public static long compareAndExchangeLong(long address, long expected, long value) {
        return HOST.compareAndExchangeLong(null, address, expected, value);
    }

    /// Loads with acquire and sequential order; the address is a multiple of 4.
    public static int getIntVolatile(long address) {
        return HOST.getIntVolatile(null, address);
    }

    /// Loads with acquire and sequential order; the address is a multiple of 8.
    public static long getLongVolatile(long address) {
        return HOST.getLongVolatile(null, address);
    }

    /// Copies bytes of an array.
    public static void copy(byte[] from, int fromIndex, long to, int length) {
        HOST.copyMemory(from, Unsafe.ARRAY_BYTE_BASE_OFFSET + fromIndex, null, to, length);
    }

    /// Copies words of an array.
    public static void copy(long[] from, int fromIndex, long to, int count) {
        long offset = Unsafe.ARRAY_LONG_BASE_OFFSET + 8L * fromIndex;
        HOST.copyMemory(from, offset, null, to, 8L * count);
    }

    /// Copies bytes to an array.
    public static void copy(long from, byte[] to, int toIndex, int length) {
        HOST.copyMemory(null, from, to, Unsafe.ARRAY_BYTE_BASE_OFFSET + toIndex, length);
    }

    /// Copies words to an array.
    public static void copy(long from, long[] to, int toIndex, int count) {
        long offset = Unsafe.ARRAY_LONG_BASE_OFFSET + 8L * toIndex;
        HOST.copyMemory(null, from, to, offset, 8L * count);
    }

    /// Fills bytes.
    public static void fill(long address, long length, byte value) {
        HOST.setMemory(address, length, value);
    }

    /// The host's bytes from `address` on, for bulk transfers.
    @SuppressWarnings("restricted")
    public static MemorySegment segment(long address, long length) {
        return MemorySegment.ofAddress(address).reinterpret(length);
    }
}
