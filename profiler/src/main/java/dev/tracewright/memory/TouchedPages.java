package dev.tracewright.memory;

import java.util.BitSet;

/// Walks the guest pages that may hold anything but zeros, and no others.
final class TouchedPages implements AutoCloseable {
    /// What is scanned for touched pages before they are looked at one by one.
    private static final long LARGE = 64L << 20;

    private final HostRange host;
    private final PermissionTable table;
    private final long hostPageSize = HostPages.size();
    private final ResidentPages resident;

    TouchedPages(HostRange host, PermissionTable table) {
        this.host = host;
        this.table = table;
        this.resident = ResidentPages.open();
    }

    interface Visitor {
        /// Called with the address of a guest page, which the host can read meanwhile.
        void visit(long page);
    }

    void visit(Region region, Visitor visitor) {
        if (region.length() <= LARGE) {
            visit(region, visitor, null);
            return;
        }
        try (PageScan scan = new PageScan()) {
            visit(region, visitor, scan);
        }
    }

    /// @param scan to skip chunks in which nothing was touched, or null
    private void visit(Region region, Visitor visitor, PageScan scan) {
        long at = region.start();
        while (at < region.end()) {
            if (scan != null) {
                at = scan.next(host.base() + at, host.base() + region.end()) - host.base();
            }
            long chunk = table.nextTouchable(at >>> PermissionTable.CHUNK_SHIFT);
            long start = chunk << PermissionTable.CHUNK_SHIFT;
            long end = start + (1L << PermissionTable.CHUNK_SHIFT);
            if (chunk < 0 || start >= region.end() || at >= region.end()) {
                return;
            }
            visitPart(region.clip(start, end), visitor);
            at = end;
        }
    }

    @Override
    public void close() {
        resident.close();
    }

    private void visitPart(Region part, Visitor visitor) {
        BitSet touched = resident.of(host.base() + part.start(), part.length());
        if (touched.isEmpty()) {
            return;
        }
        boolean hidden = (part.permissions() & Permission.READ_WRITE) == 0;
        if (hidden) {
            host.open(part.start(), part.end());
        }
        long first = part.start() & -hostPageSize;
        touched.stream()
                .mapToLong(index -> first + index * hostPageSize)
                .forEach(hostPage -> visitHostPage(hostPage, part, visitor));
        if (hidden) {
            host.synchronize(part.start(), part.end());
        }
    }

    private void visitHostPage(long hostPage, Region part, Visitor visitor) {
        long end = Math.min(hostPage + hostPageSize, part.end());
        for (long page = Math.max(hostPage, part.start());
                page < end;
                page += GuestAccess.PAGE_SIZE) {
            visitor.visit(page);
        }
    }
}
