package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

class PathCallsTest {
    private static final long BUFFER = TestProcess.BUFFER;
    private static final int CWD = TestProcess.CWD;
    private static final int ENOENT = -2;
    private static final int EEXIST = -17;
    private static final int ENOTDIR = -20;
    private static final int EISDIR = -21;
    private static final int EINVAL = -22;

    @TempDir Path temporary;
    private Path folder;
    private TestProcess test;

    @BeforeEach
    void start() throws IOException {
        folder = temporary.toRealPath();
        Files.writeString(folder.resolve("file"), "0123456789");
        Files.createDirectory(folder.resolve("dir"));
        Files.writeString(folder.resolve("dir/inner"), "inner");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        test = new TestProcess(folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    /// Flags in octal, as in `asm-generic/fcntl.h`.
    @ParameterizedTest
    @CsvSource({
        "file, 0, 3",
        "link, 0, 3",
        "./dir/../file, 0, 3",
        "dir, 0, 3",
        "dir/, 0, 3",
        "dir, 0200000, 3",
        "missing, 0, -2",
        "missing/x, 0, -2",
        "'', 0, -2",
        "file/x, 0, -20",
        "file/, 0, -20",
        "file, 0200000, -20",
        "missing, 0200000, -2",
        "dir, 1, -21",
        "dir, 2, -21",
        "dir, 0100, -21",
        "new/, 0101, -21",
        "missing/, 0, -2",
        "file, 0301, -17",
        "dir, 0300, -17",
        "link, 0400000, -40",
        "loop, 0, -40",
        "file, 3, -22",
        "new, 0200100, -22",
        "dir, 020200002, -95",
    })
    void openingIsAnsweredAsLinuxDoes(String name, String flags, long result) {
        assertEquals(result, test.open(name, Integer.parseInt(flags, 8)));
    }

    @Test
    void namesAreChecked() {
        assertEquals(-14, test.call(Syscall.OPENAT, CWD, TestProcess.NOT_MAPPED, 0, 0));
        assertEquals(-36, test.open("x".repeat(300), 0), "a component that is too long");
        assertEquals(-36, test.open("x/".repeat(2048), 0), "a path that is too long");
    }

    @Test
    void filesAreCreatedWithTheirMode() throws IOException {
        assertEquals(3, test.call(Syscall.OPENAT, CWD, test.path("a"), 0101, 0666));
        assertEquals(022, test.call(Syscall.UMASK, 077));
        assertEquals(4, test.call(Syscall.OPENAT, CWD, test.path("b"), 0101, 0666));
        assertEquals(5, test.call(Syscall.OPENAT, CWD, test.path("c"), 0100, 0400));
        assertEquals("rw-r--r--", mode("a"));
        assertEquals("rw-------", mode("b"));
        assertEquals("r--------", mode("c"));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
    }

    @Test
    void truncationNeedsWriting() throws IOException {
        test.open("file", 01001);
        assertEquals(0, Files.size(folder.resolve("file")));
    }

    @Test
    void pathsCanBeRelativeToADirectory() {
        long directory = test.open("dir", 0200000);
        assertEquals(4, test.call(Syscall.OPENAT, directory, test.path("inner"), 0, 0));
        assertEquals("inner", test.read(4, 10));
        String absolute = folder.resolve("file").toString();
        assertEquals(5, test.call(Syscall.OPENAT, 99, test.path(absolute), 0, 0));
        assertEquals(ENOTDIR, test.call(Syscall.OPENAT, 4, test.path("inner"), 0, 0));
        assertEquals(-9, test.call(Syscall.OPENAT, 99, test.path("inner"), 0, 0));
    }

    @Test
    void theCurrentDirectoryIsTheGuests() {
        assertEquals(0, test.call(Syscall.CHDIR, test.path("dir")));
        assertEquals(3, test.open("inner", 0));
        String expected = folder.resolve("dir").toString();
        assertEquals(expected.length() + 1, test.call(Syscall.GETCWD, BUFFER, 4096));
        assertEquals(expected + "\0", test.bytes(BUFFER, expected.length() + 1));
        assertEquals(-34, test.call(Syscall.GETCWD, BUFFER, 3));
        assertEquals(EINVAL, test.call(Syscall.GETCWD, BUFFER, 0));
        long up = test.open("..", 0200000);
        assertEquals(0, test.call(Syscall.FCHDIR, up));
        assertEquals(5, test.open("file", 0));
        assertEquals(ENOTDIR, test.call(Syscall.FCHDIR, 5));
        assertEquals(ENOTDIR, test.call(Syscall.CHDIR, test.path("file")));
        assertEquals(ENOENT, test.call(Syscall.CHDIR, test.path("missing")));
    }

    @Test
    void directoriesAreMadeAndRemoved() throws IOException {
        assertEquals(0, test.call(Syscall.MKDIRAT, CWD, test.path("new"), 0700));
        assertEquals("rwx------", mode("new"));
        assertEquals(EEXIST, test.call(Syscall.MKDIRAT, CWD, test.path("new"), 0700));
        assertEquals(ENOENT, test.call(Syscall.MKDIRAT, CWD, test.path("no/new"), 0700));
        assertEquals(ENOTDIR, test.call(Syscall.MKDIRAT, CWD, test.path("file/new"), 0700));
        assertEquals(-39, test.call(Syscall.UNLINKAT, CWD, test.path("dir"), 0x200));
        assertEquals(0, test.call(Syscall.UNLINKAT, CWD, test.path("new"), 0x200));
        assertFalse(Files.exists(folder.resolve("new")));
        assertEquals(ENOTDIR, test.call(Syscall.UNLINKAT, CWD, test.path("file"), 0x200));
        assertEquals(EINVAL, test.call(Syscall.UNLINKAT, CWD, test.path("dir/."), 0x200));
    }

    @Test
    void filesAreRemoved() {
        assertEquals(0, test.call(Syscall.UNLINKAT, CWD, test.path("link"), 0));
        assertEquals(ENOENT, test.call(Syscall.UNLINKAT, CWD, test.path("link"), 0));
        assertTrue(Files.exists(folder.resolve("file")), "the link was removed, not its target");
        assertEquals(EISDIR, test.call(Syscall.UNLINKAT, CWD, test.path("dir"), 0));
        assertEquals(EINVAL, test.call(Syscall.UNLINKAT, CWD, test.path("file"), 1));
        long fd = test.open("file", 0);
        assertEquals(0, test.call(Syscall.UNLINKAT, CWD, test.path("file"), 0));
        assertEquals("0123456789", test.read(fd, 100), "an open file lives on");
        assertEquals(0, test.call(Syscall.FSTAT, fd, BUFFER));
        assertEquals(0, test.memory.loadInt(BUFFER + 20), "without links");
        assertEquals(10, test.memory.loadLong(BUFFER + 48));
    }

    private long rename(String from, String to, int flags) {
        return test.call(Syscall.RENAMEAT2, CWD, test.path(from), CWD, test.path(to), flags);
    }

    @Test
    void filesAreRenamed() throws IOException {
        assertEquals(0, rename("file", "dir/moved", 0));
        assertEquals("0123456789", Files.readString(folder.resolve("dir/moved")));
        assertEquals(0, rename("dir/moved", "dir/inner", 0));
        assertEquals("0123456789", Files.readString(folder.resolve("dir/inner")));
        assertEquals(ENOENT, rename("missing", "x", 0));
        assertEquals(ENOENT, rename("dir/inner", "no/x", 0));
        assertEquals(ENOTDIR, rename("dir", "dir/inner", 0));
        assertEquals(EISDIR, rename("dir/inner", "dir", 0));
        assertEquals(EEXIST, rename("dir/inner", "link", 1));
        assertEquals(EINVAL, rename("dir/inner", "x", 2));
    }

    @Test
    void linksAreMadeAndRead() throws IOException {
        assertEquals(
                0, test.call(Syscall.SYMLINKAT, test.path("dir/inner"), CWD, test.path("sym")));
        assertEquals("inner", Files.readString(folder.resolve("sym")));
        assertEquals(9, test.call(Syscall.READLINKAT, CWD, test.path("sym"), BUFFER, 100));
        assertEquals("dir/inner", test.bytes(BUFFER, 9));
        assertEquals(3, test.call(Syscall.READLINKAT, CWD, test.path("sym"), BUFFER, 3));
        assertEquals(EINVAL, test.call(Syscall.READLINKAT, CWD, test.path("sym"), BUFFER, 0));
        assertEquals(EINVAL, test.call(Syscall.READLINKAT, CWD, test.path("file"), BUFFER, 9));
        assertEquals(ENOENT, test.call(Syscall.READLINKAT, CWD, test.path("none"), BUFFER, 9));
        assertEquals(EEXIST, test.call(Syscall.SYMLINKAT, test.path("x"), CWD, test.path("sym")));
        long linked = test.call(Syscall.LINKAT, CWD, test.path("file"), CWD, test.path("hard"), 0);
        assertEquals(0, linked);
        assertTrue(Files.isSameFile(folder.resolve("file"), folder.resolve("hard")));
    }

    @ParameterizedTest
    @CsvSource({
        "file, 4, 0",
        "file, 0, 0",
        "file, 1, -13",
        "dir, 7, 0",
        "none, 0, -2",
        "file, 8, -22"
    })
    void accessIsTested(String name, int mode, long result) throws IOException {
        assertEquals(result, test.call(Syscall.FACCESSAT, CWD, test.path(name), mode));
        assertEquals(result, test.call(Syscall.FACCESSAT2, CWD, test.path(name), mode, 0x200));
    }

    /// One entry of `getdents64`.
    private record Entry(String name, int type) {}

    private List<Entry> list(long fd, int size) {
        List<Entry> entries = new ArrayList<>();
        for (long length = test.call(Syscall.GETDENTS64, fd, BUFFER, size);
                length > 0;
                length = test.call(Syscall.GETDENTS64, fd, BUFFER, size)) {
            for (long at = BUFFER; at < BUFFER + length; at += test.memory.loadShort(at + 16)) {
                String name = test.memory.readCString(at + 19, 256).orElseThrow();
                entries.add(new Entry(name, test.memory.loadByte(at + 18)));
            }
        }
        return entries;
    }

    @Test
    void directoriesAreListedInOrder() {
        long fd = test.open(".", 0200000);
        List<Entry> expected =
                List.of(
                        new Entry(".", 4),
                        new Entry("..", 4),
                        new Entry("dir", 4),
                        new Entry("file", 8),
                        new Entry("link", 10),
                        new Entry("loop", 10));
        assertEquals(expected, list(fd, 4096));
        assertEquals(List.of(), list(fd, 4096), "the end stays the end");
        assertEquals(0, test.call(Syscall.LSEEK, fd, 0, 0));
        assertEquals(expected, list(fd, 60), "in pieces");
        assertEquals(0, test.call(Syscall.LSEEK, fd, 0, 0));
        assertEquals(EINVAL, test.call(Syscall.GETDENTS64, fd, BUFFER, 10), "not even one fits");
        assertEquals(ENOTDIR, test.call(Syscall.GETDENTS64, test.open("file", 0), BUFFER, 99));
        assertEquals("-21", test.read(fd, 10));
    }

    @Test
    void theGuestSeesItselfInProc() {
        String program = folder.resolve("test.elf").toString();
        long length = test.call(Syscall.READLINKAT, CWD, test.path("/proc/self/exe"), BUFFER, 4096);
        assertEquals(program, test.bytes(BUFFER, (int) length));
        assertEquals(
                length,
                test.call(Syscall.READLINKAT, CWD, test.path("/proc/1000/exe"), BUFFER, 4096));
        String maps = test.read(test.open("/proc/self/maps", 0), 4096);
        assertTrue(maps.startsWith("000000010000-000000011000 r-xp 00000000 00:00 0 "), maps);
        assertTrue(maps.contains("rw-p 00000000 00:00 0 [stack]\n"), maps);
        String line = test.read(test.open("/proc/self/cmdline", 0), 4096);
        assertEquals(program + "\0argument\0", line);
        assertEquals(ENOENT, test.open("/proc/self/environ", 0));
        long output = test.open("/dev/stdout", 1);
        test.write(output, "through /dev");
        assertEquals("through /dev", test.out.toString());
        assertEquals(-9, test.open("/dev/fd/77", 0));
    }

    @Test
    void randomFilesAreTheSameInDeterministicRuns() throws IOException {
        byte[] first = random();
        test.close();
        test = new TestProcess(folder);
        assertArrayEquals(first, random());
    }

    private byte[] random() {
        long fd = test.open("/dev/urandom", 0);
        assertEquals(5000, test.call(Syscall.READ, fd, BUFFER, 5000));
        byte[] bytes = new byte[5000];
        test.memory.read(BUFFER, bytes, 0, bytes.length);
        return bytes;
    }
}
