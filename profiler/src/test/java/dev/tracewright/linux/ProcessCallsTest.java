package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class ProcessCallsTest {
    private static final long BUFFER = TestProcess.BUFFER;
    private static final int EPERM = -1;
    private static final int ESRCH = -3;
    private static final int EAGAIN = -11;
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

    @Test
    void deterministicIdsAreFixed() {
        assertEquals(1000, test.call(Syscall.GETPID));
        assertEquals(1000, test.call(Syscall.GETTID));
        assertEquals(1, test.call(Syscall.GETPPID));
        assertEquals(1000, test.call(Syscall.GETUID));
        assertEquals(1000, test.call(Syscall.GETEGID));
        assertEquals(1000, test.call(Syscall.SET_TID_ADDRESS, BUFFER));
        assertEquals(1000, test.call(Syscall.GETPGID, 0));
        assertEquals(ESRCH, test.call(Syscall.GETPGID, 5));
        assertEquals(0, test.call(Syscall.GETRESUID, BUFFER, BUFFER + 4, BUFFER + 8));
        assertEquals(1000, test.memory.loadInt(BUFFER + 8));
    }

    @Test
    void idsCanOnlyBeSetToWhatTheyAre() {
        assertEquals(0, test.call(Syscall.SETUID, 1000));
        assertEquals(EPERM, test.call(Syscall.SETUID, 0));
        assertEquals(0, test.call(Syscall.SETRESGID, -1, 1000, -1));
        assertEquals(EPERM, test.call(Syscall.SETREGID, 1000, 0));
        assertEquals(0, test.call(Syscall.SETPGID, 0, 0));
        assertEquals(EPERM, test.call(Syscall.SETPGID, 0, 5));
        assertEquals(-10, test.call(Syscall.WAIT4, -1, 0, 0, 0));
    }

    @Test
    void realIdsAreTheHosts() throws IOException {
        try (TestProcess real =
                new TestProcess(folder, "", options -> options.withDeterministic(false))) {
            assertEquals((int) ProcessHandle.current().pid(), real.call(Syscall.GETPID));
            int user = (int) Files.getAttribute(folder, "unix:uid");
            assertEquals(user, real.call(Syscall.GETUID));
        }
    }

    @Test
    void limitsAreToldAndRemembered() {
        assertEquals(0, test.call(Syscall.PRLIMIT64, 0, 3, 0, BUFFER));
        assertEquals(8 << 20, test.memory.loadLong(BUFFER));
        assertEquals(-1, test.memory.loadLong(BUFFER + 8));
        test.memory.storeLong(BUFFER, 100);
        test.memory.storeLong(BUFFER + 8, 200);
        assertEquals(0, test.call(Syscall.SETRLIMIT, 7, BUFFER));
        assertEquals(0, test.call(Syscall.GETRLIMIT, 7, BUFFER + 16));
        assertEquals(100, test.memory.loadLong(BUFFER + 16));
        assertEquals(200, test.memory.loadLong(BUFFER + 24));
        test.memory.storeLong(BUFFER + 8, 201);
        assertEquals(EPERM, test.call(Syscall.SETRLIMIT, 7, BUFFER));
        test.memory.storeLong(BUFFER, 300);
        assertEquals(EINVAL, test.call(Syscall.SETRLIMIT, 7, BUFFER), "soft above hard");
        assertEquals(EINVAL, test.call(Syscall.GETRLIMIT, 16, BUFFER));
        assertEquals(EINVAL, test.call(Syscall.GETRLIMIT, -1, BUFFER));
        assertEquals(ESRCH, test.call(Syscall.PRLIMIT64, 5, 3, 0, BUFFER));
    }

    @Test
    void theThreadHasAName() {
        assertEquals(0, test.call(Syscall.PRCTL, 16, BUFFER));
        assertEquals("test.elf\0", test.bytes(BUFFER, 9));
        assertEquals(0, test.call(Syscall.PRCTL, 15, test.path("a name that is too long")));
        assertEquals(0, test.call(Syscall.PRCTL, 16, BUFFER));
        assertEquals("a name that is \0", test.bytes(BUFFER, 16));
        assertEquals(1, test.call(Syscall.PRCTL, 3));
        assertEquals(EINVAL, test.call(Syscall.PRCTL, 0x53564d41));
    }

    @Test
    void futexesWorkForOneThread() {
        test.memory.storeInt(BUFFER, 5);
        test.memory.storeLong(BUFFER + 16, 1);
        test.memory.storeLong(BUFFER + 24, 0);
        assertEquals(0, test.call(Syscall.FUTEX, BUFFER, 129, 1), "nobody to wake");
        assertEquals(EAGAIN, test.call(Syscall.FUTEX, BUFFER, 128, 4, 0));
        long before = test.process.clock().monotonic(0);
        assertEquals(-110, test.call(Syscall.FUTEX, BUFFER, 128, 5, BUFFER + 16));
        assertEquals(1_000_000_000L, test.process.clock().monotonic(0) - before);
        assertEquals(List.of(), test.diagnostics);
        assertEquals(-35, test.call(Syscall.FUTEX, BUFFER, 128, 5, 0));
        assertEquals(1, test.diagnostics.size(), "a deadlock is told");
        assertEquals(-38, test.call(Syscall.FUTEX, BUFFER, 6, 0, 0));
        assertEquals(-14, test.call(Syscall.FUTEX, TestProcess.NOT_MAPPED, 0, 0, 0));
    }

    @Test
    void absoluteFutexTimeoutsFollowTheirClock() {
        test.memory.storeLong(BUFFER + 16, 3);
        test.memory.storeLong(BUFFER + 24, 0);
        assertEquals(-110, test.call(Syscall.FUTEX, BUFFER, 9 | 128, 0, BUFFER + 16));
        assertEquals(3_000_000_000L, test.process.clock().monotonic(0));
        assertEquals(-110, test.call(Syscall.FUTEX, BUFFER, 9 | 0x100, 0, BUFFER + 16));
        assertEquals(3_000_000_000L, test.process.clock().monotonic(0), "long past in real time");
    }

    @Test
    void theMachineIsARiscvLinux() {
        assertEquals(0, test.call(Syscall.UNAME, BUFFER));
        assertEquals("Linux\0", test.bytes(BUFFER, 6));
        assertEquals("6.6.0\0", test.bytes(BUFFER + 2 * 65, 6));
        assertEquals("riscv64\0", test.bytes(BUFFER + 4 * 65, 8));
        assertEquals(0, test.call(Syscall.SYSINFO, BUFFER));
        assertEquals(1, test.memory.loadLong(BUFFER), "seconds up");
        assertEquals(8L << 30, test.memory.loadLong(BUFFER + 32));
        assertEquals(1, test.memory.loadInt(BUFFER + 104));
        assertEquals(8, test.call(Syscall.SCHED_GETAFFINITY, 0, 128, BUFFER));
        assertEquals(1, test.memory.loadLong(BUFFER), "one processor");
        assertEquals(EINVAL, test.call(Syscall.SCHED_GETAFFINITY, 0, 7, BUFFER));
        assertEquals(99, test.call(Syscall.SCHED_GET_PRIORITY_MAX, 1));
        assertEquals(0, test.call(Syscall.SCHED_GET_PRIORITY_MIN, 0));
        assertEquals(EINVAL, test.call(Syscall.SCHED_GET_PRIORITY_MIN, 9));
        assertEquals(0, test.call(Syscall.GETCPU, BUFFER, BUFFER + 4));
        assertEquals(20, test.call(Syscall.GETPRIORITY, 0, 0));
    }

    @Test
    void hardwareIsProbed() {
        long[] keys = {3, 4, 7, 99};
        for (int i = 0; i < keys.length; i++) {
            test.memory.storeLong(BUFFER + i * 16L, keys[i]);
        }
        assertEquals(0, test.call(Syscall.RISCV_HWPROBE, BUFFER, keys.length, 0, 0, 0));
        assertEquals(1, test.memory.loadLong(BUFFER + 8));
        assertEquals(0x8_0000_00bbL, test.memory.loadLong(BUFFER + 24));
        assertEquals((1L << 42) - 1, test.memory.loadLong(BUFFER + 40));
        assertEquals(-1, test.memory.loadLong(BUFFER + 48), "an unknown key");
        assertEquals(0, test.memory.loadLong(BUFFER + 56));
        assertEquals(EINVAL, test.call(Syscall.RISCV_HWPROBE, BUFFER, 1, 0, 0, 8));
    }

    @Test
    void flushingTheInstructionCacheIsAnnounced() {
        List<Long> flushed = new ArrayList<>();
        test.memory.onCodeChange(
                (start, end) -> {
                    flushed.add(start);
                    flushed.add(end);
                });
        assertEquals(0, test.call(Syscall.RISCV_FLUSH_ICACHE, 0x1_0000, 0x1_0004, 0));
        assertEquals(List.of(0x1_0000L, 0x1_0004L), flushed);
    }

    @Test
    void randomBytesAreTheSameOnlyInDeterministicRuns() throws IOException {
        long first = random(test);
        assertNotEquals(first, random(test), "the sequence goes on");
        try (TestProcess same = new TestProcess(folder);
                TestProcess real =
                        new TestProcess(folder, "", options -> options.withDeterministic(false))) {
            assertEquals(first, random(same));
            assertNotEquals(first, random(real));
        }
        assertEquals(EINVAL, test.call(Syscall.GETRANDOM, BUFFER, 8, 0xff));
        assertEquals(-14, test.call(Syscall.GETRANDOM, TestProcess.NOT_MAPPED, 8, 0));
        assertEquals(0, test.call(Syscall.GETRANDOM, BUFFER, 0, 0));
        assertTrue(test.diagnostics.isEmpty());
        assertFalse(test.process.exitStatus().isPresent());
    }

    private static long random(TestProcess process) {
        assertEquals(8, process.call(Syscall.GETRANDOM, BUFFER, 8, 0));
        return process.memory.loadLong(BUFFER);
    }
}
