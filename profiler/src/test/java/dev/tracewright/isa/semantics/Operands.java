package dev.tracewright.isa.semantics;

import java.util.SplittableRandom;

/// Random register contents that are rich in the cases floating-point arithmetic distinguishes.
final class Operands {
    private static final double[] EDGES = {
        0.0,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Math.nextDown(Double.MIN_NORMAL),
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        1.0,
        Math.nextUp(1.0),
        Math.nextDown(1.0),
        0.5,
        1.5,
        2.5,
        3.0,
        0x1p24,
        0x1p31,
        0x1p32,
        0x1p52,
        0x1p53,
        0x1p63,
        0x1p64,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        0x1p-960,
        0x1p1022,
        0x1p-511,
        0x1p511
    };

    private final SplittableRandom random;

    Operands(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /// An operand of a kind that [FloatingPointInstruction#operands] names.
    long next(char kind) {
        return switch (kind) {
            case 'S' -> next(SoftFloat.SINGLE) | (random.nextInt(50) == 0 ? 0 : 0xffffffffL << 32);
            case 'D' -> next(SoftFloat.DOUBLE);
            case 'X' -> integer();
            default -> throw new IllegalArgumentException("operand kind " + kind);
        };
    }

    /// A number or NaN of `format`.
    long next(SoftFloat format) {
        int size = 1 + format.exponentBits() + format.fractionBits();
        long sign = random.nextLong() & 1L << (size - 1);
        long all = (1L << (size - 1)) - 1;
        long magnitude =
                switch (random.nextInt(10)) {
                    case 0 -> edge(format);
                    case 1 -> random.nextLong();
                    case 2 -> nearOne(format, 2) | fewBits(format);
                    case 3 -> nearOne(format, 2) | fraction(format);
                    case 4 -> nearOne(format, format.fractionBits() + 3) | fraction(format);
                    case 5 -> nearOne(format, format.fractionBits() + 3) | fewBits(format);
                    case 6 -> fraction(format) >>> random.nextInt(format.fractionBits());
                    case 7 -> lowExponent(format) | fraction(format);
                    case 8 -> format.infinity() - lowExponent(format) + fewBits(format);
                    default -> ((format.infinity() >>> 1) & random.nextLong()) | fewBits(format);
                };
        return sign | magnitude & all;
    }

    private long edge(SoftFloat format) {
        if (random.nextInt(8) == 0) {
            return format.infinity() | (1L << random.nextInt(format.fractionBits()));
        }
        long bits = Double.doubleToRawLongBits(EDGES[random.nextInt(EDGES.length)]);
        return format.convert(SoftFloat.DOUBLE, bits, Fcsr.RNE, new Fcsr());
    }

    private long nearOne(SoftFloat format, int spread) {
        int bias = (1 << (format.exponentBits() - 1)) - 1;
        return (long) Math.max(0, bias - spread + random.nextInt(2 * spread + 1))
                << format.fractionBits();
    }

    private long lowExponent(SoftFloat format) {
        return (long) random.nextInt(format.exponentBits() * 8 / 3) << format.fractionBits();
    }

    private long fraction(SoftFloat format) {
        return random.nextLong() & (1L << format.fractionBits()) - 1;
    }

    /// A fraction that begins or ends in a long run of zeros or ones: where ties and carries are.
    private long fewBits(SoftFloat format) {
        long mask = (1L << format.fractionBits()) - 1;
        long high = -1L << random.nextInt(format.fractionBits());
        long part =
                switch (random.nextInt(4)) {
                    case 0 -> high;
                    case 1 -> ~high;
                    case 2 -> 1L << random.nextInt(format.fractionBits());
                    default -> fraction(format) & high;
                };
        return part & mask;
    }

    private long integer() {
        long any = random.nextLong();
        return switch (random.nextInt(6)) {
            case 0 -> any;
            case 1 -> any >> random.nextInt(64);
            case 2 -> any >>> random.nextInt(64);
            case 3 -> (1L << random.nextInt(64)) + random.nextInt(-2, 3);
            case 4 -> (int) any;
            default -> (any & -1L << random.nextInt(64)) + random.nextInt(-1, 2);
        };
    }
}
