package dev.tracewright.isa.semantics;

import static dev.tracewright.isa.semantics.Fcsr.NX;
import static dev.tracewright.isa.semantics.Fcsr.RDN;
import static dev.tracewright.isa.semantics.Fcsr.RNE;
import static dev.tracewright.isa.semantics.Fcsr.RTZ;
import static dev.tracewright.isa.semantics.Fcsr.RUP;

import java.math.BigInteger;

/// Conversions between integers and floating-point numbers, fast where host arithmetic decides the
/// result and the flags, else by [SoftFloat]. Singles convert to integers as the doubles they are.
final class FloatConversion {
    private static final BigInteger INT_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger UNSIGNED_INT_MAX = BigInteger.valueOf(0xffff_ffffL);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger UNSIGNED_LONG_MAX =
            BigInteger.TWO.pow(Long.SIZE).subtract(BigInteger.ONE);

    /// The bits of an integer of 64 bits that a double, or a single, has no room for.
    private static final long BELOW_DOUBLE = (1L << 11) - 1;

    private static final long BELOW_SINGLE = (1L << 40) - 1;

    private FloatConversion() {}

    static long toInt(double x, int rm, Fcsr fcsr) {
        double r = integral(x, rm);
        if (r >= -0x1p31 && r < 0x1p31) {
            return (int) accrue(r, x, fcsr);
        }
        return slowToInteger(x, INT_MIN, INT_MAX, rm, fcsr);
    }

    static long toUnsignedInt(double x, int rm, Fcsr fcsr) {
        double r = integral(x, rm);
        if (r >= 0 && r < 0x1p32) {
            return (int) accrue(r, x, fcsr);
        }
        return (int) slowToInteger(x, BigInteger.ZERO, UNSIGNED_INT_MAX, rm, fcsr);
    }

    static long toLong(double x, int rm, Fcsr fcsr) {
        double r = integral(x, rm);
        if (r >= -0x1p63 && r < 0x1p63) {
            return accrue(r, x, fcsr);
        }
        return slowToInteger(x, LONG_MIN, LONG_MAX, rm, fcsr);
    }

    static long toUnsignedLong(double x, int rm, Fcsr fcsr) {
        double r = integral(x, rm);
        if (r >= 0 && r < 0x1p63) {
            return accrue(r, x, fcsr);
        }
        return slowToInteger(x, BigInteger.ZERO, UNSIGNED_LONG_MAX, rm, fcsr);
    }

    /// `x` rounded to an integer, or NaN if that is left to [SoftFloat].
    private static double integral(double x, int rm) {
        return switch (rm) {
            case RTZ -> x < 0 ? Math.ceil(x) : Math.floor(x);
            case RNE -> Math.rint(x);
            case RDN -> Math.floor(x);
            case RUP -> Math.ceil(x);
            default -> Double.NaN;
        };
    }

    private static long accrue(double r, double x, Fcsr fcsr) {
        if (r != x) {
            fcsr.flags |= NX;
        }
        return (long) r;
    }

    private static long slowToInteger(
            double x, BigInteger least, BigInteger most, int rm, Fcsr fcsr) {
        long bits = Double.doubleToRawLongBits(x);
        return SoftFloat.DOUBLE.toInteger(bits, least, most, rm, fcsr).longValue();
    }

    /// The double nearest to `x` by `rm`, as bits.
    static long toDouble(long x, int rm, Fcsr fcsr) {
        double r = x;
        // Long.MAX_VALUE is no double, but the conversion back saturates to it.
        if ((long) r != x || x == Long.MAX_VALUE) {
            if (rm != RNE) {
                return SoftFloat.DOUBLE.fromInteger(BigInteger.valueOf(x), rm, fcsr);
            }
            fcsr.flags |= NX;
        }
        return Double.doubleToRawLongBits(r);
    }

    /// The single nearest to `x` by `rm`, as bits.
    static long toSingle(long x, int rm, Fcsr fcsr) {
        float r = x;
        if ((long) r != x || x == Long.MAX_VALUE) {
            if (rm != RNE) {
                return SoftFloat.SINGLE.fromInteger(BigInteger.valueOf(x), rm, fcsr);
            }
            fcsr.flags |= NX;
        }
        return Float.floatToRawIntBits(r);
    }

    /// The double nearest to the unsigned `x` by `rm`, as bits.
    static long unsignedToDouble(long x, int rm, Fcsr fcsr) {
        if (x >= 0) {
            return toDouble(x, rm, fcsr);
        }
        if ((x & BELOW_DOUBLE) != 0) {
            if (rm != RNE) {
                return SoftFloat.DOUBLE.fromInteger(unsigned(x), rm, fcsr);
            }
            fcsr.flags |= NX;
        }
        return Double.doubleToRawLongBits(2.0 * halved(x));
    }

    /// The single nearest to the unsigned `x` by `rm`, as bits.
    static long unsignedToSingle(long x, int rm, Fcsr fcsr) {
        if (x >= 0) {
            return toSingle(x, rm, fcsr);
        }
        if ((x & BELOW_SINGLE) != 0) {
            if (rm != RNE) {
                return SoftFloat.SINGLE.fromInteger(unsigned(x), rm, fcsr);
            }
            fcsr.flags |= NX;
        }
        return Float.floatToRawIntBits(2.0f * halved(x));
    }

    /// Half of the unsigned `x`; the bit that is lost stays visible to the rounding.
    private static long halved(long x) {
        return x >>> 1 | x & 1;
    }

    private static BigInteger unsigned(long x) {
        return BigInteger.valueOf(x).and(UNSIGNED_LONG_MAX);
    }
}
