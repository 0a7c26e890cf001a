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
import java.util.List;
import java.util.Optional;

class SignalCallsTest {
    private static final long BUFFER = TestProcess.BUFFER;
    private static final long OLD = BUFFER + 64;
    private static final int PID = 1000;
    private static final int SIGUSR1 = 10;
    private static final int SIGUSR2 = 12;
    private static final int ESRCH = -3;
    private static final int EAGAIN = -11;
    private static final int EINVAL = -22;
    private static final long HANDLER = 0x1_0004;

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

    private long setAction(int signal, long handler) {
        test.memory.storeLong(BUFFER, handler);
        test.memory.storeLong(BUFFER + 8, 0x1000_0000);
        test.memory.storeLong(BUFFER + 16, 5);
        return test.call(Syscall.RT_SIGACTION, signal, BUFFER, OLD, 8);
    }

    private long setMask(int how, long set) {
        test.memory.storeLong(BUFFER, set);
        return test.call(Syscall.RT_SIGPROCMASK, how, BUFFER, OLD, 8);
    }

    private Optional<ExitStatus> status() {
        return test.process.exitStatus();
    }

    @Test
    void actionsAreRemembered() {
        assertEquals(0, setAction(SIGUSR1, HANDLER));
        assertEquals(0, test.memory.loadLong(OLD));
        assertEquals(0, test.call(Syscall.RT_SIGACTION, SIGUSR1, 0, OLD, 8));
        assertEquals(HANDLER, test.memory.loadLong(OLD));
        assertEquals(0x1000_0000, test.memory.loadLong(OLD + 8));
        assertEquals(5, test.memory.loadLong(OLD + 16));
    }

    @Test
    void actionsAreChecked() {
        assertEquals(EINVAL, setAction(Signal.SIGKILL, HANDLER));
        assertEquals(EINVAL, setAction(19, HANDLER));
        assertEquals(EINVAL, setAction(0, HANDLER));
        assertEquals(EINVAL, setAction(65, HANDLER));
        assertEquals(0, test.call(Syscall.RT_SIGACTION, Signal.SIGKILL, 0, OLD, 8));
        assertEquals(EINVAL, test.call(Syscall.RT_SIGACTION, SIGUSR1, 0, OLD, 16));
        assertEquals(-14, test.call(Syscall.RT_SIGACTION, SIGUSR1, TestProcess.NOT_MAPPED, 0, 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 24, 31, 34, 64})
    void fatalSignalsEndTheProcess(int signal) {
        test.call(Syscall.KILL, PID, signal);
        assertEquals(Optional.of(new ExitStatus.Signalled(signal)), status());
        assertEquals(128 + signal, status().get().shellStatus());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, 18, 19, 20, 21, 22, 23, 28})
    void harmlessSignalsDoNothing(int signal) {
        assertEquals(0, test.call(Syscall.TGKILL, PID, PID, signal));
        assertTrue(status().isEmpty());
    }

    @Test
    void ignoredSignalsDoNothing() {
        setAction(SIGUSR1, 1);
        assertEquals(0, test.call(Syscall.TKILL, PID, SIGUSR1));
        assertTrue(status().isEmpty());
    }

    @Test
    void signalsGoOnlyToTheProcessItself() {
        assertEquals(ESRCH, test.call(Syscall.KILL, 1, 9));
        assertEquals(ESRCH, test.call(Syscall.TKILL, 1, 9));
        assertEquals(ESRCH, test.call(Syscall.TGKILL, 1, PID, 9));
        assertEquals(EINVAL, test.call(Syscall.TKILL, -1, 9));
        assertEquals(EINVAL, test.call(Syscall.KILL, PID, 65));
        assertEquals(EINVAL, test.call(Syscall.KILL, PID, -1));
        assertTrue(status().isEmpty());
        test.call(Syscall.KILL, 0, SIGUSR1);
        assertEquals(Optional.of(new ExitStatus.Signalled(SIGUSR1)), status(), "the own group");
    }

    @Test
    void blockedSignalsWait() {
        assertEquals(0, setMask(0, 1L << SIGUSR1 - 1));
        assertEquals(0, test.call(Syscall.KILL, PID, SIGUSR1));
        assertTrue(status().isEmpty());
        assertEquals(0, test.call(Syscall.RT_SIGPENDING, BUFFER, 8));
        assertEquals(1L << SIGUSR1 - 1, test.memory.loadLong(BUFFER));
        setMask(1, 1L << SIGUSR1 - 1);
        assertEquals(Optional.of(new ExitStatus.Signalled(SIGUSR1)), status());
    }

    @Test
    void masksAreSetAndTold() {
        assertEquals(0, setMask(2, -1));
        assertEquals(0, setMask(1, 1));
        long all = ~(1L << 8 | 1L << 18);
        assertEquals(all, test.memory.loadLong(OLD), "SIGKILL and SIGSTOP cannot be blocked");
        assertEquals(0, test.call(Syscall.RT_SIGPROCMASK, 0, 0, OLD, 8));
        assertEquals(all & ~1, test.memory.loadLong(OLD));
        assertEquals(EINVAL, setMask(3, 0));
        assertEquals(EINVAL, test.call(Syscall.RT_SIGPROCMASK, 0, 0, OLD, 4));
    }

    @Test
    void pendingSignalsCanBeTaken() {
        setMask(0, -1);
        test.call(Syscall.KILL, PID, SIGUSR2);
        test.call(Syscall.KILL, PID, SIGUSR1);
        test.memory.storeLong(BUFFER, -1);
        assertEquals(SIGUSR1, test.call(Syscall.RT_SIGTIMEDWAIT, BUFFER, 0, 0, 8));
        assertEquals(SIGUSR2, test.call(Syscall.RT_SIGTIMEDWAIT, BUFFER, 0, 0, 8));
        assertEquals(EAGAIN, test.call(Syscall.RT_SIGTIMEDWAIT, BUFFER, 0, 0, 8));
    }

    @Test
    void handledSignalsStayPendingAndAreToldOnce() {
        setAction(SIGUSR1, HANDLER);
        assertEquals(0, test.call(Syscall.KILL, PID, SIGUSR1));
        assertEquals(0, test.call(Syscall.KILL, PID, SIGUSR1));
        assertTrue(status().isEmpty());
        assertEquals(
                List.of("the program handles SIGUSR1; signal handlers are not run yet"),
                test.diagnostics);
        assertEquals(0, setMask(1, 0), "and do not make other calls hang");
    }

    @Test
    void theAlternateStackIsRemembered() {
        assertEquals(0, test.call(Syscall.SIGALTSTACK, 0, OLD));
        assertEquals(2, test.memory.loadInt(OLD + 8), "SS_DISABLE");
        storeStack(BUFFER + 4096, 0, 4096);
        assertEquals(0, test.call(Syscall.SIGALTSTACK, BUFFER, OLD));
        test.registers.x[2] = BUFFER + 5000;
        assertEquals(0, test.call(Syscall.SIGALTSTACK, 0, OLD));
        assertEquals(BUFFER + 4096, test.memory.loadLong(OLD));
        assertEquals(1, test.memory.loadInt(OLD + 8), "SS_ONSTACK");
        assertEquals(4096, test.memory.loadLong(OLD + 16));
        storeStack(BUFFER, 0, 2047);
        assertEquals(-12, test.call(Syscall.SIGALTSTACK, BUFFER, 0));
        storeStack(BUFFER, 8, 4096);
        assertEquals(EINVAL, test.call(Syscall.SIGALTSTACK, BUFFER, 0));
    }

    private void storeStack(long address, int flags, long size) {
        test.memory.storeLong(BUFFER, address);
        test.memory.storeInt(BUFFER + 8, flags);
        test.memory.storeLong(BUFFER + 16, size);
    }
}
