package dev.tracewright.memory;

/// The guest's range of the host's address space: a host page is accessible exactly when an
/// accessible guest page lies in it.
///
/// Host pages may be larger than guest pages; then a range shares the host pages at its ends with
/// its neighbours, which is what most of this class is about.
final class HostRange {
    static final long LENGTH = 1L << GuestAccess.ADDRESS_BITS;

    private final RegionMap regions;
    private final long pageSize;
    private final long base = HostPages.reserve(LENGTH, HostPages.NO_ACCESS);

    HostRange(RegionMap regions, long pageSize) {
        this.regions = regions;
        this.pageSize = pageSize;
    }

    long base() {
        return base;
    }

    /// Brings the host's protection of a range, which has the same permissions throughout, in step
    /// with the regions; contents stay.
    void synchronize(long start, long end) {
        long inner = Math.min(end, roundUp(start));
        long innerEnd = Math.max(inner, end & -pageSize);
        if (start < inner) {
            protectPage(start);
        }
        if (inner < innerEnd) {
            protect(inner, innerEnd, inner + GuestAccess.PAGE_SIZE);
        }
        if (innerEnd < end) {
            protectPage(innerEnd);
        }
    }

    /// Makes the range, which the regions no longer contain, read as zero.
    void discard(long start, long end) {
        long inner = Math.min(end, roundUp(start));
        long innerEnd = Math.max(inner, end & -pageSize);
        if (start < inner) {
            zero(start, inner);
        }
        if (inner < innerEnd) {
            HostPages.reset(base + inner, innerEnd - inner, HostPages.NO_ACCESS);
        }
        if (innerEnd < end) {
            zero(innerEnd, end);
        }
    }

    /// Lets the host read and write a range whatever the guest's permissions are.
    void open(long start, long end) {
        long from = start & -pageSize;
        HostPages.protect(base + from, roundUp(end) - from, HostPages.READ_WRITE);
    }

    void release() {
        HostPages.release(base, LENGTH);
    }

    /// Zeroes a part of one host page.
    private void zero(long start, long end) {
        open(start, end);
        HostMemory.segment(base + start, end - start).fill((byte) 0);
        protectPage(start);
    }

    private void protectPage(long address) {
        long page = address & -pageSize;
        protect(page, page + pageSize, page + pageSize);
    }

    private void protect(long from, long to, long probeEnd) {
        boolean accessible = regions.isAnyAccessible(from, probeEnd);
        HostPages.protect(
                base + from, to - from, accessible ? HostPages.READ_WRITE : HostPages.NO_ACCESS);
    }

    private long roundUp(long value) {
        return value + pageSize - 1 & -pageSize;
    }
}
