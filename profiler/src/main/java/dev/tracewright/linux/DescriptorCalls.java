package dev.tracewright.linux;

import dev.tracewright.memory.Permission;

import java.io.IOException;

/// Descriptors: duplicating, closing, flags, pipes.
final class DescriptorCalls {
    private static final int F_DUPFD = 0;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_GETLK = 5;
    private static final int F_SETLK = 6;
    private static final int F_SETLKW = 7;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int F_UNLCK = 2;
    private static final int FD_CLOEXEC = 1;

    /// `CLOSE_RANGE_CLOEXEC`
    private static final int ONLY_MARK = 4;

    private DescriptorCalls() {}

    static long close(LinuxProcess p, long fd) throws IOException {
        p.files().close(fd);
        return 0;
    }

    static long closeRange(LinuxProcess p, long first, long last, long flags) throws IOException {
        long from = first & 0xffff_ffffL;
        long to = Math.min(last & 0xffff_ffffL, p.files().size() - 1L);
        if ((last & 0xffff_ffffL) < from) {
            throw Errno.EINVAL.error();
        }
        for (long fd = from; fd <= to; fd++) {
            if (p.files().isOpen(fd)) {
                if ((flags & ONLY_MARK) != 0) {
                    p.files().setCloseOnExec(fd, true);
                } else {
                    p.files().close(fd);
                }
            }
        }
        return 0;
    }

    static long dup(LinuxProcess p, long fd) {
        return p.files().add(p.files().get(fd), false);
    }

    static long dup3(LinuxProcess p, long from, long to, long flags) throws IOException {
        if ((int) from == (int) to || (flags & ~OpenFlags.CLOSE_ON_EXEC) != 0) {
            throw Errno.EINVAL.error();
        }
        OpenFile file = p.files().get(from);
        p.files().replace(to, file, OpenFlags.has(flags, OpenFlags.CLOSE_ON_EXEC));
        return (int) to;
    }

    static long pipe2(LinuxProcess p, long descriptors, long flags) throws IOException {
        if ((flags & ~(OpenFlags.CLOSE_ON_EXEC | OpenFlags.NON_BLOCKING)) != 0) {
            throw Errno.EINVAL.error();
        }
        p.memory().slice(descriptors, 2L * Integer.BYTES, Permission.WRITE);
        boolean closeOnExec = OpenFlags.has(flags, OpenFlags.CLOSE_ON_EXEC);
        Pipe pipe = new Pipe((int) flags, p.newInode());
        int readEnd = p.files().add(pipe.readEnd(), closeOnExec);
        try {
            int writeEnd = p.files().add(pipe.writeEnd(), closeOnExec);
            p.memory().storeInt(descriptors, readEnd);
            p.memory().storeInt(descriptors + Integer.BYTES, writeEnd);
            return 0;
        } catch (LinuxError full) {
            p.files().close(readEnd);
            throw full;
        }
    }

    static long fcntl(LinuxProcess p, long fd, long command, long argument) {
        OpenFile file = p.files().get(fd);
        switch ((int) command) {
            case F_DUPFD -> {
                return p.files().add(file, (int) argument, false);
            }
            case F_DUPFD_CLOEXEC -> {
                return p.files().add(file, (int) argument, true);
            }
            case F_GETFD -> {
                return p.files().isClosedOnExec(fd) ? FD_CLOEXEC : 0;
            }
            case F_SETFD -> p.files().setCloseOnExec(fd, (argument & FD_CLOEXEC) != 0);
            case F_GETFL -> {
                return file.flags();
            }
            case F_SETFL -> file.setStatusFlags((int) argument);
            // A process never conflicts with its own record locks.
            case F_GETLK -> p.memory().storeShort(argument, F_UNLCK);
            case F_SETLK, F_SETLKW -> {}
            case F_GETPIPE_SZ, F_SETPIPE_SZ -> {
                return pipeSize(file);
            }
            default -> throw Errno.EINVAL.error();
        }
        return 0;
    }

    private static long pipeSize(OpenFile file) {
        if (!(file instanceof Pipe.End)) {
            throw Errno.EBADF.error();
        }
        return Pipe.CAPACITY;
    }
}
