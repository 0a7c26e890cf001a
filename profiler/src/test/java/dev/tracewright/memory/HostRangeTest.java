package dev.tracewright.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// What the host itself permits, which is all that stands between machine code and a guest's pages.
class HostRangeTest {
    private static final Path MAPS = Path.of("/proc/self/maps");
    private static final long PAGE = GuestMemory.PAGE_SIZE;
    private static final long BASE = 0x100_0000;
    private static final int PAGES = 40;

    @BeforeEach
    void needsMapsAndSmallPages() {
        assumeTrue(Files.isReadable(MAPS), "needs /proc/self/maps");
        assumeTrue(HostPages.size() == PAGE, "needs a host with 4 KiB pages");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void hostPermitsLoadsAndStoresWhereTheGuestDoes(long seed) throws IOException {
        try (GuestMemory memory = GuestMemory.reserve()) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int step = 0; step < 60; step++) {
                change(memory, random);
                check(memory);
            }
        }
    }

    private static void change(GuestMemory memory, SplittableRandom random) {
        int from = random.nextInt(PAGES);
        long address = BASE + from * PAGE;
        long length = (1 + random.nextInt(PAGES - from)) * PAGE;
        boolean mapped = memory.isMapped(address, length);
        int permissions = random.nextInt(8);
        switch (random.nextInt(8)) {
            case 0, 1 -> memory.map(address, length, permissions);
            case 2 -> memory.unmap(address, length);
            case 3 -> {
                if (memory.isAccessible(address, 2, Permission.EXECUTE)) {
                    memory.fetchParcel(address);
                }
            }
            case 4 -> memory.digest();
            case 5 -> {
                if (mapped) {
                    memory.initialize(address, MemorySegment.ofArray(new byte[100]));
                }
            }
            case 6 -> {
                if (mapped) {
                    memory.move(address, length, address + 2 * PAGES * PAGE);
                }
            }
            default -> {
                if (mapped) {
                    memory.protect(address, length, permissions);
                }
            }
        }
    }

    private static void check(GuestMemory memory) throws IOException {
        String[] expected = new String[PAGES];
        for (int i = 0; i < PAGES; i++) {
            Region region = memory.region(BASE + i * PAGE).orElse(null);
            int permissions = region == null ? 0 : region.permissions();
            expected[i] =
                    (permissions & Permission.WRITE) != 0
                            ? "rw-p"
                            : (permissions & Permission.READ) != 0 ? "r--p" : "---p";
        }
        List<String> maps = Files.readAllLines(MAPS);
        String[] actual = new String[PAGES];
        for (int i = 0; i < PAGES; i++) {
            actual[i] = protection(maps, memory.hostBase() + BASE + i * PAGE);
        }
        assertArrayEquals(expected, actual);
    }

    @Test
    void whatSurroundsTheGuestIsInaccessible() throws IOException {
        try (GuestMemory memory = GuestMemory.reserve()) {
            memory.map(0, PAGE, Permission.READ_WRITE);
            memory.map(GuestMemory.LIMIT - PAGE, PAGE, Permission.READ_WRITE);
            List<String> maps = Files.readAllLines(MAPS);
            long start = memory.hostBase();
            long end = start + GuestMemory.LIMIT;
            assertEquals("---p", protection(maps, start - 1));
            assertEquals("---p", protection(maps, start + Integer.MIN_VALUE));
            assertEquals("rw-p", protection(maps, start));
            assertEquals("rw-p", protection(maps, end - 1));
            assertEquals("---p", protection(maps, end));
            assertEquals("---p", protection(maps, end + Integer.MAX_VALUE + 15L));
        }
    }

    private static String protection(List<String> maps, long address) {
        for (String line : maps) {
            String[] fields = line.split("[- ]", 4);
            if (Long.compareUnsigned(address, Long.parseUnsignedLong(fields[0], 16)) >= 0
                    && Long.compareUnsigned(address, Long.parseUnsignedLong(fields[1], 16)) < 0) {
                return line.split(" ", 3)[1];
            }
        }
        return "nothing";
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 12, 1L << 26, 1L << 30})
    void digestSeesWhatMachineCodeStores(long length) {
        try (GuestMemory memory = GuestMemory.reserve();
                GuestMemory same = GuestMemory.reserve()) {
            memory.map(BASE, length, Permission.READ_WRITE);
            same.map(BASE, length, Permission.READ_WRITE);
            long last = BASE + length - 8;
            HostMemory.putLong(memory.hostBase() + last, 42);
            assertFalse(Arrays.equals(same.digest(), memory.digest()));
            same.storeLong(last, 42);
            assertArrayEquals(same.digest(), memory.digest());
            memory.protect(BASE, length, Permission.NONE);
            same.protect(BASE, length, Permission.NONE);
            assertArrayEquals(same.digest(), memory.digest());
        }
    }
}
