package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

class TimeCallsTest {
    private static final long BUFFER = TestProcess.BUFFER;
    private static final long SECOND = 1_000_000_000L;
    private static final int REALTIME = 0;
    private static final int MONOTONIC = 1;
    private static final int PROCESS_CPU = 2;
    private static final int EINVAL = -22;

    @TempDir Path folder;
    private TestProcess test;

    @BeforeEach
    void start() throws IOException {
        test = new TestProcess(folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private long now(int clock) {
        assertEquals(0, test.call(Syscall.CLOCK_GETTIME, clock, BUFFER));
        return test.memory.loadLong(BUFFER) * SECOND + test.memory.loadLong(BUFFER + 8);
    }

    private long duration(long seconds, long nanoseconds) {
        test.memory.storeLong(BUFFER + 64, seconds);
        test.memory.storeLong(BUFFER + 72, nanoseconds);
        return BUFFER + 64;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 11})
    void virtualClocksCountInstructions(int clock) {
        long start = now(clock);
        assertEquals(start, now(clock));
        test.registers.instret += 5_000_000_123L;
        assertEquals(5_000_000_123L, now(clock) - start);
        assertEquals(0, test.call(Syscall.CLOCK_GETRES, clock, BUFFER));
        assertEquals(1, test.memory.loadLong(BUFFER + 8));
    }

    @Test
    void theVirtualEpochIsFixed() {
        assertEquals(1_767_225_600L * SECOND, now(REALTIME));
        assertEquals(SECOND, now(MONOTONIC));
        assertEquals(0, now(PROCESS_CPU));
    }

    @Test
    void sleepingPassesVirtualTimeWithoutComputing() {
        assertEquals(0, test.call(Syscall.NANOSLEEP, duration(3600, 5), 0));
        assertEquals(3601 * SECOND + 5, now(MONOTONIC));
        assertEquals(0, now(PROCESS_CPU));
        long until = duration(4000, 0);
        assertEquals(0, test.call(Syscall.CLOCK_NANOSLEEP, MONOTONIC, 1, until, 0));
        assertEquals(4000 * SECOND, now(MONOTONIC));
        assertEquals(0, test.call(Syscall.CLOCK_NANOSLEEP, MONOTONIC, 1, until, 0));
        assertEquals(4000 * SECOND, now(MONOTONIC), "what is past does not wait");
        assertEquals(0, test.call(Syscall.CLOCK_NANOSLEEP, REALTIME, 0, duration(1, 0), 0));
        assertEquals(4001 * SECOND, now(MONOTONIC));
    }

    @Test
    void endlessSleepsDoNotOverflow() {
        for (int i = 0; i < 10; i++) {
            test.call(Syscall.NANOSLEEP, duration(Long.MAX_VALUE, 999_999_999), 0);
        }
        assertTrue(now(REALTIME) > 0);
    }

    @Test
    void callsAreChecked() {
        assertEquals(EINVAL, test.call(Syscall.CLOCK_GETTIME, 99, BUFFER));
        assertEquals(EINVAL, test.call(Syscall.CLOCK_GETRES, -1, BUFFER));
        assertEquals(-14, test.call(Syscall.CLOCK_GETTIME, 0, TestProcess.NOT_MAPPED));
        assertEquals(EINVAL, test.call(Syscall.NANOSLEEP, duration(-1, 0), 0));
        assertEquals(EINVAL, test.call(Syscall.NANOSLEEP, duration(0, SECOND), 0));
        assertEquals(EINVAL, test.call(Syscall.CLOCK_NANOSLEEP, 3, 0, duration(0, 0), 0));
        assertEquals(-14, test.call(Syscall.NANOSLEEP, TestProcess.NOT_MAPPED, 0));
        assertEquals(EINVAL, test.call(Syscall.GETRUSAGE, 77, BUFFER));
    }

    @Test
    void olderCallsTellTheSameTime() {
        test.registers.instret = 2_500_000_000L;
        assertEquals(0, test.call(Syscall.GETTIMEOFDAY, BUFFER, 0));
        assertEquals(1_767_225_602L, test.memory.loadLong(BUFFER));
        assertEquals(500_000, test.memory.loadLong(BUFFER + 8));
        assertEquals(350, test.call(Syscall.TIMES, BUFFER));
        assertEquals(250, test.memory.loadLong(BUFFER));
        assertEquals(0, test.call(Syscall.GETRUSAGE, 0, BUFFER));
        assertEquals(2, test.memory.loadLong(BUFFER));
        assertEquals(500_000, test.memory.loadLong(BUFFER + 8));
        assertEquals(0, test.call(Syscall.GETRUSAGE, -1, BUFFER));
        assertEquals(0, test.memory.loadLong(BUFFER), "there are no children");
    }

    @Test
    void theHostsClockRuns() throws IOException {
        try (TestProcess real =
                new TestProcess(folder, "", options -> options.withDeterministic(false))) {
            long before = System.currentTimeMillis() / 1000;
            assertEquals(0, real.call(Syscall.CLOCK_GETTIME, REALTIME, BUFFER));
            long seen = real.memory.loadLong(BUFFER);
            assertTrue(seen >= before && seen <= System.currentTimeMillis() / 1000);
            real.memory.storeLong(BUFFER, 0);
            real.memory.storeLong(BUFFER + 8, 2_000_000);
            long start = real.process.clock().monotonic(0);
            assertEquals(0, real.call(Syscall.NANOSLEEP, BUFFER, 0));
            assertTrue(real.process.clock().monotonic(0) - start >= 2_000_000);
        }
    }
}
