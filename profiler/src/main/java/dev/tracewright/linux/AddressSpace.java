package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.memory.Region;
import dev.tracewright.program.AddressLayout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// What the memory calls keep of a process: the program break, and mappings that write back to
/// files.
///
/// File contents are copied in when they are mapped. Shared writable mappings are written back by
/// `msync`, `munmap` and at the end of the process.
final class AddressSpace {
    private static final long MAX_TRANSFER = 1L << 30;

    private final GuestMemory memory;
    private final long heapStart;
    private final List<SharedMapping> shared = new ArrayList<>();
    private long programBreak;

    /// A range whose contents go back to a file.
    private record SharedMapping(long start, long end, HostFile file, long offset) {
        SharedMapping clip(long from, long to) {
            long newStart = Math.max(start, from);
            return new SharedMapping(newStart, Math.min(end, to), file, offset + newStart - start);
        }
    }

    AddressSpace(GuestMemory memory, long heapStart) {
        this.memory = memory;
        this.heapStart = heapStart;
        this.programBreak = heapStart;
    }

    /// Moves the program break as far as possible; returns where it is.
    long moveBreak(long wanted) {
        long oldEnd = GuestPages.roundUp(programBreak);
        if (wanted < heapStart || wanted > AddressLayout.MMAP_TOP) {
            return programBreak;
        }
        long newEnd = GuestPages.roundUp(wanted);
        if (newEnd > oldEnd) {
            if (!isFree(oldEnd, newEnd - oldEnd)) {
                return programBreak;
            }
            memory.map(oldEnd, newEnd - oldEnd, Permission.READ_WRITE, "[heap]");
        } else if (newEnd < oldEnd) {
            memory.unmap(newEnd, oldEnd - newEnd);
        }
        programBreak = wanted;
        return wanted;
    }

    /// A free range for a mapping; `ENOMEM` if there is none.
    long findFree(long length, long hint) {
        boolean usable = hint > 0 && hint <= AddressLayout.MMAP_TOP - length;
        long address =
                memory.findFree(
                        length, usable ? hint : 0, GuestMemory.LOWEST, AddressLayout.MMAP_TOP);
        if (address < 0) {
            throw Errno.ENOMEM.error();
        }
        return address;
    }

    boolean isFree(long address, long length) {
        return memory.findFree(length, address, 0, 0) == address;
    }

    void map(long address, long length, int permissions) {
        unmap(address, length);
        memory.map(address, length, permissions);
    }

    void mapFile(
            long address, long length, int permissions, HostFile file, long offset, boolean share)
            throws IOException {
        unmap(address, length);
        String name = file.path().orElseThrow().toString();
        memory.map(address, length, permissions, name);
        FileChannel channel = file.channel();
        long available = Math.min(length, channel.size() - offset);
        if (available > 0) {
            try (Arena arena = Arena.ofConfined()) {
                memory.initialize(
                        address,
                        channel.map(FileChannel.MapMode.READ_ONLY, offset, available, arena));
            }
        }
        if (share && file.isWritable()) {
            file.retain();
            shared.add(new SharedMapping(address, address + length, file, offset));
        }
    }

    void unmap(long address, long length) {
        forget(address, address + length);
        memory.unmap(address, length);
    }

    /// Moves or resizes a mapping that is one region throughout.
    long move(long from, long oldLength, long to, long newLength) {
        Region region = memory.region(from).orElseThrow(Errno.EFAULT::error);
        long kept = Math.min(oldLength, newLength);
        forget(to, to + newLength);
        memory.move(from, kept, to);
        if (newLength > kept) {
            memory.map(to + kept, newLength - kept, region.permissions(), region.name());
        }
        relocate(from, from + oldLength, to);
        if (oldLength > kept) {
            memory.unmap(from + kept, oldLength - kept);
        }
        return to;
    }

    /// Writes shared mappings of a range to their files.
    void writeBack(long start, long end) {
        for (SharedMapping mapping : shared) {
            if (mapping.start() < end && mapping.end() > start) {
                writeBack(mapping.clip(start, end));
            }
        }
    }

    /// Writes all shared mappings to their files.
    void writeBack() {
        writeBack(0, GuestMemory.LIMIT);
    }

    /// The file keeps its size: what is mapped behind its end is not written.
    private void writeBack(SharedMapping mapping) {
        try {
            FileChannel channel = mapping.file().channel();
            long end = Math.min(channel.size(), mapping.offset() + mapping.end() - mapping.start());
            for (Region region : memory.regions()) {
                writeBack(mapping, region, channel, end);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeBack(SharedMapping mapping, Region region, FileChannel channel, long fileEnd)
            throws IOException {
        long from = Math.max(region.start(), mapping.start());
        long to = Math.min(region.end(), mapping.end());
        long offset = mapping.offset() + from - mapping.start();
        to = Math.min(to, from + fileEnd - offset);
        if (from >= to || !region.permits(Permission.READ)) {
            return;
        }
        while (from < to) {
            long part = Math.min(to - from, MAX_TRANSFER);
            ByteBuffer bytes = memory.slice(from, part, Permission.READ).asByteBuffer();
            int written = channel.write(bytes, offset);
            from += written;
            offset += written;
        }
    }

    private void forget(long start, long end) {
        if (shared.isEmpty()) {
            return;
        }
        writeBack(start, end);
        replace(start, end, 0, false);
    }

    private void relocate(long start, long end, long to) {
        replace(start, end, to, true);
    }

    /// Takes a range out of the shared mappings, and puts it back at another place.
    private void replace(long start, long end, long to, boolean again) {
        List<SharedMapping> old = List.copyOf(shared);
        shared.clear();
        for (SharedMapping mapping : old) {
            keep(mapping.clip(0, start));
            keep(mapping.clip(end, GuestMemory.LIMIT));
            SharedMapping moved = mapping.clip(start, end);
            if (again && moved.start() < moved.end()) {
                long distance = to - start;
                keep(
                        new SharedMapping(
                                moved.start() + distance,
                                moved.end() + distance,
                                moved.file(),
                                moved.offset()));
            }
        }
        for (SharedMapping mapping : shared) {
            mapping.file().retain();
        }
        for (SharedMapping mapping : old) {
            release(mapping.file());
        }
    }

    private void keep(SharedMapping mapping) {
        if (mapping.start() < mapping.end()) {
            shared.add(mapping);
        }
    }

    private static void release(HostFile file) {
        try {
            file.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
