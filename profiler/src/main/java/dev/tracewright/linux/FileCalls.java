package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Reading, writing and positioning of open files.
final class FileCalls {
    /// What Linux transfers at most in one call (`MAX_RW_COUNT`).
    private static final long MAX_TRANSFER = 0x7fff_f000;

    private static final int MAX_VECTORS = 1024;
    private static final int VECTOR_SIZE = 16;

    /// `FALLOC_FL_KEEP_SIZE`
    private static final long KEEP_SIZE = 1;

    private FileCalls() {}

    private interface Transfer {
        int apply(OpenFile file, ByteBuffer bytes, long offset) throws IOException;
    }

    static long read(LinuxProcess p, long fd, long buffer, long count) throws IOException {
        OpenFile file = p.files().get(fd);
        return file.read(buffer(p, buffer, count, Permission.WRITE));
    }

    static long pread(LinuxProcess p, long fd, long buffer, long count, long offset)
            throws IOException {
        OpenFile file = p.files().get(fd);
        return file.readAt(buffer(p, buffer, count, Permission.WRITE), checkOffset(offset));
    }

    static long write(LinuxProcess p, long fd, long buffer, long count) throws IOException {
        OpenFile file = p.files().get(fd);
        ByteBuffer bytes = buffer(p, buffer, count, Permission.READ);
        try {
            return wrote(p, fd, bytes, file.write(bytes.duplicate()));
        } catch (IOException | LinuxError failure) {
            signalBrokenPipe(p, failure);
            throw failure;
        }
    }

    static long pwrite(LinuxProcess p, long fd, long buffer, long count, long offset)
            throws IOException {
        OpenFile file = p.files().get(fd);
        ByteBuffer bytes = buffer(p, buffer, count, Permission.READ);
        return wrote(p, fd, bytes, file.writeAt(bytes.duplicate(), checkOffset(offset)));
    }

    static long readv(LinuxProcess p, long fd, long vectors, long count) throws IOException {
        return transfer(p, fd, vectors, count, Permission.WRITE, 0, (f, b, _) -> f.read(b));
    }

    static long preadv(LinuxProcess p, long fd, long vectors, long count, long offset)
            throws IOException {
        checkOffset(offset);
        return transfer(p, fd, vectors, count, Permission.WRITE, offset, OpenFile::readAt);
    }

    static long writev(LinuxProcess p, long fd, long vectors, long count) throws IOException {
        try {
            return transfer(p, fd, vectors, count, Permission.READ, 0, (f, b, _) -> f.write(b));
        } catch (IOException | LinuxError failure) {
            signalBrokenPipe(p, failure);
            throw failure;
        }
    }

    static long pwritev(LinuxProcess p, long fd, long vectors, long count, long offset)
            throws IOException {
        checkOffset(offset);
        return transfer(p, fd, vectors, count, Permission.READ, offset, OpenFile::writeAt);
    }

    static long lseek(LinuxProcess p, long fd, long offset, long whence) throws IOException {
        return p.files().get(fd).seek(offset, OpenFile.Whence.of(whence));
    }

    static long sendfile(LinuxProcess p, long to, long from, long offsetAt, long count)
            throws IOException {
        OpenFile source = p.files().get(from);
        OpenFile target = p.files().get(to);
        GuestMemory memory = p.memory();
        long offset = offsetAt == 0 ? 0 : checkOffset(memory.loadLong(offsetAt));
        long moved = 0;
        long wanted = count < 0 ? MAX_TRANSFER : Math.min(count, MAX_TRANSFER);
        while (moved < wanted) {
            ByteBuffer part = ByteBuffer.allocate((int) Math.min(wanted - moved, 1 << 16));
            int size = offsetAt == 0 ? source.read(part) : source.readAt(part, offset + moved);
            if (size == 0) {
                break;
            }
            wrote(p, to, part.flip(), target.write(part.duplicate()));
            moved += size;
        }
        if (offsetAt != 0) {
            memory.storeLong(offsetAt, offset + moved);
        }
        return moved;
    }

    static long ftruncate(LinuxProcess p, long fd, long size) throws IOException {
        OpenFile file = p.files().get(fd);
        if (size < 0) {
            throw Errno.EINVAL.error();
        }
        file.truncate(size);
        return 0;
    }

    static long fallocate(LinuxProcess p, long fd, long mode, long offset, long size)
            throws IOException {
        OpenFile file = p.files().get(fd);
        if (offset < 0 || size <= 0 || offset + size < 0) {
            throw Errno.EINVAL.error();
        }
        if ((mode & ~KEEP_SIZE) != 0) {
            throw Errno.EOPNOTSUPP.error();
        }
        if (!file.isWritable()) {
            throw Errno.EBADF.error();
        }
        if (mode == 0 && offset + size > file.status().size()) {
            file.truncate(offset + size);
        }
        return 0;
    }

    static long fsync(LinuxProcess p, long fd) throws IOException {
        p.files().get(fd).synchronize();
        return 0;
    }

    /// For advice and locks, which need nothing but an open file.
    static long check(LinuxProcess p, long fd) {
        p.files().get(fd);
        return 0;
    }

    /// Transfers one vector after the other, to the first that is not transferred whole.
    private static long transfer(
            LinuxProcess p,
            long fd,
            long vectors,
            long count,
            int access,
            long offset,
            Transfer transfer)
            throws IOException {
        OpenFile file = p.files().get(fd);
        if (count < 0 || count > MAX_VECTORS) {
            throw Errno.EINVAL.error();
        }
        long moved = 0;
        for (long at = vectors; at < vectors + count * VECTOR_SIZE; at += VECTOR_SIZE) {
            ByteBuffer bytes = vector(p, at, access, moved > 0);
            int wanted = bytes.remaining();
            if (wanted == 0) {
                continue;
            }
            int done = transferPart(file, bytes.duplicate(), offset + moved, transfer, moved);
            if (access == Permission.READ) {
                wrote(p, fd, bytes, done);
            }
            moved += done;
            if (done < wanted) {
                break;
            }
        }
        return moved;
    }

    /// An error behind bytes that were transferred already only ends the transfer.
    private static int transferPart(
            OpenFile file, ByteBuffer bytes, long offset, Transfer transfer, long moved)
            throws IOException {
        try {
            return transfer.apply(file, bytes, offset);
        } catch (IOException | LinuxError failure) {
            if (moved > 0) {
                return 0;
            }
            throw failure;
        }
    }

    private static ByteBuffer vector(LinuxProcess p, long at, int access, boolean moved) {
        long address = p.memory().loadLong(at);
        long length = p.memory().loadLong(at + 8);
        if (length < 0) {
            throw Errno.EINVAL.error();
        }
        boolean reachable = length == 0 || p.memory().accessiblePrefix(address, 1, access) == 1;
        return moved && !reachable ? ByteBuffer.allocate(0) : buffer(p, address, length, access);
    }

    /// The accessible start of a buffer of the guest; `EFAULT` if there is none.
    private static ByteBuffer buffer(LinuxProcess p, long address, long count, int access) {
        if (count == 0) {
            return ByteBuffer.allocate(0);
        }
        long wanted = count < 0 ? MAX_TRANSFER : Math.min(count, MAX_TRANSFER);
        long length = p.memory().accessiblePrefix(address, wanted, access);
        if (length == 0) {
            throw Errno.EFAULT.error();
        }
        return p.memory().slice(address, length, access).asByteBuffer();
    }

    private static int wrote(LinuxProcess p, long fd, ByteBuffer bytes, int count) {
        p.wrote((int) fd, bytes.slice(0, count).asReadOnlyBuffer());
        return count;
    }

    /// Besides the error, a write that nobody reads sends a signal.
    private static void signalBrokenPipe(LinuxProcess p, Exception failure) {
        boolean broken =
                switch (failure) {
                    case IOException told -> Errno.of(told) == Errno.EPIPE;
                    case LinuxError told -> told.errno() == Errno.EPIPE;
                    default -> false;
                };
        if (broken) {
            SignalCalls.raise(p, Signal.SIGPIPE);
        }
    }

    private static long checkOffset(long offset) {
        if (offset < 0) {
            throw Errno.EINVAL.error();
        }
        return offset;
    }
}
