package dev.tracewright.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A file's bytes, read by offset with every bound checked. Offsets are unsigned, as in the file.
final class ElfData {
    private final String file;
    private final byte[] content;
    private final ByteBuffer fields;

    ElfData(String file, byte[] content) {
        this.file = file;
        this.content = content;
        this.fields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    String file() {
        return file;
    }

    int size() {
        return content.length;
    }

    /// Whether `length` bytes from `offset` on lie in the file.
    boolean contains(long offset, long length) {
        return offset >= 0 && length >= 0 && length <= size() && offset <= size() - length;
    }

    int u8(long offset) throws MalformedElfException {
        return fields.get(index(offset, 1)) & 0xff;
    }

    int u16(long offset) throws MalformedElfException {
        return fields.getShort(index(offset, 2)) & 0xffff;
    }

    int s32(long offset) throws MalformedElfException {
        return fields.getInt(index(offset, 4));
    }

    long u32(long offset) throws MalformedElfException {
        return s32(offset) & 0xffff_ffffL;
    }

    long u64(long offset) throws MalformedElfException {
        return fields.getLong(index(offset, 8));
    }

    /// The bytes from `offset` to a zero, which must come before `limit`.
    String string(long offset, long limit) throws MalformedElfException {
        int start = index(offset, 0);
        int end = start;
        while (end < limit && end < size() && content[end] != 0) {
            end++;
        }
        if (end >= limit || end >= size()) {
            throw malformed(offset, "the string has no end before 0x%x".formatted(limit));
        }
        return new String(content, start, end - start, StandardCharsets.UTF_8);
    }

    ByteBuffer slice(long offset, long length) throws MalformedElfException {
        return ByteBuffer.wrap(content, index(offset, length), (int) length)
                .slice()
                .asReadOnlyBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] content() {
        return content;
    }

    MalformedElfException malformed(long offset, String detail) {
        return new MalformedElfException(file, offset, detail);
    }

    private int index(long offset, long length) throws MalformedElfException {
        if (!contains(offset, length)) {
            throw malformed(
                    offset,
                    "%s bytes are needed here, the file has %d"
                            .formatted(Long.toUnsignedString(length), size()));
        }
        return (int) offset;
    }
}
