package dev.tracewright.memory;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// Finds the next touched page of a large range in one call: `PAGEMAP_SCAN` of Linux 6.7, which
/// skips what has no page tables. Reading `/proc/self/pagemap` takes a second for each terabyte.
final class PageScan implements AutoCloseable {
    private static final byte[] FILE = "/proc/self/pagemap\0".getBytes(StandardCharsets.US_ASCII);

    /// `_IOWR('f', 16, struct pm_scan_arg)`.
    private static final int REQUEST = 0xc060_6610;

    private static final int ARGUMENT_SIZE = 96;
    private static final int START = 16;
    private static final int END = 24;
    private static final int RESULTS = 40;
    private static final int RESULT_COUNT = 48;
    private static final int MAX_PAGES = 56;
    private static final int ANY_OF = 80;
    private static final int RETURNED = 88;
    private static final long PRESENT_OR_SWAPPED = 1 << 3 | 1 << 4;

    private final MemorySegment ioctl = HostCalls.find("ioctl");
    private final long argument = HostPages.reserve(HostPages.size(), HostPages.READ_WRITE);
    private final long result = argument + ARGUMENT_SIZE;
    private final int file;

    PageScan() {
        HostMemory.copy(FILE, 0, result, FILE.length);
        file = (int) HostCalls.call(HostCalls.find("open"), result, 0, 0);
    }

    /// The first touched page from one host address on, or `end` if there is none before it. Where
    /// the host cannot tell, it is `start`.
    long next(long start, long end) {
        HostMemory.putLong(argument, ARGUMENT_SIZE);
        HostMemory.putLong(argument + START, start);
        HostMemory.putLong(argument + END, end);
        HostMemory.putLong(argument + RESULTS, result);
        HostMemory.putLong(argument + RESULT_COUNT, 1);
        HostMemory.putLong(argument + MAX_PAGES, 1);
        HostMemory.putLong(argument + ANY_OF, PRESENT_OR_SWAPPED);
        HostMemory.putLong(argument + RETURNED, PRESENT_OR_SWAPPED);
        int found = (int) HostCalls.call(ioctl, file, REQUEST & 0xffff_ffffL, argument);
        return found < 0 ? start : found == 0 ? end : HostMemory.getLong(result);
    }

    @Override
    public void close() {
        if (file >= 0) {
            HostCalls.call(HostCalls.find("close"), file, 0, 0);
        }
        HostPages.release(argument, HostPages.size());
    }
}
