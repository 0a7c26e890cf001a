package dev.tracewright.profile;

/// The decoder to [RangeEncoder]. It reads zeros behind the end of its input.
final class RangeDecoder implements BitCoder {
    private static final int TOP = 1 << 24;

    private final byte[] bytes;
    private int at;
    private int range = -1;
    private int code;

    RangeDecoder(byte[] bytes) {
        this.bytes = bytes;
        for (int i = 0; i < 4; i++) {
            code = code << 8 | next();
        }
    }

    @Override
    public int code(int ignored, int one) {
        int bound = (range >>> PROBABILITY_BITS) * one;
        int bit;
        if (Integer.compareUnsigned(code, bound) < 0) {
            range = bound;
            bit = 1;
        } else {
            code -= bound;
            range -= bound;
            bit = 0;
        }
        while (Integer.compareUnsigned(range, TOP) < 0) {
            range <<= 8;
            code = code << 8 | next();
        }
        return bit;
    }

    @Override
    public boolean encodes() {
        return false;
    }

    private int next() {
        return at < bytes.length ? bytes[at++] & 0xff : 0;
    }
}
