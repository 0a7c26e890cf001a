package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;

import java.io.IOException;

/// Waiting for files. Everything but a terminal and a pipe is always ready, as in Linux.
final class PollCalls {
    private static final int POLLIN = 1;
    private static final int POLLOUT = 4;
    private static final int POLLNVAL = 0x20;
    private static final int POLLRDNORM = 0x40;
    private static final int POLLWRNORM = 0x100;
    private static final int POLL_SIZE = 8;

    /// How often a terminal is asked whether a key was pressed: every 5 ms.
    private static final long INTERVAL = 5_000_000;

    private PollCalls() {}

    /// Looks once; the number of files that are ready.
    private interface Look {
        int count() throws IOException;
    }

    static long ppoll(LinuxProcess p, GuestRegisters r, long at, long count, long timeout)
            throws IOException {
        if (count < 0 || count > FileTable.LIMIT) {
            throw Errno.EINVAL.error();
        }
        return await(p, r, timeout, () -> poll(p, at, (int) count));
    }

    static long pselect6(
            LinuxProcess p,
            GuestRegisters r,
            long limit,
            long readSet,
            long writeSet,
            long exceptSet,
            long timeout)
            throws IOException {
        if (limit < 0 || limit > FileTable.LIMIT) {
            throw Errno.EINVAL.error();
        }
        long[] read = loadSet(p, readSet, (int) limit);
        long[] write = loadSet(p, writeSet, (int) limit);
        long[] readyRead = new long[read.length];
        long[] readyWrite = new long[write.length];
        long ready =
                await(
                        p,
                        r,
                        timeout,
                        () ->
                                select(p, read, POLLIN, readyRead)
                                        + select(p, write, POLLOUT, readyWrite));
        storeSet(p, readSet, readyRead);
        storeSet(p, writeSet, readyWrite);
        storeSet(p, exceptSet, new long[words((int) limit)]);
        return ready;
    }

    private static long await(LinuxProcess p, GuestRegisters r, long timeout, Look look)
            throws IOException {
        long left = timeout == 0 ? Long.MAX_VALUE : GuestTime.loadDuration(p.memory(), timeout);
        while (true) {
            int ready = look.count();
            if (ready > 0 || left == 0) {
                return ready;
            }
            long pause = Math.min(left, INTERVAL);
            if (timeout != 0 && p.options().deterministic()) {
                pause = left;
            }
            boolean passed = timeout == 0 ? GuestClock.idle(pause) : p.clock().sleep(pause);
            if (!passed) {
                throw Errno.EINTR.error();
            }
            left -= timeout == 0 ? 0 : pause;
        }
    }

    private static int poll(LinuxProcess p, long at, int count) throws IOException {
        GuestMemory memory = p.memory();
        int ready = 0;
        for (int i = 0; i < count; i++) {
            long entry = at + (long) i * POLL_SIZE;
            int descriptor = memory.loadInt(entry);
            int wanted = memory.loadShort(entry + 4);
            int events = descriptor < 0 ? 0 : events(p, descriptor, wanted);
            memory.storeShort(entry + 6, events);
            ready += events != 0 ? 1 : 0;
        }
        return ready;
    }

    private static int events(LinuxProcess p, int descriptor, int wanted) throws IOException {
        if (!p.files().isOpen(descriptor)) {
            return POLLNVAL;
        }
        OpenFile file = p.files().get(descriptor);
        int ready = 0;
        if (file.isReadable() && file.isInputReady()) {
            ready |= POLLIN | POLLRDNORM;
        }
        if (file.isWritable() && file.isOutputReady()) {
            ready |= POLLOUT | POLLWRNORM;
        }
        return ready & wanted;
    }

    private static int select(LinuxProcess p, long[] set, int event, long[] ready)
            throws IOException {
        int count = 0;
        for (int descriptor = 0; descriptor < set.length * Long.SIZE; descriptor++) {
            long bit = 1L << descriptor;
            if ((set[descriptor / Long.SIZE] & bit) == 0) {
                continue;
            }
            int events = events(p, descriptor, event);
            if (events == POLLNVAL) {
                throw Errno.EBADF.error();
            }
            if (events != 0) {
                ready[descriptor / Long.SIZE] |= bit;
                count++;
            }
        }
        return count;
    }

    private static int words(int limit) {
        return (limit + Long.SIZE - 1) / Long.SIZE;
    }

    private static long[] loadSet(LinuxProcess p, long address, int limit) {
        long[] set = new long[address == 0 ? 0 : words(limit)];
        for (int i = 0; i < set.length; i++) {
            set[i] = p.memory().loadLong(address + (long) i * Long.BYTES);
        }
        if (set.length > 0 && limit % Long.SIZE != 0) {
            set[set.length - 1] &= (1L << limit) - 1;
        }
        return set;
    }

    private static void storeSet(LinuxProcess p, long address, long[] set) {
        if (address != 0) {
            for (int i = 0; i < set.length; i++) {
                p.memory().storeLong(address + (long) i * Long.BYTES, set[i]);
            }
        }
    }
}
