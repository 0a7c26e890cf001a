package dev.tracewright.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.SplittableRandom;

/// Hosts with 16 and 64 KiB pages (Apple's and some AArch64 Linux): the same operations give the
/// same memory as on a host with 4 KiB pages. Larger pages work on any host, only coarser.
class LargeHostPagesTest {
    private static final long PAGE = GuestMemory.PAGE_SIZE;
    private static final long BASE = 0x100_0000;
    private static final int PAGES = 80;

    @ParameterizedTest
    @ValueSource(longs = {16 << 10, 64 << 10})
    void sameOperationsGiveTheSameMemory(long hostPageSize) {
        try (GuestMemory expected = GuestMemory.reserve(PAGE);
                GuestMemory actual = GuestMemory.reserve(hostPageSize)) {
            SplittableRandom random = new SplittableRandom(hostPageSize);
            for (int step = 0; step < 2000; step++) {
                long seed = random.nextLong();
                change(expected, new SplittableRandom(seed));
                change(actual, new SplittableRandom(seed));
                if (step % 50 == 0) {
                    compare(expected, actual);
                }
            }
            compare(expected, actual);
        }
    }

    private static void change(GuestMemory memory, SplittableRandom random) {
        int from = random.nextInt(PAGES);
        long address = BASE + from * PAGE;
        long length = (1 + random.nextInt(PAGES - from)) * PAGE;
        int permissions = random.nextInt(8);
        switch (random.nextInt(6)) {
            case 0 -> memory.map(address, length, permissions);
            case 1 -> memory.unmap(address, length);
            case 2 -> {
                if (memory.isMapped(address, length)) {
                    memory.protect(address, length, permissions);
                }
            }
            case 3 -> {
                if (memory.isMapped(address, length)) {
                    memory.move(address, length, address + (128 + random.nextInt(8)) * PAGE);
                }
            }
            default -> {
                if (memory.isAccessible(address, 8, Permission.WRITE)) {
                    memory.storeLong(address, random.nextLong());
                }
            }
        }
    }

    private static void compare(GuestMemory expected, GuestMemory actual) {
        assertEquals(expected.regions(), actual.regions());
        assertArrayEquals(expected.digest(), actual.digest());
        for (long page = BASE; page < BASE + PAGES * PAGE; page += PAGE) {
            long address = page;
            if (expected.isAccessible(address, 8, Permission.READ)) {
                assertEquals(expected.loadLong(address), actual.loadLong(address));
            } else {
                assertThrows(MemoryFault.class, () -> actual.loadLong(address));
            }
        }
    }
}
