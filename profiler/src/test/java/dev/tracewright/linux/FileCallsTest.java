package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.program.StandardStreams;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

class FileCallsTest {
    private static final long BUFFER = TestProcess.BUFFER;
    private static final long NOTHING = TestProcess.NOT_MAPPED;
    private static final long END = BUFFER + TestProcess.BUFFER_SIZE;
    private static final int EBADF = -9;
    private static final int EFAULT = -14;
    private static final int EINVAL = -22;
    private static final int ESPIPE = -29;

    @TempDir Path folder;
    private TestProcess test;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("file"), "0123456789");
        test = new TestProcess(folder, "typed", UnaryOperator.identity());
    }

    @AfterEach
    void close() {
        test.close();
    }

    private String content() throws IOException {
        return Files.readString(folder.resolve("file"));
    }

    /// An array of two vectors at the buffer's third page.
    private long vectors(long... addressesAndLengths) {
        long at = BUFFER + 2 * GuestMemory.PAGE_SIZE;
        for (int i = 0; i < addressesAndLengths.length; i++) {
            test.memory.storeLong(at + i * 8L, addressesAndLengths[i]);
        }
        return at;
    }

    @Test
    void readingMovesThePositionToTheEnd() {
        long fd = test.open("file", 0);
        assertEquals(3, fd);
        assertEquals("0123", test.read(fd, 4));
        assertEquals("456789", test.read(fd, 100));
        assertEquals("", test.read(fd, 100));
    }

    @Test
    void writingReplacesAndExtends() throws IOException {
        long fd = test.open("file", 2);
        assertEquals(8, test.call(Syscall.LSEEK, fd, 8, 0));
        assertEquals(3, test.write(fd, "abc"));
        assertEquals("01234567abc", content());
        assertEquals(0, test.write(fd, ""));
        assertEquals(0, test.call(Syscall.FSYNC, fd));
        assertEquals(0, test.call(Syscall.FDATASYNC, fd));
    }

    @Test
    void appendingWritesAtTheEnd() throws IOException {
        long fd = test.open("file", 2 | 0x400);
        assertEquals(2, test.write(fd, "ab"));
        assertEquals(0, test.call(Syscall.LSEEK, fd, 0, 0));
        assertEquals("0", test.read(fd, 1));
        assertEquals(2, test.write(fd, "cd"));
        assertEquals("0123456789abcd", content());
    }

    @Test
    void descriptorsPermitWhatTheyWereOpenedFor() {
        long readOnly = test.open("file", 0);
        long writeOnly = test.open("file", 1);
        assertEquals(EBADF, test.write(readOnly, "x"));
        assertEquals("-9", test.read(writeOnly, 1));
        assertEquals(EBADF, test.write(99, "x"));
        assertEquals("-9", test.read(-1, 1));
        assertEquals(EINVAL, test.call(Syscall.FTRUNCATE, readOnly, 1));
    }

    @Test
    void positionsAreChecked() {
        long fd = test.open("file", 0);
        assertEquals(10, test.call(Syscall.LSEEK, fd, 0, 2));
        assertEquals(7, test.call(Syscall.LSEEK, fd, -3, 1));
        assertEquals(EINVAL, test.call(Syscall.LSEEK, fd, -8, 1));
        assertEquals(EINVAL, test.call(Syscall.LSEEK, fd, 0, 9));
        assertEquals(100, test.call(Syscall.LSEEK, fd, 100, 0));
        assertEquals("", test.read(fd, 1));
        assertEquals(4, test.call(Syscall.LSEEK, fd, 4, 3), "SEEK_DATA");
        assertEquals(10, test.call(Syscall.LSEEK, fd, 4, 4), "SEEK_HOLE");
        assertEquals(-6, test.call(Syscall.LSEEK, fd, 10, 3), "ENXIO behind the end");
        assertEquals(ESPIPE, test.call(Syscall.LSEEK, 0, 0, 1), "standard input is no file");
        assertEquals(ESPIPE, test.call(Syscall.PREAD64, 0, BUFFER, 1, 0));
    }

    @Test
    void positionedTransfersLeaveThePosition() throws IOException {
        long fd = test.open("file", 2);
        assertEquals(3, test.call(Syscall.PREAD64, fd, BUFFER, 3, 5));
        assertEquals("567", test.bytes(BUFFER, 3));
        assertEquals(2, test.call(Syscall.PWRITE64, fd, BUFFER, 2, 0));
        assertEquals("5623456789", content());
        assertEquals(0, test.call(Syscall.LSEEK, fd, 0, 1));
        assertEquals(EINVAL, test.call(Syscall.PREAD64, fd, BUFFER, 3, -1));
        assertEquals(EINVAL, test.call(Syscall.PWRITE64, fd, BUFFER, 3, -1));
    }

    @Test
    void buffersThatAreNotMappedFault() {
        long fd = test.open("file", 2);
        assertEquals(EFAULT, test.call(Syscall.READ, fd, TestProcess.NOT_MAPPED, 1));
        assertEquals(EFAULT, test.call(Syscall.WRITE, fd, TestProcess.NOT_MAPPED, 1));
        assertEquals(EFAULT, test.call(Syscall.READ, fd, -1, 1));
        assertEquals(0, test.call(Syscall.READ, fd, TestProcess.NOT_MAPPED, 0));
        assertEquals(EFAULT, test.call(Syscall.READ, fd, 0x1_0000, 1), "code is not writable");
        assertEquals(8, test.call(Syscall.WRITE, fd, 0x1_0000, 8), "but readable");
    }

    @Test
    void transfersEndWhereTheBufferEnds() {
        long fd = test.open("file", 0);
        assertEquals(4, test.call(Syscall.READ, fd, END - 4, 100));
        assertEquals("0123", test.bytes(END - 4, 4));
        assertEquals(6, test.call(Syscall.READ, fd, BUFFER, -1), "a length without end");
    }

    @Test
    void vectorsAreTransferredInOrder() throws IOException {
        long fd = test.open("file", 2);
        long vectors = vectors(BUFFER, 3, NOTHING, 0, BUFFER + 100, 5);
        assertEquals(8, test.call(Syscall.READV, fd, vectors, 3));
        assertEquals("012", test.bytes(BUFFER, 3));
        assertEquals("34567", test.bytes(BUFFER + 100, 5));
        assertEquals(2, test.call(Syscall.READV, fd, vectors, 3), "to the end");
        assertEquals(8, test.call(Syscall.PWRITEV, fd, vectors, 3, 10));
        assertEquals("012345678989234567", content());
        assertEquals(8, test.call(Syscall.PREADV, fd, vectors, 3, 1));
        assertEquals("123", test.bytes(BUFFER, 3));
        assertEquals(8, test.call(Syscall.WRITEV, 1, vectors, 3));
        assertEquals("12345678", test.out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void vectorsAreChecked() {
        long fd = test.open("file", 0);
        assertEquals(EINVAL, test.call(Syscall.READV, fd, BUFFER, -1));
        assertEquals(EINVAL, test.call(Syscall.READV, fd, BUFFER, 1025));
        assertEquals(EFAULT, test.call(Syscall.READV, fd, NOTHING, 1));
        assertEquals(EINVAL, test.call(Syscall.READV, fd, vectors(BUFFER, -1), 1));
        assertEquals(EFAULT, test.call(Syscall.READV, fd, vectors(NOTHING, 4), 1));
        long partly = vectors(BUFFER, 4, NOTHING, 4);
        assertEquals(4, test.call(Syscall.READV, fd, partly, 2), "what came before counts");
    }

    @Test
    void filesAreCutAndExtended() throws IOException {
        long fd = test.open("file", 2);
        assertEquals(0, test.call(Syscall.FTRUNCATE, fd, 3));
        assertEquals("012", content());
        assertEquals(0, test.call(Syscall.FTRUNCATE, fd, 5));
        assertEquals("012\0\0", content());
        assertEquals(EINVAL, test.call(Syscall.FTRUNCATE, fd, -1));
        assertEquals(0, test.call(Syscall.FALLOCATE, fd, 0, 4, 3));
        assertEquals(7, content().length());
        assertEquals(0, test.call(Syscall.FALLOCATE, fd, 1, 0, 100), "FALLOC_FL_KEEP_SIZE");
        assertEquals(7, content().length());
        assertEquals(EINVAL, test.call(Syscall.FALLOCATE, fd, 0, -1, 3));
        assertEquals(-95, test.call(Syscall.FALLOCATE, fd, 3, 0, 3));
        assertEquals(0, test.call(Syscall.TRUNCATE, test.path("file"), 1));
        assertEquals("0", content());
        assertEquals(-2, test.call(Syscall.TRUNCATE, test.path("missing"), 1));
    }

    @Test
    void filesAreSentToOthers() throws IOException {
        long from = test.open("file", 0);
        long to = test.open("copy", 0x42);
        assertEquals(4, test.call(Syscall.SENDFILE, to, from, 0, 4));
        test.memory.storeLong(BUFFER, 8);
        assertEquals(2, test.call(Syscall.SENDFILE, to, from, BUFFER, 100));
        assertEquals(10, test.memory.loadLong(BUFFER));
        assertEquals("012389", Files.readString(folder.resolve("copy")));
        assertEquals("456789", test.read(from, 10));
    }

    @Test
    void standardStreamsAreConnected() {
        assertEquals("ty", test.read(0, 2));
        assertEquals("ped", test.read(0, 100));
        assertEquals("", test.read(0, 100));
        assertEquals(4, test.write(1, "out\n"));
        assertEquals(4, test.write(2, "err\n"));
        assertEquals("out\n", test.out.toString(StandardCharsets.UTF_8));
        assertEquals("err\n", test.err.toString(StandardCharsets.UTF_8));
        assertEquals(EBADF, test.write(0, "x"));
        assertEquals("-9", test.read(1, 1));
    }

    @Test
    void aBigWriteArrivesWhole() {
        int size = 2 * GuestMemory.PAGE_SIZE * 20;
        long address = test.call(Syscall.MMAP, 0, size, 3, 0x22, -1, 0);
        test.memory.storeByte(address + size - 1, 'z');
        assertEquals(size, test.call(Syscall.WRITE, 1, address, size));
        assertEquals(size, test.out.size());
        assertEquals('z', test.out.toByteArray()[size - 1]);
    }

    @Test
    void aBrokenPipeEndsTheProcess() throws IOException {
        OutputStream broken =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        try (TestProcess other = withOutput(broken)) {
            other.write(1, "x");
            assertEquals(
                    new ExitStatus.Signalled(Signal.SIGPIPE),
                    other.process.exitStatus().orElseThrow());
        }
        try (TestProcess other = withOutput(broken)) {
            other.memory.storeLong(BUFFER, SignalState.IGNORE);
            other.call(Syscall.RT_SIGACTION, Signal.SIGPIPE, BUFFER, 0, 8);
            assertEquals(-32, other.write(1, "x"));
            assertTrue(other.process.exitStatus().isEmpty());
        }
    }

    private TestProcess withOutput(OutputStream out) throws IOException {
        return new TestProcess(
                folder,
                "",
                options ->
                        options.withStreams(
                                new StandardStreams(InputStream.nullInputStream(), out, out)));
    }
}
