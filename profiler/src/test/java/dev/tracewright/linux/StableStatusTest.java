package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Deterministic runs do not see what changes on the host from run to run.
class StableStatusTest {
    private static final long BUFFER = TestProcess.BUFFER;
    private static final int CWD = TestProcess.CWD;
    private static final int CREATE_TO_WRITE = 0x41;
    private static final int STAT_WORDS = 16;
    private static final long OLD = 1_700_000_000L;

    @TempDir Path folder;

    private static List<Long> stat(TestProcess test, String name) {
        assertEquals(0, test.call(Syscall.NEWFSTATAT, CWD, test.path(name), BUFFER, 0));
        var words = new ArrayList<Long>();
        for (int i = 0; i < STAT_WORDS; i++) {
            words.add(test.memory.loadLong(BUFFER + 8L * i));
        }
        return words;
    }

    private Path file(String name, String content, long accessed) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Files.getFileAttributeView(file, BasicFileAttributeView.class)
                .setTimes(
                        FileTime.from(OLD, TimeUnit.SECONDS),
                        FileTime.from(accessed, TimeUnit.SECONDS),
                        null);
        return file;
    }

    @Test
    void aFileThatWasReadInBetweenLooksTheSame() throws Exception {
        file("a", "text", OLD + 5);
        Thread.sleep(20); // The file's change lies before the process's start.
        List<Long> first;
        try (var test = new TestProcess(folder)) {
            first = stat(test, "a");
        }
        Files.setAttribute(folder.resolve("a"), "lastAccessTime", FileTime.fromMillis(77));
        try (var test = new TestProcess(folder)) {
            List<Long> second = stat(test, "a");
            assertEquals(first.subList(0, 13), second.subList(0, 13), "all but the time of change");
            assertEquals(OLD, second.get(9), "accessed");
            assertEquals(OLD, second.get(11), "modified");
        }
    }

    @Test
    void aFileThatIsWrittenAnewLooksTheSame() throws IOException {
        List<List<Long>> seen = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (var test = new TestProcess(folder)) {
                long fd = test.open("new", CREATE_TO_WRITE);
                test.write(fd, "0123456789");
                seen.add(stat(test, "new"));
                seen.getLast().addAll(stat(test, "."));
            }
            Files.delete(folder.resolve("new"));
            file("other" + run, "takes an inode", OLD);
        }
        assertEquals(seen.get(0), seen.get(1));
        assertEquals(VirtualClock.EPOCH / 1_000_000_000, seen.get(0).get(11));
    }

    @Test
    void timesThatTheGuestSetAreTold() throws IOException {
        file("a", "text", OLD);
        try (var test = new TestProcess(folder)) {
            long[] times = {OLD + 3, 0, OLD + 4, 0};
            for (int i = 0; i < times.length; i++) {
                test.memory.storeLong(BUFFER + 8L * i, times[i]);
            }
            assertEquals(0, test.call(Syscall.UTIMENSAT, CWD, test.path("a"), BUFFER, 0));
            List<Long> told = stat(test, "a");
            assertEquals(OLD + 3, told.get(9), "accessed");
            assertEquals(OLD + 4, told.get(11), "modified");
        }
    }

    @Test
    void filesAreToldApart() throws IOException {
        file("a", "one", OLD);
        file("b", "two", OLD);
        Files.createLink(folder.resolve("c"), folder.resolve("a"));
        try (var test = new TestProcess(folder)) {
            long a = stat(test, "a").get(1);
            assertNotEquals(a, stat(test, "b").get(1));
            assertEquals(a, stat(test, "c").get(1));
        }
    }

    @Test
    void ordinaryRunsSeeTheHostsFiles() throws IOException {
        Path file = file("a", "text", OLD + 5);
        try (var test = new TestProcess(folder, "", options -> options.withDeterministic(false))) {
            List<Long> told = stat(test, "a");
            assertEquals(((Number) Files.getAttribute(file, "unix:ino")).longValue(), told.get(1));
            assertEquals(OLD + 5, told.get(9));
        }
    }
}
