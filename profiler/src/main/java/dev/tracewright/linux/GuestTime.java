package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;

/// `struct timespec` and `struct timeval` in guest memory, as nanoseconds.
final class GuestTime {
    static final long SECOND = 1_000_000_000L;
    static final long MICROSECOND = 1000;

    private GuestTime() {}

    /// A duration; `EINVAL` if it is negative or not normalized. Durations of more than 290 years
    /// are cut to that.
    static long loadDuration(GuestMemory memory, long at) {
        long seconds = memory.loadLong(at);
        long nanoseconds = memory.loadLong(at + 8);
        if (seconds < 0 || nanoseconds < 0 || nanoseconds >= SECOND) {
            throw Errno.EINVAL.error();
        }
        return seconds >= Long.MAX_VALUE / SECOND ? Long.MAX_VALUE : seconds * SECOND + nanoseconds;
    }

    static void storeTimespec(GuestMemory memory, long at, long time) {
        memory.storeLong(at, Math.floorDiv(time, SECOND));
        memory.storeLong(at + 8, Math.floorMod(time, SECOND));
    }

    static void storeTimeval(GuestMemory memory, long at, long time) {
        memory.storeLong(at, Math.floorDiv(time, SECOND));
        memory.storeLong(at + 8, Math.floorMod(time, SECOND) / MICROSECOND);
    }
}
