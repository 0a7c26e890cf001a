package dev.tracewright.memory;

/// The guest's range of the host's address space: the host can read and write a page exactly when
/// the guest can, so that machine code needs no other check of permissions than the host's own.
///
/// Two things differ. Pages that can only be executed are inaccessible, and those that can only be
/// written are readable, since no host has such pages. And host pages may be larger than guest
/// pages; then they permit whatever some guest page in them does, and a range shares the host pages
/// at its ends with its neighbours, which is what most of this class is about.
final class HostRange {
    static final long LENGTH = 1L << GuestAccess.ADDRESS_BITS;

    /// What is inaccessible before and behind the range: whoever adds a displacement of 32 bits to
    /// a guest address that is in range, and accesses a few bytes there, stays within.
    static final long GUARD = (2L << 30) + (1 << 16);

    /// What is a huge page of the guest's can be one of the host's.
    private static final long ALIGNMENT = 2L << 20;

    private static final long RESERVED = GUARD + LENGTH + GUARD + ALIGNMENT;

    private final RegionMap regions;
    private final long pageSize;
    private final long reservation = HostPages.reserve(RESERVED, HostPages.NO_ACCESS);
    private final long base = reservation + GUARD + ALIGNMENT - 1 & -ALIGNMENT;

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

    /// Lets the host read and write a range whatever the guest's permissions are, until it is
    /// synchronized.
    void open(long start, long end) {
        long from = start & -pageSize;
        HostPages.protect(base + from, roundUp(end) - from, HostPages.READ_WRITE);
    }

    void release() {
        HostPages.release(reservation, RESERVED);
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
        int permissions = regions.permissions(from, probeEnd);
        HostPages.protect(base + from, to - from, hostProtection(permissions));
    }

    private static int hostProtection(int permissions) {
        if ((permissions & Permission.WRITE) != 0) {
            return HostPages.READ_WRITE;
        }
        return (permissions & Permission.READ) != 0 ? HostPages.READ_ONLY : HostPages.NO_ACCESS;
    }

    private long roundUp(long value) {
        return value + pageSize - 1 & -pageSize;
    }
}
