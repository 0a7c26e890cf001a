package dev.tracewright.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The host's calls that reserve and protect ranges of its address space.
///
/// Protection changes go through `mmap` and `mprotect` alone: a range, once reserved, stays
/// reserved until it is released, so that nothing else in the process can move in.
final class HostPages {
    static final int NO_ACCESS = 0;
    static final int READ_ONLY = 1;
    static final int READ_WRITE = 3;

    private static final int MAP_PRIVATE = 0x02;
    private static final int MAP_FIXED = 0x10;
    private static final Platform PLATFORM = Platform.current();

    private static final MethodHandle MMAP =
            downcall(
                    "mmap",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG));
    private static final MethodHandle MPROTECT =
            downcall(
                    "mprotect",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));
    private static final MethodHandle MUNMAP =
            downcall(
                    "munmap",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle GETPAGESIZE =
            downcall("getpagesize", FunctionDescriptor.of(ValueLayout.JAVA_INT));

    private HostPages() {}

    /// The flags that differ between the hosts that are supported.
    private record Platform(int anonymous, int noReserve) {
        static Platform current() {
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
        try {
            return (int) GETPAGESIZE.invokeExact();
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /// Reserves a range that costs nothing until it is touched; returns its host address.
    static long reserve(long length, int protection) {
        long address = mmap(0, length, protection, PLATFORM.flags());
        if (address == -1) {
            throw new IllegalStateException(
                    "the host refuses to reserve %d GiB of address space (is it limited by \"ulimit -v\"?)"
                            .formatted(length >> 30));
        }
        return address;
    }

    /// Replaces a range by untouched pages that read as zero.
    static void reset(long address, long length, int protection) {
        if (mmap(address, length, protection, PLATFORM.flags() | MAP_FIXED) != address) {
            throw exhausted(length);
        }
    }

    /// Changes the protection and keeps the contents.
    static void protect(long address, long length, int protection) {
        try {
            if ((int) MPROTECT.invokeExact(address, length, protection) != 0) {
                throw exhausted(length);
            }
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /// Gives a reserved range back.
    static void release(long address, long length) {
        try {
            if ((int) MUNMAP.invokeExact(address, length) != 0) {
                throw new IllegalStateException("munmap failed at 0x%x".formatted(address));
            }
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    private static long mmap(long address, long length, int protection, int flags) {
        try {
            return (long) MMAP.invokeExact(address, length, protection, flags, -1, 0L);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    private static GuestMemoryExhausted exhausted(long length) {
        return new GuestMemoryExhausted(
                "the host refuses %d KiB for the guest (memory, or too many mappings: vm.max_map_count)"
                        .formatted(length >> 10));
    }

    private static AssertionError unexpected(Throwable failure) {
        return new AssertionError(failure);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle downcall(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(() -> new UnsupportedOperationException("no " + name));
        return linker.downcallHandle(symbol, type);
    }
}
