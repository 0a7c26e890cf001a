package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.program.StandardStreams;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Standard streams that are files: a guest can do with them what it can do with files.
class StreamFilesTest {
    private static final long BUFFER = TestProcess.BUFFER;

    @TempDir Path folder;
    private TestProcess test;
    private FileInputStream in;
    private FileOutputStream out;

    @BeforeEach
    void start() throws IOException {
        in = new FileInputStream(Files.writeString(folder.resolve("in"), "0123456789").toFile());
        out = new FileOutputStream(folder.resolve("out").toFile());
        test =
                new TestProcess(
                        folder,
                        "",
                        options -> options.withStreams(new StandardStreams(in, out, out)));
    }

    @AfterEach
    void close() throws IOException {
        test.close();
        in.close();
        out.close();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    @Test
    void inputIsPositioned() {
        assertEquals("01", test.read(0, 2));
        assertEquals(2, test.call(Syscall.LSEEK, 0, 0, 1));
        assertEquals(8, test.call(Syscall.LSEEK, 0, -2, 2));
        assertEquals("89", test.read(0, 10));
        assertEquals(3, test.call(Syscall.PREAD64, 0, BUFFER, 3, 4));
        assertEquals("456", test.bytes(BUFFER, 3));
        assertEquals(-22, test.call(Syscall.LSEEK, 0, -1, 0));
        assertEquals(-9, test.write(0, "x"));
    }

    @Test
    void outputIsPositionedAndCut() throws IOException {
        assertEquals(6, test.write(1, "abcdef"));
        assertEquals("abcdef", output(), "at once, not when the program ends");
        assertEquals(2, test.call(Syscall.LSEEK, 1, 2, 0));
        assertEquals(1, test.write(2, "X"));
        assertEquals(1, test.call(Syscall.PWRITE64, 1, test.path("Y"), 1, 5));
        assertEquals("abXdeY", output());
        assertEquals(0, test.call(Syscall.FTRUNCATE, 1, 4));
        assertEquals("abXd", output());
        assertEquals(0, test.call(Syscall.FSYNC, 1));
        assertEquals("-9", test.read(1, 1));
    }

    @Test
    void filesAreToldFromPipes() {
        test.write(1, "abc");
        for (int descriptor : new int[] {0, 1}) {
            assertEquals(0, test.call(Syscall.FSTAT, descriptor, BUFFER));
            assertEquals(FileStatus.REGULAR, test.memory.loadInt(BUFFER + 16) & 0170000);
            assertEquals(-25, test.call(Syscall.IOCTL, descriptor, 0x5401, BUFFER));
        }
        assertEquals(3, test.memory.loadLong(BUFFER + 48));
        assertEquals(0, test.call(Syscall.IOCTL, 0, 0x541b, BUFFER));
        assertEquals(10, test.memory.loadInt(BUFFER), "FIONREAD");
    }
}
