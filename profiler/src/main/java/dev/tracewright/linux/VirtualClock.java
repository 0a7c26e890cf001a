package dev.tracewright.linux;

/// Time as a function of what the process did: one instruction takes one nanosecond, sleeping takes
/// exactly as long as asked, and the process starts at a fixed moment.
final class VirtualClock implements GuestClock {
    /// 2026-01-01T00:00:00Z
    static final long EPOCH = 1_767_225_600L * 1_000_000_000L;

    /// The machine has been up for a second when the process starts.
    static final long UPTIME = 1_000_000_000L;

    /// A sleep of centuries must not make time overflow.
    private static final long MAX_SLEEP = Long.MAX_VALUE / 4;

    private long slept;

    @Override
    public long realtime(long instret) {
        return EPOCH + instret + slept;
    }

    @Override
    public long monotonic(long instret) {
        return UPTIME + instret + slept;
    }

    @Override
    public long cpu(long instret) {
        return instret;
    }

    @Override
    public boolean sleep(long nanoseconds) {
        slept = Math.min(MAX_SLEEP, slept + Math.min(MAX_SLEEP, nanoseconds));
        return true;
    }
}
