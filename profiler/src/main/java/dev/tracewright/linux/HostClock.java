package dev.tracewright.linux;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// The host's time; `monotonic` counts from the start of the process.
final class HostClock implements GuestClock {
    private final long start = System.nanoTime();
    private long slept;

    @Override
    public long realtime(long instret) {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public long monotonic(long instret) {
        return VirtualClock.UPTIME + System.nanoTime() - start;
    }

    @Override
    public long cpu(long instret) {
        return Math.max(0, System.nanoTime() - start - slept);
    }

    @Override
    public boolean sleep(long nanoseconds) {
        long from = System.nanoTime();
        boolean passed = GuestClock.idle(nanoseconds);
        slept += System.nanoTime() - from;
        return passed;
    }
}
