package dev.tracewright.profile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the contents of a chunk.
final class PayloadWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// An unsigned number of up to 64 bits: seven bits a byte, the lowest first, bit 7 set in all
    /// but the last (LEB128).
    void number(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /// A signed number: folded to an unsigned one, so that small ones of either sign are short.
    void signed(long value) {
        number(value << 1 ^ value >> 63);
    }

    /// The bits of a double, eight bytes.
    void real(double value) {
        long bits = Double.doubleToLongBits(value);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            out.write((int) (bits >>> shift));
        }
    }

    /// A string: the number of its bytes in UTF-8, then these.
    void string(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        number(bytes.length);
        bytes(bytes);
    }

    void bytes(byte[] bytes) {
        out.writeBytes(bytes);
    }

    byte[] finish() {
        return out.toByteArray();
    }
}
