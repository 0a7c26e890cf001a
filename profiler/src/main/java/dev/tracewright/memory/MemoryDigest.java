package dev.tracewright.memory;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// SHA-256 over a canonical description of memory: the mapped ranges with their permissions
/// (neighbours with the same permissions are one range), then each page that is not all zeros.
final class MemoryDigest {
    private static final MemorySegment ZEROS =
            MemorySegment.ofArray(new byte[GuestAccess.PAGE_SIZE]).asReadOnly();

    private final MessageDigest sha256;
    private final ByteBuffer record =
            ByteBuffer.allocate(3 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final byte[] page = new byte[GuestAccess.PAGE_SIZE];

    MemoryDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    void addRegions(List<Region> regions) {
        int i = 0;
        while (i < regions.size()) {
            Region first = regions.get(i);
            long end = first.end();
            i++;
            while (i < regions.size()
                    && regions.get(i).start() == end
                    && regions.get(i).permissions() == first.permissions()) {
                end = regions.get(i).end();
                i++;
            }
            add(first.start(), end, first.permissions());
        }
    }

    void addPage(long address, MemorySegment contents) {
        if (contents.mismatch(ZEROS) >= 0) {
            add(address);
            MemorySegment.copy(contents, 0, MemorySegment.ofArray(page), 0, page.length);
            sha256.update(page);
        }
    }

    byte[] finish() {
        return sha256.digest();
    }

    private void add(long... values) {
        record.clear();
        for (long value : values) {
            record.putLong(value);
        }
        sha256.update(record.array(), 0, record.position());
    }
}
