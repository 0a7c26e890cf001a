package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.memory.MemoryFault;
import dev.tracewright.program.AddressLayout;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class MemoryCallsTest {
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int SHARED = 1;
    private static final int PRIVATE = 2;
    private static final int FIXED = 0x10;
    private static final int ANONYMOUS = 0x20;
    private static final int NO_REPLACE = 0x10_0000;
    private static final int MAY_MOVE = 1;
    private static final long PAGE = 4096;
    private static final int ENOMEM = -12;
    private static final int EFAULT = -14;
    private static final int EINVAL = -22;

    @TempDir Path folder;
    private TestProcess test;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("file"), "0123456789");
        test = new TestProcess(folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private long map(long hint, long length, int protection, int flags) {
        return test.call(Syscall.MMAP, hint, length, protection, flags, -1, 0);
    }

    private long anonymous(long pages) {
        return map(0, pages * PAGE, READ | WRITE, PRIVATE | ANONYMOUS);
    }

    @Test
    void theBreakMovesWithinFreeMemory() {
        long start = test.call(Syscall.BRK, 0);
        assertEquals(0x1_1000, start);
        assertEquals(start + 10, test.call(Syscall.BRK, start + 10));
        test.memory.storeLong(start, 7);
        test.memory.storeByte(start + PAGE - 1, 7);
        assertThrows(MemoryFault.class, () -> test.memory.loadByte(start + PAGE));
        assertEquals(start + 3 * PAGE, test.call(Syscall.BRK, start + 3 * PAGE));
        assertEquals(7, test.memory.loadLong(start));
        assertEquals("[heap]", test.memory.region(start).orElseThrow().name());
        assertEquals(start, test.call(Syscall.BRK, start));
        assertThrows(MemoryFault.class, () -> test.memory.loadByte(start));
        assertEquals(start + 1, test.call(Syscall.BRK, start + 1));
        assertEquals(0, test.memory.loadLong(start), "given back and taken again");
        assertEquals(start + 1, test.call(Syscall.BRK, start - 1), "below the start");
        assertEquals(start + 1, test.call(Syscall.BRK, TestProcess.BUFFER + 1), "into a mapping");
        assertEquals(start + 1, test.call(Syscall.BRK, -1));
    }

    @Test
    void mappingsFillFromAbove() {
        long first = anonymous(1);
        assertEquals(AddressLayout.MMAP_TOP - PAGE, first);
        assertEquals(first - 2 * PAGE, map(0, PAGE + 1, READ, PRIVATE | ANONYMOUS));
        assertEquals(0x80_0000, map(0x80_0000, PAGE, READ, PRIVATE | ANONYMOUS), "a hint");
        assertEquals(first - 3 * PAGE, map(0x80_0000, PAGE, READ, PRIVATE | ANONYMOUS), "taken");
        assertEquals(
                first - 4 * PAGE,
                map(AddressLayout.MMAP_TOP, PAGE, READ, PRIVATE | ANONYMOUS),
                "the stack's guard is not free");
    }

    @Test
    void fixedMappingsReplace() {
        long at = anonymous(3);
        test.memory.storeLong(at + PAGE, 5);
        assertEquals(at + PAGE, map(at + PAGE, PAGE, READ, PRIVATE | ANONYMOUS | FIXED));
        assertEquals(0, test.memory.loadLong(at + PAGE));
        assertThrows(MemoryFault.class, () -> test.memory.storeLong(at + PAGE, 1));
        test.memory.storeLong(at + 2 * PAGE, 1);
        int keep = PRIVATE | ANONYMOUS | NO_REPLACE;
        assertEquals(-17, map(at + PAGE, PAGE, READ, keep));
        assertEquals(0x90_0000, map(0x90_0000, PAGE, READ, keep));
    }

    @Test
    void mappingsAreChecked() {
        int flags = PRIVATE | ANONYMOUS;
        assertEquals(EINVAL, map(0, 0, READ, flags));
        assertEquals(EINVAL, map(0, PAGE, READ, ANONYMOUS));
        assertEquals(EINVAL, map(4097, PAGE, READ, flags | FIXED));
        assertEquals(ENOMEM, map(0, 1L << 62, READ, flags));
        assertEquals(ENOMEM, map(0, -1, READ, flags));
        assertEquals(ENOMEM, map(0, 1L << 42, READ, flags));
        assertEquals(ENOMEM, map(1L << 42, PAGE, READ, flags | FIXED));
        assertEquals(ENOMEM, map(-4096, PAGE, READ, flags | FIXED));
        assertEquals(-1, map(0, PAGE, READ, flags | FIXED), "page 0 stays free");
        assertEquals(EINVAL, test.call(Syscall.MMAP, 0, PAGE, READ, flags, -1, 5));
    }

    @Test
    void writablePagesAreReadable() {
        long at = map(0, PAGE, WRITE, PRIVATE | ANONYMOUS);
        assertEquals(0, test.memory.loadLong(at));
        assertEquals(0, test.call(Syscall.MPROTECT, at, PAGE, 4));
        assertEquals(4, test.memory.region(at).orElseThrow().permissions());
    }

    @Test
    void aSparseTerabyteIsMapped() {
        long terabyte = 1L << 40;
        long at = map(0, terabyte, 0, PRIVATE | ANONYMOUS | 0x4000);
        assertTrue(at > 0);
        assertEquals(0, test.call(Syscall.MPROTECT, at + terabyte / 2, PAGE, READ | WRITE));
        test.memory.storeLong(at + terabyte / 2, 1);
        assertThrows(MemoryFault.class, () -> test.memory.loadByte(at));
        assertEquals(0, test.call(Syscall.MUNMAP, at, terabyte));
    }

    @Test
    void unmappingIsChecked() {
        long at = anonymous(3);
        assertEquals(0, test.call(Syscall.MUNMAP, at + PAGE, 1));
        assertThrows(MemoryFault.class, () -> test.memory.loadByte(at + PAGE));
        test.memory.storeByte(at + 2 * PAGE, 1);
        assertEquals(0, test.call(Syscall.MUNMAP, at, 3 * PAGE), "holes do not matter");
        assertEquals(EINVAL, test.call(Syscall.MUNMAP, at + 1, PAGE));
        assertEquals(EINVAL, test.call(Syscall.MUNMAP, at, 0));
        assertEquals(EINVAL, test.call(Syscall.MUNMAP, 1L << 42, PAGE));
        assertEquals(EINVAL, test.call(Syscall.MUNMAP, at, -4096));
    }

    @Test
    void protectionIsChecked() {
        long at = anonymous(2);
        assertEquals(0, test.call(Syscall.MPROTECT, at, 1, READ));
        assertThrows(MemoryFault.class, () -> test.memory.storeByte(at, 1));
        test.memory.storeByte(at + PAGE, 1);
        assertEquals(EINVAL, test.call(Syscall.MPROTECT, at + 1, PAGE, READ));
        assertEquals(0, test.call(Syscall.MPROTECT, at, 0, READ));
        assertEquals(ENOMEM, test.call(Syscall.MPROTECT, at - PAGE, 2 * PAGE, READ));
        assertEquals(ENOMEM, test.call(Syscall.MPROTECT, TestProcess.NOT_MAPPED, PAGE, READ));
        assertEquals(ENOMEM, test.call(Syscall.MPROTECT, at, -4096, READ));
    }

    private long remap(long from, long oldLength, long newLength, int flags, long to) {
        return test.call(Syscall.MREMAP, from, oldLength, newLength, flags, to);
    }

    @Test
    void mappingsGrowInPlaceOrMove() {
        long at = map(0x80_0000, PAGE, READ | WRITE, PRIVATE | ANONYMOUS);
        test.memory.storeLong(at, 11);
        assertEquals(at, remap(at, PAGE, 3 * PAGE, 0, 0));
        test.memory.storeLong(at + 2 * PAGE, 33);
        map(at + 3 * PAGE, PAGE, READ, PRIVATE | ANONYMOUS);
        assertEquals(ENOMEM, remap(at, 3 * PAGE, 4 * PAGE, 0, 0));
        long moved = remap(at, 3 * PAGE, 8 * PAGE, MAY_MOVE, 0);
        assertEquals(AddressLayout.MMAP_TOP - 8 * PAGE, moved);
        assertEquals(11, test.memory.loadLong(moved));
        assertEquals(33, test.memory.loadLong(moved + 2 * PAGE));
        assertEquals(0, test.memory.loadLong(moved + 7 * PAGE));
        assertThrows(MemoryFault.class, () -> test.memory.loadByte(at));
        assertEquals(moved, remap(moved, 8 * PAGE, PAGE, 0, 0));
        assertThrows(MemoryFault.class, () -> test.memory.loadByte(moved + PAGE));
        assertEquals(0xa0_0000, remap(moved, PAGE, 2 * PAGE, 3, 0xa0_0000));
        assertEquals(11, test.memory.loadLong(0xa0_0000));
        assertEquals(0, test.memory.loadLong(0xa0_0000 + PAGE));
    }

    @Test
    void remappingIsChecked() {
        long at = anonymous(2);
        assertEquals(EINVAL, remap(at + 1, PAGE, PAGE, 0, 0));
        assertEquals(EINVAL, remap(at, PAGE, 0, 0, 0));
        assertEquals(EINVAL, remap(at, PAGE, PAGE, 2, 0xa0_0000), "FIXED without MAYMOVE");
        assertEquals(EINVAL, remap(at, PAGE, PAGE, 3, at), "onto itself");
        assertEquals(EINVAL, remap(at, PAGE, PAGE, 3, 0xa0_0001));
        assertEquals(EFAULT, remap(TestProcess.NOT_MAPPED, PAGE, 2 * PAGE, MAY_MOVE, 0));
        assertEquals(EFAULT, remap(at, 3 * PAGE, 4 * PAGE, MAY_MOVE, 0));
        assertEquals(ENOMEM, remap(at, PAGE, 1L << 50, MAY_MOVE, 0));
    }

    @Test
    void discardedPagesAreZero() {
        long at = anonymous(2);
        test.memory.storeLong(at, 1);
        test.memory.storeLong(at + PAGE, 2);
        assertEquals(0, test.call(Syscall.MADVISE, at, PAGE, 4));
        assertEquals(0, test.memory.loadLong(at));
        assertEquals(2, test.memory.loadLong(at + PAGE));
        assertEquals(0, test.call(Syscall.MADVISE, at, PAGE, 1));
        assertEquals(EINVAL, test.call(Syscall.MADVISE, at + 1, PAGE, 4));
        assertEquals(EINVAL, test.call(Syscall.MADVISE, at, PAGE, 77));
        assertEquals(ENOMEM, test.call(Syscall.MADVISE, TestProcess.NOT_MAPPED, PAGE, 4));
    }

    private long mapFile(long fd, long length, int protection, int flags, long offset) {
        return test.call(Syscall.MMAP, 0, length, protection, flags, fd, offset);
    }

    @Test
    void privateFilePagesDoNotChangeTheFile() throws IOException {
        long at = mapFile(test.open("file", 0), 2 * PAGE, READ | WRITE, PRIVATE, 0);
        assertEquals("0123456789\0", test.bytes(at, 11));
        test.memory.storeByte(at, 'x');
        assertEquals(0, test.call(Syscall.MUNMAP, at, 2 * PAGE));
        assertEquals("0123456789", Files.readString(folder.resolve("file")));
    }

    @Test
    void offsetsSelectThePartThatIsMapped() throws IOException {
        byte[] content = new byte[10_000];
        content[4096] = 1;
        content[9999] = 2;
        Files.write(folder.resolve("big"), content);
        long fd = test.open("big", 0);
        long at = mapFile(fd, 2 * PAGE, READ, PRIVATE, 4096);
        assertEquals(1, test.memory.loadByte(at));
        assertEquals(2, test.memory.loadByte(at + 9999 - 4096));
        long behind = mapFile(fd, PAGE, READ, PRIVATE, 1 << 20);
        assertEquals(0, test.memory.loadByte(behind));
    }

    @Test
    void hugeSparseFilesAreNotCopied() {
        long fd = test.open("sparse", 0102);
        assertEquals(0, test.call(Syscall.FTRUNCATE, fd, 20L << 30));
        assertEquals(ENOMEM, mapFile(fd, 20L << 30, READ, PRIVATE, 0));
        assertEquals(1, test.diagnostics.size());
        long at = mapFile(fd, PAGE, READ, PRIVATE, 10L << 30);
        assertEquals(0, test.memory.loadByte(at), "parts of it are");
    }

    @Test
    void sharedFilePagesAreWrittenBack() throws IOException {
        long fd = test.open("file", 2);
        long at = mapFile(fd, PAGE, READ | WRITE, SHARED, 0);
        assertEquals(0, test.call(Syscall.CLOSE, fd));
        test.memory.storeByte(at, 'A');
        assertEquals(0, test.call(Syscall.MSYNC, at, PAGE, 4));
        assertEquals("A123456789", Files.readString(folder.resolve("file")));
        test.memory.storeByte(at + 1, 'B');
        assertEquals(0, test.call(Syscall.MUNMAP, at, PAGE));
        assertEquals("AB23456789", Files.readString(folder.resolve("file")));
        long again = mapFile(test.open("file", 2), PAGE, READ | WRITE, SHARED, 0);
        test.memory.storeByte(again + 2, 'C');
        test.call(Syscall.EXIT_GROUP, 0);
        assertEquals("ABC3456789", Files.readString(folder.resolve("file")));
    }

    @Test
    void sharedFilePagesKeepTheirFileWhenMoved() throws IOException {
        long at = mapFile(test.open("file", 2), PAGE, READ | WRITE, SHARED, 0);
        assertEquals(0xa0_0000, remap(at, PAGE, PAGE, 3, 0xa0_0000));
        test.memory.storeByte(0xa0_0000, 'M');
        assertEquals(0, test.call(Syscall.MUNMAP, 0xa0_0000, PAGE));
        assertEquals("M123456789", Files.readString(folder.resolve("file")));
    }

    @Test
    void fileMappingsAreChecked() {
        long readOnly = test.open("file", 0);
        long writeOnly = test.open("file", 1);
        assertEquals(-13, mapFile(readOnly, PAGE, READ | WRITE, SHARED, 0));
        assertEquals(-13, mapFile(writeOnly, PAGE, READ, PRIVATE, 0));
        assertEquals(-9, mapFile(99, PAGE, READ, PRIVATE, 0));
        assertEquals(-19, mapFile(0, PAGE, READ, PRIVATE, 0));
        assertEquals(EINVAL, mapFile(readOnly, PAGE, READ, PRIVATE, 1));
        assertEquals(-75, mapFile(readOnly, PAGE, READ, PRIVATE, Long.MAX_VALUE & -4096));
        assertEquals(EINVAL, test.call(Syscall.MSYNC, TestProcess.BUFFER, PAGE, 5));
        assertEquals(ENOMEM, test.call(Syscall.MSYNC, TestProcess.NOT_MAPPED, PAGE, 4));
    }
}
