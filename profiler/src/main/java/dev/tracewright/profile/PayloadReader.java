package dev.tracewright.profile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Reads the contents of a chunk, as [PayloadWriter] writes them.
final class PayloadReader {
    private final Path path;
    private final long offset;
    private final byte[] bytes;
    private int at;

    /// Where the value begins that was read last.
    private int last;

    /// Reads bytes that lie at `offset` in the file.
    PayloadReader(Path path, long offset, byte[] bytes) {
        this.path = path;
        this.offset = offset;
        this.bytes = bytes;
    }

    /// What is wrong with the value that was read last.
    MalformedProfileException malformed(String found, String expected) {
        return new MalformedProfileException(path, offset + last, found, expected);
    }

    int remaining() {
        return bytes.length - at;
    }

    private void require(int count, String what) throws MalformedProfileException {
        last = at;
        if (count > remaining()) {
            throw malformed(
                    "%d more bytes in the chunk".formatted(remaining()),
                    "%d for %s".formatted(count, what));
        }
    }

    /// An unsigned number.
    long number(String what) throws MalformedProfileException {
        long value = 0;
        int start = at;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            require(1, what);
            last = start;
            int next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                if (shift == 63 && next > 1) {
                    throw malformed(what + " of more than 64 bits", "a number of 64 bits");
                }
                return value;
            }
        }
        throw malformed(what + " of more than ten bytes", "a number of 64 bits");
    }

    /// A signed number.
    long signed(String what) throws MalformedProfileException {
        long folded = number(what);
        return folded >>> 1 ^ -(folded & 1);
    }

    /// A number from 0 to `limit`.
    int count(String what, int limit) throws MalformedProfileException {
        return limited(number(what), what, limit);
    }

    /// The number of items that follow, each of which takes at least so many bytes.
    int items(String what, int bytes) throws MalformedProfileException {
        return limited(number(what), what, remaining() / bytes);
    }

    private int limited(long value, String what, int limit) throws MalformedProfileException {
        if (value < 0 || value > limit) {
            throw malformed(what + " is " + Long.toUnsignedString(value), "at most " + limit);
        }
        return (int) value;
    }

    double real(String what) throws MalformedProfileException {
        require(Double.BYTES, what);
        long bits = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bits |= (bytes[at++] & 0xffL) << shift;
        }
        return Double.longBitsToDouble(bits);
    }

    String string(String what) throws MalformedProfileException {
        int length = items("length of " + what, 1);
        require(length, what);
        try {
            ByteBuffer text = ByteBuffer.wrap(bytes, at, length);
            String value = StandardCharsets.UTF_8.newDecoder().decode(text).toString();
            at += length;
            return value;
        } catch (CharacterCodingException _) {
            throw malformed(what + " is not UTF-8", "UTF-8");
        }
    }

    /// All bytes that are left.
    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
        at = bytes.length;
        return rest;
    }

    /// Checks that all has been read.
    void end() throws MalformedProfileException {
        last = at;
        if (remaining() > 0) {
            throw malformed(remaining() + " more bytes in the chunk", "its end");
        }
    }
}
