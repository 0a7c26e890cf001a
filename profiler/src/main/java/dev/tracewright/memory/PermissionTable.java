package dev.tracewright.memory;

import java.util.BitSet;

/// One byte of permissions per guest page, in a reservation of the host that commits on touch.
///
/// The table is a cache of the regions: a byte of 0 means "ask the regions". Small regions are
/// entered when they are mapped; of large ones only the chunks that are used, when they are first
/// used, so that mapping a terabyte writes nothing.
final class PermissionTable {
    /// Regions up to this length are entered at once: 64 MiB, 16 KiB of table.
    private static final long EAGER_LENGTH = 64L << 20;

    /// What is entered on demand: 16 MiB, one host page of table.
    static final int CHUNK_SHIFT = 24;

    private static final long PAGES = 1L << GuestAccess.ADDRESS_BITS - GuestAccess.PAGE_SHIFT;

    private final long address = HostPages.reserve(PAGES, HostPages.READ_WRITE);
    private final long hostPageSize;

    /// Chunks in which some page was accessible once: only they can hold anything but zeros.
    private final BitSet touchable = new BitSet();

    PermissionTable(long hostPageSize) {
        this.hostPageSize = hostPageSize;
    }

    /// A table in which no page permits anything, shared by all memories that are closed.
    static long closed() {
        return Closed.ADDRESS;
    }

    private static final class Closed {
        static final long ADDRESS = HostPages.reserve(PAGES, HostPages.READ_ONLY);
    }

    long address() {
        return address;
    }

    /// Enters a new or changed region. Whatever it permits may happen to its pages without a look
    /// at the table.
    void set(Region region) {
        if (region.permissions() != Permission.NONE) {
            touch(region.start(), region.end());
        }
        if (region.permissions() != Permission.NONE && region.length() <= EAGER_LENGTH) {
            enter(region);
        } else {
            clear(region.start(), region.end());
        }
    }

    /// Makes every access to the range ask the regions.
    void clear(long start, long end) {
        long from = address + (start >>> GuestAccess.PAGE_SHIFT);
        long to = address + (end >>> GuestAccess.PAGE_SHIFT);
        long inner = Math.min(to, roundUp(from));
        long innerEnd = Math.max(inner, to & -hostPageSize);
        if (end - start <= EAGER_LENGTH) {
            fill(from, to, Permission.NONE);
            return;
        }
        fill(from, inner, Permission.NONE);
        HostPages.reset(inner, innerEnd - inner, HostPages.READ_WRITE);
        fill(innerEnd, to, Permission.NONE);
    }

    /// Enters the part of `region` that lies in the chunk of `guestAddress`.
    void enterChunk(Region region, long guestAddress) {
        long chunk = guestAddress >>> CHUNK_SHIFT;
        enter(region.clip(chunk << CHUNK_SHIFT, chunk + 1 << CHUNK_SHIFT));
    }

    /// Notes that pages may hold anything but zeros although they permit nothing.
    void touch(long start, long end) {
        touchable.set((int) (start >>> CHUNK_SHIFT), (int) (end - 1 >>> CHUNK_SHIFT) + 1);
    }

    /// The first chunk at or behind `chunk` in which some page was ever accessible, or -1.
    long nextTouchable(long chunk) {
        return touchable.nextSetBit((int) chunk);
    }

    void release() {
        HostPages.release(address, PAGES);
    }

    private void enter(Region region) {
        fill(
                address + (region.start() >>> GuestAccess.PAGE_SHIFT),
                address + (region.end() >>> GuestAccess.PAGE_SHIFT),
                region.permissions());
    }

    private static void fill(long from, long to, int permissions) {
        HostMemory.segment(from, to - from).fill((byte) permissions);
    }

    private long roundUp(long value) {
        return value + hostPageSize - 1 & -hostPageSize;
    }
}
