package dev.tracewright.memory;

import java.util.BitSet;

/// Walks the guest pages that may hold anything but zeros, and no others.
final class TouchedPages implements AutoCloseable {
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
        long chunk = table.nextTouchable(region.start() >>> PermissionTable.CHUNK_SHIFT);
        while (chunk >= 0 && chunk << PermissionTable.CHUNK_SHIFT < region.end()) {
            long start = chunk << PermissionTable.CHUNK_SHIFT;
            visitPart(region.clip(start, start + (1L << PermissionTable.CHUNK_SHIFT)), visitor);
            chunk = table.nextTouchable(chunk + 1);
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
