package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

class StatusCallsTest {
    private static final long BUFFER = TestProcess.BUFFER;
    private static final int CWD = TestProcess.CWD;
    private static final int EMPTY_PATH = 0x1000;
    private static final int NO_FOLLOW = 0x100;

    @TempDir Path folder;
    private TestProcess test;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(folder.resolve("file"), "0123456789");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        test = new TestProcess(folder);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private long stat(String name, int flags) {
        return test.call(Syscall.NEWFSTATAT, CWD, test.path(name), BUFFER, flags);
    }

    private int mode() {
        return test.memory.loadInt(BUFFER + 16);
    }

    @Test
    void theFieldsOfStatAreInTheirPlaces() throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.from(1_234_567_890_123_456_000L, TimeUnit.NANOSECONDS));
        test.memory.storeLong(BUFFER + 120, -1);
        assertEquals(0, stat("file", 0));
        assertEquals(
                ((Number) Files.getAttribute(file, "unix:dev")).longValue(),
                test.memory.loadLong(BUFFER));
        assertEquals(1, test.memory.loadLong(BUFFER + 8), "the first file that the guest sees");
        assertEquals(Files.getAttribute(file, "unix:mode"), mode());
        assertEquals(1, test.memory.loadInt(BUFFER + 20));
        assertEquals(Files.getAttribute(file, "unix:uid"), test.memory.loadInt(BUFFER + 24));
        assertEquals(Files.getAttribute(file, "unix:gid"), test.memory.loadInt(BUFFER + 28));
        assertEquals(10, test.memory.loadLong(BUFFER + 48));
        assertEquals(4096, test.memory.loadInt(BUFFER + 56));
        assertEquals(1, test.memory.loadLong(BUFFER + 64));
        assertEquals(1_234_567_890, test.memory.loadLong(BUFFER + 88));
        assertEquals(123_456_000, test.memory.loadLong(BUFFER + 96));
        assertEquals(0, test.memory.loadLong(BUFFER + 120), "the padding is cleared");
    }

    @Test
    void linksAreFollowedOnDemand() {
        assertEquals(0, stat("link", 0));
        assertEquals(0100000, mode() & 0170000);
        assertEquals(0, stat("link", NO_FOLLOW));
        assertEquals(0120000, mode() & 0170000);
        assertEquals(4, test.memory.loadLong(BUFFER + 48));
    }

    @Test
    void descriptorsAreDescribed() throws IOException {
        long fd = test.open("file", 0);
        assertEquals(0, test.call(Syscall.FSTAT, fd, BUFFER));
        assertEquals(10, test.memory.loadLong(BUFFER + 48));
        Files.writeString(file, "longer than before");
        assertEquals(0, test.call(Syscall.NEWFSTATAT, fd, test.path(""), BUFFER, EMPTY_PATH));
        assertEquals(18, test.memory.loadLong(BUFFER + 48));
        assertEquals(0, test.call(Syscall.NEWFSTATAT, CWD, test.path(""), BUFFER, EMPTY_PATH));
        assertEquals(0040000, mode() & 0170000);
        assertEquals(0, test.call(Syscall.FSTAT, 0, BUFFER));
        assertEquals(0010000, mode() & 0170000, "captured streams are pipes");
        test.call(Syscall.PIPE2, BUFFER, 0);
        assertEquals(0, test.call(Syscall.FSTAT, 4, BUFFER));
        assertEquals(0010600, mode());
    }

    @Test
    void errorsAreTold() {
        assertEquals(-2, stat("missing", 0));
        assertEquals(-2, stat("", 0));
        assertEquals(-20, stat("file/x", 0));
        assertEquals(-9, test.call(Syscall.FSTAT, 99, BUFFER));
        assertEquals(-14, test.call(Syscall.FSTAT, 0, TestProcess.NOT_MAPPED));
        assertEquals(-14, test.call(Syscall.NEWFSTATAT, CWD, TestProcess.NOT_MAPPED, BUFFER, 0));
        assertEquals(
                -14,
                test.call(Syscall.NEWFSTATAT, CWD, test.path("file"), TestProcess.NOT_MAPPED, 0));
    }

    @Test
    void statxTellsTheSame() throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(5_000_000_007L, TimeUnit.NANOSECONDS));
        assertEquals(0, test.call(Syscall.STATX, CWD, test.path("file"), 0, 0xfff, BUFFER));
        assertEquals(0x7ff, test.memory.loadInt(BUFFER));
        assertEquals(1, test.memory.loadInt(BUFFER + 16));
        assertEquals(
                Files.getAttribute(file, "unix:mode"), test.memory.loadShort(BUFFER + 28) & 0xffff);
        assertEquals(1, test.memory.loadLong(BUFFER + 32), "the first file that the guest sees");
        assertEquals(10, test.memory.loadLong(BUFFER + 40));
        assertEquals(5, test.memory.loadLong(BUFFER + 112));
        assertEquals(7, test.memory.loadInt(BUFFER + 120));
        long fd = test.open("file", 0);
        assertEquals(0, test.call(Syscall.STATX, fd, 0, EMPTY_PATH, 0xfff, BUFFER));
        assertEquals(10, test.memory.loadLong(BUFFER + 40));
        assertEquals(-2, test.call(Syscall.STATX, CWD, test.path("missing"), 0, 0xfff, BUFFER));
    }

    @Test
    void statxSplitsDeviceNumbers() {
        FileStatus status = new FileStatus(0x12_3456_7089L, 1, 0, 1, 0, 0, 0x103, 0, 0, 0, 0);
        status.storeStatx(test.memory, BUFFER);
        assertEquals(1, test.memory.loadInt(BUFFER + 128));
        assertEquals(3, test.memory.loadInt(BUFFER + 132));
        assertEquals(0x670 & 0xfff, test.memory.loadInt(BUFFER + 136));
        assertEquals(0x89 | 0x12_3456_7089L >>> 12 & 0xfff00, test.memory.loadInt(BUFFER + 140));
    }

    @Test
    void fileSystemsAreDescribed() {
        assertEquals(0, test.call(Syscall.STATFS, test.path("file"), BUFFER));
        assertEquals(0xef53, test.memory.loadLong(BUFFER));
        assertEquals(4096, test.memory.loadLong(BUFFER + 8));
        assertEquals(255, test.memory.loadLong(BUFFER + 64));
        assertEquals(0, test.call(Syscall.FSTATFS, test.open("file", 0), BUFFER));
        assertEquals(-2, test.call(Syscall.STATFS, test.path("missing"), BUFFER));
    }

    private void times(long... fields) {
        for (int i = 0; i < fields.length; i++) {
            test.memory.storeLong(BUFFER + i * 8L, fields[i]);
        }
    }

    @Test
    void timesAreSet() throws IOException {
        times(100, 5000, 200, 6000);
        assertEquals(0, test.call(Syscall.UTIMENSAT, CWD, test.path("file"), BUFFER, 0));
        assertEquals(200_000_006_000L, modified());
        times(0, 0x3fff_fffe, 300, 0);
        assertEquals(0, test.call(Syscall.UTIMENSAT, test.open("file", 0), 0, BUFFER, 0));
        assertEquals(300_000_000_000L, modified());
        assertEquals(
                100_000_005_000L,
                ((FileTime) Files.getAttribute(file, "lastAccessTime")).to(TimeUnit.NANOSECONDS),
                "UTIME_OMIT");
        assertEquals(0, test.call(Syscall.UTIMENSAT, CWD, test.path("file"), 0, 0));
        assertEquals(VirtualClock.EPOCH, modified(), "the guest's present");
        times(0, -1, 0, 0);
        assertEquals(-22, test.call(Syscall.UTIMENSAT, CWD, test.path("file"), BUFFER, 0));
        assertEquals(-2, test.call(Syscall.UTIMENSAT, CWD, test.path("none"), 0, 0));
    }

    private long modified() throws IOException {
        return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    }

    @Test
    void modesAndOwnersAreChanged() throws IOException {
        assertEquals(0, test.call(Syscall.FCHMODAT, CWD, test.path("file"), 0600));
        assertEquals(0100600, Files.getAttribute(file, "unix:mode"));
        assertEquals(0, test.call(Syscall.FCHMOD, test.open("file", 0), 0644));
        assertEquals(0100644, Files.getAttribute(file, "unix:mode"));
        assertEquals(-2, test.call(Syscall.FCHMODAT, CWD, test.path("none"), 0600));
        int user = (int) Files.getAttribute(file, "unix:uid");
        assertEquals(0, test.call(Syscall.FCHOWNAT, CWD, test.path("link"), user, -1, NO_FOLLOW));
        assertEquals(0, test.call(Syscall.FCHOWN, test.open("file", 0), -1, -1));
        assertEquals(-22, test.call(Syscall.FCHMOD, 0, 0600));
    }
}
