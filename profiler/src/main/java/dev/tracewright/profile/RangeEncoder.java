package dev.tracewright.profile;

import java.util.Arrays;

/// A binary range encoder with carry propagation (Martin, 1979; Subbotin's and LZMA's arrangement
/// of bytes).
///
/// The interval is `[low, low + range)`, `range` having 32 bits; the topmost byte of `low` is held
/// back, with a count of the 0xff bytes that follow it, until no carry can change it any more.
final class RangeEncoder implements BitCoder {
    private static final int TOP = 1 << 24;

    private byte[] bytes = new byte[1 << 12];
    private int size;
    private long low;
    private int range = -1;
    private int held;
    private int pending = 1;

    @Override
    public int code(int bit, int one) {
        int bound = (range >>> PROBABILITY_BITS) * one;
        if (bit != 0) {
            range = bound;
        } else {
            low += Integer.toUnsignedLong(bound);
            range -= bound;
        }
        while (Integer.compareUnsigned(range, TOP) < 0) {
            range <<= 8;
            shift();
        }
        return bit;
    }

    @Override
    public boolean encodes() {
        return true;
    }

    private void shift() {
        int carry = (int) (low >>> 32);
        int top = (int) (low >>> 24) & 0xff;
        if (carry != 0 || top != 0xff) {
            for (int next = held; pending > 0; pending--, next = 0xff) {
                put(next + carry);
            }
            held = top;
        }
        pending++;
        low = low << 8 & 0xffff_ffffL;
    }

    private void put(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    /// The number of bytes that have been produced so far, within five of the final number.
    int size() {
        return size;
    }

    /// Ends the code and returns it; the encoder is then as new.
    byte[] finish() {
        for (int i = 0; i < 5; i++) {
            shift();
        }
        // The first byte is the zero that was held back at the beginning.
        byte[] code = Arrays.copyOfRange(bytes, 1, size);
        size = 0;
        low = 0;
        range = -1;
        held = 0;
        pending = 1;
        return code;
    }
}
