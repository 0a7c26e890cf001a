package dev.tracewright.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.BitSet;

/// Tells which host pages were ever touched, so that the others need not be read.
///
/// Linux says so in `/proc/self/pagemap` (bits 63 "present" and 62 "swapped" of each entry). Where
/// there is no such file every page counts as touched: slower, but never wrong.
final class ResidentPages implements AutoCloseable {
    private static final int ENTRY = 8;
    private static final long TOUCHED = 3L << 62;

    private static final int BUFFER_SIZE = 1 << 15;

    private final FileChannel pagemap;
    private final ByteBuffer buffer =
            ByteBuffer.allocateDirect(BUFFER_SIZE).order(ByteOrder.nativeOrder());
    private final long hostPageSize = HostPages.size();

    private ResidentPages(FileChannel pagemap) {
        this.pagemap = pagemap;
    }

    static ResidentPages open() {
        try {
            return new ResidentPages(FileChannel.open(Path.of("/proc/self/pagemap")));
        } catch (IOException e) {
            return new ResidentPages(null);
        }
    }

    /// The touched pages among those of `length` bytes from `hostAddress`, counted from the host
    /// page that contains `hostAddress`.
    BitSet of(long hostAddress, long length) {
        long first = hostAddress / hostPageSize;
        int count = (int) ((hostAddress + length - 1) / hostPageSize - first + 1);
        BitSet touched = new BitSet(count);
        ByteBuffer entries = entries(count);
        if (!readFully(entries, first * ENTRY)) {
            touched.set(0, count);
            return touched;
        }
        for (int i = 0; i < count; i++) {
            touched.set(i, (entries.getLong(i * ENTRY) & TOUCHED) != 0);
        }
        return touched;
    }

    private ByteBuffer entries(int count) {
        int size = count * ENTRY;
        return size <= BUFFER_SIZE
                ? buffer.clear().limit(size)
                : ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    private boolean readFully(ByteBuffer entries, long offset) {
        if (pagemap == null) {
            return false;
        }
        try {
            while (entries.hasRemaining()) {
                if (pagemap.read(entries, offset + entries.position()) <= 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            if (pagemap != null) {
                pagemap.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
