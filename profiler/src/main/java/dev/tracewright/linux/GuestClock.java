package dev.tracewright.linux;

import java.util.concurrent.TimeUnit;

/// The time that a process sees.
public sealed interface GuestClock permits HostClock, VirtualClock {
    /// Nanoseconds since 1970.
    long realtime(long instret);

    /// Nanoseconds since some moment before the process started; never goes back.
    long monotonic(long instret);

    /// Nanoseconds that the process computed: what passed while it did not sleep.
    long cpu(long instret);

    /// Lets time pass.
    ///
    /// @return false if the thread was interrupted before the time was over
    boolean sleep(long nanoseconds);

    /// Lets time of the host pass, whatever the guest sees of it.
    ///
    /// @return false if the thread was interrupted before the time was over
    static boolean idle(long nanoseconds) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanoseconds);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The host's clock, or the virtual one.
    static GuestClock of(boolean deterministic) {
        return deterministic ? new VirtualClock() : new HostClock();
    }
}
