package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

class DescriptorCallsTest {
    private static final long BUFFER = TestProcess.BUFFER;
    private static final int EBADF = -9;
    private static final int EAGAIN = -11;
    private static final int EINVAL = -22;
    private static final int ENOTTY = -25;
    private static final int DUPFD = 0;
    private static final int GETFD = 1;
    private static final int SETFD = 2;
    private static final int GETFL = 3;
    private static final int SETFL = 4;

    @TempDir Path folder;
    private TestProcess test;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("file"), "0123456789");
        test = new TestProcess(folder, "abc", UnaryOperator.identity());
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void duplicatesShareThePosition() {
        long fd = test.open("file", 0);
        long twin = test.call(Syscall.DUP, fd);
        assertEquals(4, twin);
        assertEquals("01", test.read(fd, 2));
        assertEquals("23", test.read(twin, 2));
        assertEquals(0, test.call(Syscall.CLOSE, fd));
        assertEquals("45", test.read(twin, 2), "the file stays open");
        assertEquals(EBADF, test.call(Syscall.CLOSE, fd));
        assertEquals(EBADF, test.call(Syscall.DUP, fd));
        assertEquals(3, test.open("file", 0), "the lowest free descriptor is used");
    }

    @Test
    void descriptorsAreReplaced() {
        long fd = test.open("file", 0);
        assertEquals(10, test.call(Syscall.DUP3, fd, 10, 0x80000));
        assertEquals(1, test.call(Syscall.FCNTL, 10, GETFD));
        assertEquals(0, test.call(Syscall.DUP3, fd, 0, 0));
        assertEquals("01", test.read(0, 2));
        assertEquals("23", test.read(10, 2));
        assertEquals(EINVAL, test.call(Syscall.DUP3, fd, fd, 0));
        assertEquals(EINVAL, test.call(Syscall.DUP3, fd, 5, 1));
        assertEquals(EBADF, test.call(Syscall.DUP3, 99, 5, 0));
        assertEquals(EBADF, test.call(Syscall.DUP3, fd, 1024, 0));
        assertEquals(EBADF, test.call(Syscall.DUP3, fd, -1, 0));
    }

    @Test
    void flagsBelongToDescriptorsOrFiles() {
        long fd = test.open("file", 02000002);
        long twin = test.call(Syscall.FCNTL, fd, DUPFD, 20);
        assertEquals(20, twin);
        assertEquals(21, test.call(Syscall.FCNTL, fd, 1030, 20), "F_DUPFD_CLOEXEC");
        assertEquals(1, test.call(Syscall.FCNTL, fd, GETFD));
        assertEquals(0, test.call(Syscall.FCNTL, twin, GETFD));
        assertEquals(1, test.call(Syscall.FCNTL, 21, GETFD));
        assertEquals(0, test.call(Syscall.FCNTL, fd, SETFD, 0));
        assertEquals(0, test.call(Syscall.FCNTL, fd, GETFD));
        assertEquals(2, test.call(Syscall.FCNTL, fd, GETFL));
        assertEquals(0, test.call(Syscall.FCNTL, fd, SETFL, 04001));
        assertEquals(04002, test.call(Syscall.FCNTL, twin, GETFL), "the access mode stays");
        assertEquals(EINVAL, test.call(Syscall.FCNTL, fd, 99, 0));
        assertEquals(EINVAL, test.call(Syscall.FCNTL, fd, DUPFD, -1));
        assertEquals(EBADF, test.call(Syscall.FCNTL, 99, GETFD));
    }

    @Test
    void locksNeverConflict() {
        long fd = test.open("file", 2);
        assertEquals(0, test.call(Syscall.FCNTL, fd, 6, BUFFER));
        assertEquals(0, test.call(Syscall.FCNTL, fd, 5, BUFFER));
        assertEquals(2, test.memory.loadShort(BUFFER), "F_UNLCK");
        assertEquals(0, test.call(Syscall.FLOCK, fd, 2));
        assertEquals(EBADF, test.call(Syscall.FLOCK, 99, 2));
    }

    @Test
    void descriptorsAreLimited() {
        long last = 0;
        for (int i = 3; i < 1024; i++) {
            last = test.call(Syscall.DUP, 0);
        }
        assertEquals(1023, last);
        assertEquals(-24, test.call(Syscall.DUP, 0));
        assertEquals(-24, test.open("file", 0));
        assertEquals(-24, test.call(Syscall.PIPE2, BUFFER, 0));
        assertEquals(0, test.call(Syscall.CLOSE_RANGE, 3, 0xffff_ffffL, 0));
        assertEquals(EINVAL, test.call(Syscall.CLOSE_RANGE, 5, 4, 0));
        assertEquals(3, test.open("file", 0));
        assertEquals(0, test.call(Syscall.CLOSE_RANGE, 3, 3, 4));
        assertEquals(1, test.call(Syscall.FCNTL, 3, GETFD), "only marked");
    }

    @Test
    void pipesCarryBytesInOrder() {
        assertEquals(0, test.call(Syscall.PIPE2, BUFFER, 0));
        long from = test.memory.loadInt(BUFFER);
        long to = test.memory.loadInt(BUFFER + 4);
        assertEquals(3, test.write(to, "one"));
        assertEquals(3, test.write(to, "two"));
        assertEquals(0, test.call(Syscall.IOCTL, from, 0x541b, BUFFER));
        assertEquals(6, test.memory.loadInt(BUFFER), "FIONREAD");
        assertEquals("onet", test.read(from, 4));
        assertEquals("wo", test.read(from, 100));
        assertEquals(Integer.toString(EAGAIN), test.read(from, 100), "empty, but still written");
        assertEquals(-29, test.call(Syscall.LSEEK, from, 0, 0));
        assertEquals(EBADF, test.write(from, "x"));
        assertEquals(Integer.toString(EBADF), test.read(to, 1));
        assertEquals(65536, test.call(Syscall.FCNTL, to, 1032, 0), "F_GETPIPE_SZ");
        assertEquals(0, test.call(Syscall.CLOSE, to));
        assertEquals("", test.read(from, 100), "the end, when nobody writes");
    }

    @Test
    void aFullPipeTakesNoMore() {
        test.call(Syscall.PIPE2, BUFFER, 0);
        long to = test.memory.loadInt(BUFFER + 4);
        long big = test.call(Syscall.MMAP, 0, 100_000, 3, 0x22, -1, 0);
        assertEquals(65536, test.call(Syscall.WRITE, to, big, 100_000));
        assertEquals(EAGAIN, test.call(Syscall.WRITE, to, big, 1));
    }

    @Test
    void aPipeThatNobodyReadsSendsASignal() {
        test.call(Syscall.PIPE2, BUFFER, 0);
        assertEquals(0, test.call(Syscall.CLOSE, test.memory.loadInt(BUFFER)));
        test.write(test.memory.loadInt(BUFFER + 4), "x");
        assertEquals(
                new ExitStatus.Signalled(Signal.SIGPIPE), test.process.exitStatus().orElseThrow());
    }

    @Test
    void pipesAreChecked() {
        assertEquals(EINVAL, test.call(Syscall.PIPE2, BUFFER, 1));
        assertEquals(-14, test.call(Syscall.PIPE2, TestProcess.NOT_MAPPED, 0));
        assertEquals(3, test.open("file", 0), "no descriptor was taken");
    }

    @Test
    void onlyTerminalsHaveSettings() {
        long fd = test.open("file", 0);
        for (long descriptor : new long[] {0, 1, fd}) {
            assertEquals(ENOTTY, test.call(Syscall.IOCTL, descriptor, 0x5401, BUFFER));
            assertEquals(ENOTTY, test.call(Syscall.IOCTL, descriptor, 0x5413, BUFFER));
        }
        assertEquals(EBADF, test.call(Syscall.IOCTL, 99, 0x5401, BUFFER));
        assertEquals(ENOTTY, test.call(Syscall.IOCTL, fd, 0x1234, BUFFER));
        test.memory.storeInt(BUFFER, 1);
        assertEquals(0, test.call(Syscall.IOCTL, fd, 0x5421, BUFFER));
        assertEquals(04000, test.call(Syscall.FCNTL, fd, GETFL), "FIONBIO");
        assertEquals(0, test.call(Syscall.IOCTL, fd, 0x5451, 0));
        assertEquals(1, test.call(Syscall.FCNTL, fd, GETFD), "FIOCLEX");
    }

    /// Stores `struct pollfd` entries of descriptor and events.
    private void polls(int... descriptorsAndEvents) {
        for (int i = 0; i < descriptorsAndEvents.length; i += 2) {
            test.memory.storeInt(BUFFER + i * 4L, descriptorsAndEvents[i]);
            test.memory.storeInt(BUFFER + i * 4L + 4, descriptorsAndEvents[i + 1]);
        }
    }

    private int polled(int index) {
        return test.memory.loadShort(BUFFER + index * 8L + 6);
    }

    /// The address of a `struct timespec`.
    private long duration(long seconds, long nanoseconds) {
        long at = BUFFER + 4096;
        test.memory.storeLong(at, seconds);
        test.memory.storeLong(at + 8, nanoseconds);
        return at;
    }

    @Test
    void pollTellsWhatIsReady() {
        test.call(Syscall.PIPE2, BUFFER, 0);
        long fd = test.open("file", 2);
        polls(3, 1, 4, 4, (int) fd, 5, 99, 1, -1, 1);
        assertEquals(3, test.call(Syscall.PPOLL, BUFFER, 5, duration(0, 0), 0, 8));
        assertEquals(0, polled(0), "an empty pipe");
        assertEquals(4, polled(1));
        assertEquals(5, polled(2));
        assertEquals(0x20, polled(3), "POLLNVAL");
        assertEquals(0, polled(4), "negative descriptors are left out");
        test.write(4, "x");
        polls(3, 1);
        assertEquals(1, test.call(Syscall.PPOLL, BUFFER, 1, 0, 0, 8));
        assertEquals(EINVAL, test.call(Syscall.PPOLL, BUFFER, -1, 0, 0, 8));
        assertEquals(EINVAL, test.call(Syscall.PPOLL, BUFFER, 1, duration(-1, 0), 0, 8));
    }

    @Test
    void pollWaitsInVirtualTime() {
        test.call(Syscall.PIPE2, BUFFER, 0);
        polls(3, 1);
        long before = test.process.clock().monotonic(0);
        assertEquals(0, test.call(Syscall.PPOLL, BUFFER, 1, duration(1000, 5), 0, 8));
        assertEquals(1_000_000_000_005L, test.process.clock().monotonic(0) - before);
    }

    @Test
    void selectTellsWhatIsReady() {
        test.call(Syscall.PIPE2, BUFFER, 0);
        long reads = BUFFER + 1024;
        long writes = BUFFER + 2048;
        test.memory.storeLong(reads, 1 << 3 | 1);
        test.memory.storeLong(writes, 1 << 4 | 1 << 1);
        assertEquals(3, test.call(Syscall.PSELECT6, 5, reads, writes, 0, duration(0, 0), 0));
        assertEquals(1, test.memory.loadLong(reads));
        assertEquals(1 << 4 | 1 << 1, test.memory.loadLong(writes));
        test.memory.storeLong(reads, 1 << 3 | 1L << 63);
        assertEquals(0, test.call(Syscall.PSELECT6, 5, reads, 0, 0, duration(0, 9), 0));
        assertEquals(0, test.memory.loadLong(reads));
        test.memory.storeLong(reads, 1L << 63);
        assertEquals(EBADF, test.call(Syscall.PSELECT6, 64, reads, 0, 0, duration(0, 0), 0));
        assertEquals(EINVAL, test.call(Syscall.PSELECT6, -1, 0, 0, 0, 0, 0));
        assertTrue(test.process.exitStatus().isEmpty());
    }
}
