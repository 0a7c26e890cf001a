package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The process itself: its end, its ids, its limits, and waiting for other threads.
final class ProcessCalls {
    private static final int FIXED_PARENT = 1;

    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;
    private static final int PR_SET_NAME = 15;
    private static final int PR_GET_NAME = 16;
    private static final int NAME_SIZE = 16;

    private static final int FUTEX_COMMAND = 0x7f;
    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;
    private static final int FUTEX_WAIT_BITSET = 9;
    private static final int FUTEX_WAKE_BITSET = 10;
    private static final int FUTEX_CLOCK_REALTIME = 0x100;

    private ProcessCalls() {}

    static long exit(LinuxProcess p, long status) {
        p.exit(new ExitStatus.Exited((int) status & 0xff));
        return 0;
    }

    static long parent(LinuxProcess p) {
        return p.options().deterministic()
                ? FIXED_PARENT
                : ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }

    static long storeIds(LinuxProcess p, int id, long real, long effective, long saved) {
        p.memory().storeInt(real, id);
        p.memory().storeInt(effective, id);
        p.memory().storeInt(saved, id);
        return 0;
    }

    /// Ids can be set to what they are, or left alone by -1.
    static long setIds(int id, long... wanted) {
        for (long one : wanted) {
            if ((int) one != id && (int) one != -1) {
                throw Errno.EPERM.error();
            }
        }
        return 0;
    }

    static long group(LinuxProcess p, long pid) {
        requireSelf(p, pid);
        return p.pid();
    }

    static long setGroup(LinuxProcess p, long pid, long group) {
        requireSelf(p, pid);
        if ((int) group != 0 && (int) group != p.pid()) {
            throw Errno.EPERM.error();
        }
        return 0;
    }

    private static void requireSelf(LinuxProcess p, long pid) {
        if ((int) pid != 0 && (int) pid != p.pid()) {
            throw Errno.ESRCH.error();
        }
    }

    static long prctl(LinuxProcess p, long option, long argument) {
        GuestMemory memory = p.memory();
        return switch ((int) option) {
            case PR_GET_DUMPABLE -> 1;
            case PR_SET_DUMPABLE -> 0;
            case PR_SET_NAME -> {
                StringBuilder name = new StringBuilder();
                for (int i = 0; i < NAME_SIZE - 1 && memory.loadByte(argument + i) != 0; i++) {
                    name.append((char) (memory.loadByte(argument + i) & 0xff));
                }
                p.setThreadName(name.toString());
                yield 0;
            }
            case PR_GET_NAME -> {
                byte[] name = p.threadName().getBytes(StandardCharsets.ISO_8859_1);
                byte[] field = Arrays.copyOf(name, NAME_SIZE);
                field[NAME_SIZE - 1] = 0;
                memory.write(argument, field, 0, NAME_SIZE);
                yield 0;
            }
            default -> throw Errno.EINVAL.error();
        };
    }

    static long prlimit(LinuxProcess p, long pid, long resource, long newLimit, long oldLimit) {
        requireSelf(p, pid);
        GuestMemory memory = p.memory();
        long soft = p.limits().soft(resource);
        long hard = p.limits().hard(resource);
        if (newLimit != 0) {
            p.limits().set(resource, memory.loadLong(newLimit), memory.loadLong(newLimit + 8));
        }
        if (oldLimit != 0) {
            memory.storeLong(oldLimit, soft);
            memory.storeLong(oldLimit + 8, hard);
        }
        return 0;
    }

    /// With one thread nobody waits and nobody wakes: waking wakes none, and a wait that has no end
    /// in time is a deadlock, which is told instead of hanging.
    static long futex(
            LinuxProcess p, GuestRegisters r, long word, long operation, long value, long timeout) {
        int command = (int) operation & FUTEX_COMMAND;
        switch (command) {
            case FUTEX_WAKE, FUTEX_WAKE_BITSET -> {
                p.memory().loadInt(word);
                return 0;
            }
            case FUTEX_WAIT, FUTEX_WAIT_BITSET -> {
                if (p.memory().loadReservedInt(word) != (int) value) {
                    throw Errno.EAGAIN.error();
                }
                if (timeout == 0) {
                    p.diagnose("the program waits for a thread that does not exist (futex)");
                    throw Errno.EDEADLK.error();
                }
                long limit = GuestTime.loadDuration(p.memory(), timeout);
                if (command == FUTEX_WAIT_BITSET) {
                    boolean real = (operation & FUTEX_CLOCK_REALTIME) != 0;
                    long now =
                            real
                                    ? p.clock().realtime(r.instret())
                                    : p.clock().monotonic(r.instret());
                    limit = Math.max(0, limit - now);
                }
                throw (p.clock().sleep(limit) ? Errno.ETIMEDOUT : Errno.EINTR).error();
            }
            default -> throw Errno.ENOSYS.error();
        }
    }
}
