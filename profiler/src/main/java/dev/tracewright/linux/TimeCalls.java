package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

/// Clocks and sleeping.
final class TimeCalls {
    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final int PROCESS_CPU = 2;
    private static final int THREAD_CPU = 3;
    private static final int MONOTONIC_RAW = 4;
    private static final int REALTIME_COARSE = 5;
    private static final int MONOTONIC_COARSE = 6;
    private static final int BOOT = 7;
    private static final int TAI = 11;

    /// `TIMER_ABSTIME`
    private static final int ABSOLUTE = 1;

    /// The units of `times`: 10 ms.
    private static final long TICK = GuestTime.SECOND / 100;

    private static final int USAGE_SIZE = 144;

    /// `RUSAGE_CHILDREN`, `RUSAGE_THREAD`
    private static final int CHILDREN = -1;

    private static final int THREAD = 1;

    private TimeCalls() {}

    private static long now(LinuxProcess p, GuestRegisters r, long clock) {
        long instret = r.instret();
        return switch ((int) clock) {
            case REALTIME, REALTIME_COARSE, TAI -> p.clock().realtime(instret);
            case MONOTONIC, MONOTONIC_RAW, MONOTONIC_COARSE, BOOT -> p.clock().monotonic(instret);
            case PROCESS_CPU, THREAD_CPU -> p.clock().cpu(instret);
            default -> throw Errno.EINVAL.error();
        };
    }

    static long clockGettime(LinuxProcess p, GuestRegisters r, long clock, long at) {
        GuestTime.storeTimespec(p.memory(), at, now(p, r, clock));
        return 0;
    }

    static long clockGetres(LinuxProcess p, GuestRegisters r, long clock, long at) {
        now(p, r, clock);
        if (at != 0) {
            GuestTime.storeTimespec(p.memory(), at, 1);
        }
        return 0;
    }

    static long gettimeofday(LinuxProcess p, GuestRegisters r, long at, long zone) {
        if (at != 0) {
            GuestTime.storeTimeval(p.memory(), at, p.clock().realtime(r.instret()));
        }
        if (zone != 0) {
            p.memory().storeLong(zone, 0);
        }
        return 0;
    }

    static long nanosleep(LinuxProcess p, long duration) {
        return sleep(p, GuestTime.loadDuration(p.memory(), duration));
    }

    static long clockNanosleep(
            LinuxProcess p, GuestRegisters r, long clock, long flags, long time) {
        long now = now(p, r, clock);
        if ((int) clock == THREAD_CPU) {
            throw Errno.EINVAL.error();
        }
        long wanted = GuestTime.loadDuration(p.memory(), time);
        return sleep(p, (flags & ABSOLUTE) != 0 ? Math.max(0, wanted - now) : wanted);
    }

    private static long sleep(LinuxProcess p, long duration) {
        if (!p.clock().sleep(duration)) {
            throw Errno.EINTR.error();
        }
        return 0;
    }

    static long times(LinuxProcess p, GuestRegisters r, long at) {
        if (at != 0) {
            p.memory().slice(at, 4L * Long.BYTES, Permission.WRITE).fill((byte) 0);
            p.memory().storeLong(at, p.clock().cpu(r.instret()) / TICK);
        }
        return p.clock().monotonic(r.instret()) / TICK;
    }

    /// All time counts as user time; nothing else is accounted for.
    static long getrusage(LinuxProcess p, GuestRegisters r, long who, long at) {
        if (who != 0 && (int) who != CHILDREN && who != THREAD) {
            throw Errno.EINVAL.error();
        }
        GuestMemory memory = p.memory();
        memory.slice(at, USAGE_SIZE, Permission.WRITE).fill((byte) 0);
        if ((int) who != CHILDREN) {
            GuestTime.storeTimeval(memory, at, p.clock().cpu(r.instret()));
        }
        return 0;
    }
}
