package dev.tracewright.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Touched pages are found, where the host can tell.
class PageScanTest {
    private static final long LENGTH = 1L << 36;

    @ParameterizedTest
    @ValueSource(longs = {0, 1L << 12, 1L << 21, (1L << 30) + (5L << 12), LENGTH - (1L << 12)})
    void theTouchedPageIsFound(long offset) {
        long start = HostPages.reserve(LENGTH, HostPages.READ_WRITE);
        try (PageScan scan = new PageScan()) {
            assumeTrue(scan.next(start, start + LENGTH) != start, "needs Linux 6.7");
            assertEquals(start + LENGTH, scan.next(start, start + LENGTH));
            HostMemory.putByte(start + offset + 100, (byte) 1);
            assertFound(start + offset, scan.next(start, start + LENGTH));
            HostPages.protect(start, LENGTH, HostPages.NO_ACCESS);
            assertFound(start + offset, scan.next(start, start + LENGTH));
        } finally {
            HostPages.release(start, LENGTH);
        }
    }

    private static void assertFound(long expected, long actual) {
        // A host may have touched a huge page at once.
        assertTrue(actual <= expected && actual > expected - (2L << 20), () -> "at " + actual);
    }

    @Test
    void hostThatCannotTellGivesTheStart() {
        try (PageScan scan = new PageScan()) {
            assertEquals(0x123, scan.next(0x123, 0x1_0000), "not a page's address");
        }
    }
}
