package dev.tracewright.jit.amd64;

import dev.tracewright.memory.HostCalls;
import dev.tracewright.memory.HostMemory;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Memory for machine code: one memory file, mapped once to be written and once to be executed, so
/// that no page is ever both.
///
/// Code is only appended, until everything is forgotten at once. Memory is used up as it is
/// touched, not when it is reserved. Not for several threads at a time.
///
/// Code that is replaced or forgotten may have been executed. The processors of this architecture
/// notice a store to such code by its physical address; a call from Java lies in between anyway.
final class CodeMemory implements AutoCloseable {
    /// Where compiled code starts: a multiple of this.
    static final int ALIGNMENT = 16;

    private static final int CLOSE_ON_EXEC = 1;
    private static final int BREAKPOINT = 0xcc;

    /// What `/proc/self/maps` shows.
    private static final byte[] NAME = "tracewright-code".getBytes(StandardCharsets.US_ASCII);

    private final long capacity;
    private final long writable;
    private final long executable;
    private long used;
    private long kept;

    private CodeMemory(long capacity, long writable, long executable) {
        this.capacity = capacity;
        this.writable = writable;
        this.executable = executable;
    }

    /// Reserves memory for `capacity` bytes of code, a multiple of the page size below 2 GiB.
    ///
    /// @throws CodeMemoryRefused if the host's policy or its limits do not allow it
    static CodeMemory reserve(long capacity) {
        int file = createFile();
        try {
            if ((int) HostCalls.call(HostCalls.find("ftruncate"), file, capacity, 0) != 0) {
                throw new CodeMemoryRefused("a memory file of %d bytes".formatted(capacity));
            }
            long writable = Mapping.ofFile(capacity, Mapping.READ | Mapping.WRITE, file);
            try {
                int protection = Mapping.READ | Mapping.EXECUTE;
                return new CodeMemory(
                        capacity, writable, Mapping.ofFile(capacity, protection, file));
            } catch (CodeMemoryRefused e) {
                Mapping.unmap(writable, capacity);
                throw e;
            }
        } finally {
            HostCalls.call(HostCalls.find("close"), file, 0, 0);
        }
    }

    /// The lowest address of code.
    long start() {
        return executable;
    }

    /// The first address behind the code's range.
    long end() {
        return executable + capacity;
    }

    /// Bytes in use.
    long used() {
        return used;
    }

    /// Whether an address, as it is executed, lies in this memory.
    boolean contains(long address) {
        return address - executable >= 0 && address - executable < capacity;
    }

    /// Appends code and returns its address, or -1 if there is no room for it.
    long place(CodeBuffer code) {
        long offset = used + ALIGNMENT - 1 & -ALIGNMENT;
        if (capacity - offset < code.position()) {
            return -1;
        }
        byte[] bytes = code.placeAt(executable + offset);
        HostMemory.copy(bytes, 0, writable + offset, bytes.length);
        used = offset + bytes.length;
        return executable + offset;
    }

    /// Keeps what has been placed so far whenever the memory is flushed.
    void keep() {
        kept = used;
    }

    /// Forgets the code that was placed since [#keep]. Nothing may execute it or jump to it any
    /// more; who does meets breakpoints.
    void flush() {
        HostMemory.fill(writable + kept, used - kept, (byte) BREAKPOINT);
        used = kept;
    }

    /// Replaces the distance of a patchable jump: `field` is the host address of its four bytes, a
    /// multiple of 4. Whoever executes it at the same time goes to the old target or to the new
    /// one.
    void patchJump(long field, long target) {
        if ((field & 3) != 0 || !contains(field)) {
            throw new IllegalArgumentException("no patchable jump at 0x%x".formatted(field));
        }
        long distance = target - (field + 4);
        HostMemory.putInt(field - executable + writable, Math.toIntExact(distance));
    }

    /// Replaces eight bytes of data in the code, at a multiple of 8.
    void patchLong(long address, long value) {
        if ((address & 7) != 0 || !contains(address)) {
            throw new IllegalArgumentException("no patchable word at 0x%x".formatted(address));
        }
        HostMemory.putLong(address - executable + writable, value);
    }

    /// A copy of code.
    byte[] read(long address, int length) {
        byte[] code = new byte[length];
        HostMemory.copy(address, code, 0, length);
        return code;
    }

    @Override
    public void close() {
        Mapping.unmap(executable, capacity);
        Mapping.unmap(writable, capacity);
    }

    private static int createFile() {
        long page = HostCalls.pageSize();
        long name = Mapping.anonymous(page);
        try {
            HostMemory.copy(NAME, 0, name, NAME.length);
            MemorySegment function = HostCalls.find("memfd_create");
            int file = (int) HostCalls.call(function, name, CLOSE_ON_EXEC, 0);
            if (file < 0) {
                throw new CodeMemoryRefused("a memory file");
            }
            return file;
        } finally {
            Mapping.unmap(name, page);
        }
    }
}
