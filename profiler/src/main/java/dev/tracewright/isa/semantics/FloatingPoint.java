package dev.tracewright.isa.semantics;

import static dev.tracewright.isa.semantics.Fcsr.NX;
import static dev.tracewright.isa.semantics.Fcsr.RNE;
import static dev.tracewright.isa.semantics.RoundingError.NORMAL_LEAST;
import static dev.tracewright.isa.semantics.RoundingError.RESIDUAL_LEAST;
import static dev.tracewright.isa.semantics.RoundingError.SINGLE_NORMAL_LEAST;
import static dev.tracewright.isa.semantics.RoundingError.SINGLE_SUM_LIMIT;
import static dev.tracewright.isa.semantics.RoundingError.SUM_LIMIT;
import static dev.tracewright.isa.semantics.SoftFloat.DOUBLE;
import static dev.tracewright.isa.semantics.SoftFloat.SINGLE;

/// The instructions of the extensions F and D: a method each, named after the mnemonic, on whole
/// 64-bit registers.
///
/// A single is NaN-boxed: the upper half of its register is all ones; any other register content
/// reads as the canonical NaN. `rm` is a rounding mode from 0 to 4 ([Fcsr#resolve]). Flags are
/// added to `fcsr`.
///
/// Arithmetic rounded to nearest-even is the host's, if the result is finite, certainly not tiny,
/// and it is known whether it was inexact: that need not be found out once [Fcsr#NX] is set, and
/// costs a few operations before ([RoundingError]). Everything else is left to [SoftFloat]. A host
/// without a fused multiply-add is exact as well, but slow until NX is set.
public final class FloatingPoint {
    private static final long BOX = 0xffff_ffffL << 32;
    private static final int BOX_SHIFT = 32;
    private static final int CANONICAL_SINGLE = 0x7fc0_0000;
    private static final long SIGN_BIT = 1L << 63;
    private static final long SINGLE_SIGN_BIT = 1L << 31;

    private FloatingPoint() {}

    private static boolean isBoxed(long a) {
        return a >> BOX_SHIFT == -1;
    }

    /// The bits of the single in the register `a`, zero-extended.
    private static long unbox(long a) {
        return isBoxed(a) ? a & ~BOX : CANONICAL_SINGLE;
    }

    private static long box(long bits) {
        return BOX | bits;
    }

    private static long box(float value) {
        return BOX | Float.floatToRawIntBits(value);
    }

    /// The single in the register `a`; some NaN if it is one or is not boxed.
    private static float single(long a) {
        return isBoxed(a) ? Float.intBitsToFloat((int) a) : Float.NaN;
    }

    private static double real(long a) {
        return Double.longBitsToDouble(a);
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static void accrue(boolean inexact, Fcsr fcsr) {
        if (inexact) {
            fcsr.flags |= NX;
        }
    }

    private static boolean isKnownInexact(Fcsr fcsr) {
        return (fcsr.flags & NX) != 0;
    }

    /// a + b, singles.
    public static long faddS(long a, long b, int rm, Fcsr fcsr) {
        float x = Float.intBitsToFloat((int) a);
        float y = Float.intBitsToFloat((int) b);
        float r = x + y;
        if (rm == RNE && isBoxed(a & b) && Math.abs(r) < SINGLE_SUM_LIMIT) {
            if (!isKnownInexact(fcsr)) {
                accrue(RoundingError.ofSum(x, y, r), fcsr);
            }
            return box(r);
        }
        return box(SINGLE.add(unbox(a), unbox(b), rm, fcsr));
    }

    /// a + b.
    public static long faddD(long a, long b, int rm, Fcsr fcsr) {
        double x = real(a);
        double y = real(b);
        double r = x + y;
        if (rm == RNE && Math.abs(r) < SUM_LIMIT) {
            if (!isKnownInexact(fcsr)) {
                accrue(RoundingError.ofSum(x, y, r), fcsr);
            }
            return bits(r);
        }
        return DOUBLE.add(a, b, rm, fcsr);
    }

    /// a - b, singles.
    public static long fsubS(long a, long b, int rm, Fcsr fcsr) {
        float x = Float.intBitsToFloat((int) a);
        float y = Float.intBitsToFloat((int) b);
        float r = x - y;
        if (rm == RNE && isBoxed(a & b) && Math.abs(r) < SINGLE_SUM_LIMIT) {
            if (!isKnownInexact(fcsr)) {
                accrue(RoundingError.ofSum(x, -y, r), fcsr);
            }
            return box(r);
        }
        return box(SINGLE.subtract(unbox(a), unbox(b), rm, fcsr));
    }

    /// a - b.
    public static long fsubD(long a, long b, int rm, Fcsr fcsr) {
        double x = real(a);
        double y = real(b);
        double r = x - y;
        if (rm == RNE && Math.abs(r) < SUM_LIMIT) {
            if (!isKnownInexact(fcsr)) {
                accrue(RoundingError.ofSum(x, -y, r), fcsr);
            }
            return bits(r);
        }
        return DOUBLE.subtract(a, b, rm, fcsr);
    }

    /// a × b, singles.
    public static long fmulS(long a, long b, int rm, Fcsr fcsr) {
        double exact = (double) Float.intBitsToFloat((int) a) * Float.intBitsToFloat((int) b);
        float r = (float) exact;
        if (rm == RNE && isBoxed(a & b) && isNormal(r)) {
            accrue(r != exact, fcsr);
            return box(r);
        }
        return box(SINGLE.multiply(unbox(a), unbox(b), rm, fcsr));
    }

    /// Whether `r` is finite, normal, and was so before it was rounded.
    private static boolean isNormal(float r) {
        return Math.abs(r) >= SINGLE_NORMAL_LEAST && Math.abs(r) <= Float.MAX_VALUE;
    }

    /// Whether `r` is finite and at least `least` in magnitude.
    private static boolean isWithin(double least, double r) {
        return Math.abs(r) >= least && Math.abs(r) <= Double.MAX_VALUE;
    }

    /// a × b.
    public static long fmulD(long a, long b, int rm, Fcsr fcsr) {
        double x = real(a);
        double y = real(b);
        double r = x * y;
        if (rm == RNE && isWithin(RESIDUAL_LEAST, r)) {
            if (!isKnownInexact(fcsr)) {
                accrue(RoundingError.ofProduct(x, y, r), fcsr);
            }
            return bits(r);
        }
        return DOUBLE.multiply(a, b, rm, fcsr);
    }

    /// a ÷ b, singles.
    public static long fdivS(long a, long b, int rm, Fcsr fcsr) {
        double x = Float.intBitsToFloat((int) a);
        double y = Float.intBitsToFloat((int) b);
        // Rounding first to double and then to single rounds as once: 53 >= 2 * 24 + 2.
        float r = (float) (x / y);
        if (rm == RNE && isBoxed(a & b) && isNormal(r)) {
            accrue(r * y != x, fcsr);
            return box(r);
        }
        return box(SINGLE.divide(unbox(a), unbox(b), rm, fcsr));
    }

    /// a ÷ b.
    public static long fdivD(long a, long b, int rm, Fcsr fcsr) {
        double x = real(a);
        double y = real(b);
        double r = x / y;
        if (rm == RNE && isWithin(RESIDUAL_LEAST, r) && Math.abs(x) >= RESIDUAL_LEAST) {
            if (!isKnownInexact(fcsr)) {
                accrue(RoundingError.ofQuotient(x, y, r), fcsr);
            }
            return bits(r);
        }
        return DOUBLE.divide(a, b, rm, fcsr);
    }

    /// √a, singles.
    public static long fsqrtS(long a, int rm, Fcsr fcsr) {
        double x = Float.intBitsToFloat((int) a);
        if (rm == RNE && isBoxed(a) && x > 0 && x <= Float.MAX_VALUE) {
            double r = (float) Math.sqrt(x);
            accrue(r * r != x, fcsr);
            return box((float) r);
        }
        return box(SINGLE.squareRoot(unbox(a), rm, fcsr));
    }

    /// √a.
    public static long fsqrtD(long a, int rm, Fcsr fcsr) {
        double x = real(a);
        if (rm == RNE && x >= RESIDUAL_LEAST && x <= Double.MAX_VALUE) {
            double r = Math.sqrt(x);
            if (!isKnownInexact(fcsr)) {
                accrue(RoundingError.ofRoot(x, r), fcsr);
            }
            return bits(r);
        }
        return DOUBLE.squareRoot(a, rm, fcsr);
    }

    /// a × b + c rounded once, singles.
    public static long fmaddS(long a, long b, long c, int rm, Fcsr fcsr) {
        float x = Float.intBitsToFloat((int) a);
        float y = Float.intBitsToFloat((int) b);
        float z = Float.intBitsToFloat((int) c);
        if (rm == RNE && isBoxed(a & b & c)) {
            float r = Math.fma(x, y, z);
            if (isKnownInexact(fcsr) && isNormal(r) || RoundingError.noneInFused(x, y, z, r)) {
                return box(r);
            }
        }
        return box(SINGLE.fusedMultiplyAdd(unbox(a), unbox(b), unbox(c), rm, fcsr));
    }

    /// a × b + c rounded once.
    public static long fmaddD(long a, long b, long c, int rm, Fcsr fcsr) {
        double x = real(a);
        double y = real(b);
        double z = real(c);
        if (rm == RNE) {
            double r = Math.fma(x, y, z);
            if (isKnownInexact(fcsr) && isWithin(NORMAL_LEAST, r)
                    || RoundingError.noneInFused(x, y, z, r)) {
                return bits(r);
            }
        }
        return DOUBLE.fusedMultiplyAdd(a, b, c, rm, fcsr);
    }

    /// A with the sign of b, singles.
    public static long fsgnjS(long a, long b) {
        return box(unbox(a) & Integer.MAX_VALUE | unbox(b) & SINGLE_SIGN_BIT);
    }

    /// A with the sign of b.
    public static long fsgnjD(long a, long b) {
        return a & Long.MAX_VALUE | b & SIGN_BIT;
    }

    /// A with the sign opposite to that of b, singles.
    public static long fsgnjnS(long a, long b) {
        return box(unbox(a) & Integer.MAX_VALUE | ~unbox(b) & SINGLE_SIGN_BIT);
    }

    /// A with the sign opposite to that of b.
    public static long fsgnjnD(long a, long b) {
        return a & Long.MAX_VALUE | ~b & SIGN_BIT;
    }

    /// A with the sign exclusive-or that of b, singles.
    public static long fsgnjxS(long a, long b) {
        return box(unbox(a) & Integer.MAX_VALUE | (unbox(a) ^ unbox(b)) & SINGLE_SIGN_BIT);
    }

    /// A with the sign exclusive-or that of b.
    public static long fsgnjxD(long a, long b) {
        return a & Long.MAX_VALUE | (a ^ b) & SIGN_BIT;
    }

    /// The lesser of a and b, singles: IEEE 754-2019 minimumNumber.
    public static long fminS(long a, long b, Fcsr fcsr) {
        float x = single(a);
        float y = single(b);
        if (x < y || x > y) {
            return x < y ? a : b;
        }
        return box(SINGLE.minimum(unbox(a), unbox(b), fcsr));
    }

    /// The lesser of a and b: IEEE 754-2019 minimumNumber.
    public static long fminD(long a, long b, Fcsr fcsr) {
        double x = real(a);
        double y = real(b);
        if (x < y || x > y) {
            return x < y ? a : b;
        }
        return DOUBLE.minimum(a, b, fcsr);
    }

    /// The greater of a and b, singles: IEEE 754-2019 maximumNumber.
    public static long fmaxS(long a, long b, Fcsr fcsr) {
        float x = single(a);
        float y = single(b);
        if (x < y || x > y) {
            return x > y ? a : b;
        }
        return box(SINGLE.maximum(unbox(a), unbox(b), fcsr));
    }

    /// The greater of a and b: IEEE 754-2019 maximumNumber.
    public static long fmaxD(long a, long b, Fcsr fcsr) {
        double x = real(a);
        double y = real(b);
        if (x < y || x > y) {
            return x > y ? a : b;
        }
        return DOUBLE.maximum(a, b, fcsr);
    }

    /// 1 if a = b, else 0, singles; a quiet comparison.
    public static long feqS(long a, long b, Fcsr fcsr) {
        float x = single(a);
        float y = single(b);
        if (x == y) {
            return 1;
        }
        return x < y || x > y ? 0 : truth(SINGLE.isEqual(unbox(a), unbox(b), fcsr));
    }

    /// 1 if a = b, else 0; a quiet comparison.
    public static long feqD(long a, long b, Fcsr fcsr) {
        double x = real(a);
        double y = real(b);
        if (x == y) {
            return 1;
        }
        return x < y || x > y ? 0 : truth(DOUBLE.isEqual(a, b, fcsr));
    }

    /// 1 if a < b, else 0, singles; a signaling comparison.
    public static long fltS(long a, long b, Fcsr fcsr) {
        float x = single(a);
        float y = single(b);
        if (x < y) {
            return 1;
        }
        return x >= y ? 0 : truth(SINGLE.isLess(unbox(a), unbox(b), fcsr));
    }

    /// 1 if a < b, else 0; a signaling comparison.
    public static long fltD(long a, long b, Fcsr fcsr) {
        double x = real(a);
        double y = real(b);
        if (x < y) {
            return 1;
        }
        return x >= y ? 0 : truth(DOUBLE.isLess(a, b, fcsr));
    }

    /// 1 if a ≤ b, else 0, singles; a signaling comparison.
    public static long fleS(long a, long b, Fcsr fcsr) {
        float x = single(a);
        float y = single(b);
        if (x <= y) {
            return 1;
        }
        return x > y ? 0 : truth(SINGLE.isLessOrEqual(unbox(a), unbox(b), fcsr));
    }

    /// 1 if a ≤ b, else 0; a signaling comparison.
    public static long fleD(long a, long b, Fcsr fcsr) {
        double x = real(a);
        double y = real(b);
        if (x <= y) {
            return 1;
        }
        return x > y ? 0 : truth(DOUBLE.isLessOrEqual(a, b, fcsr));
    }

    private static long truth(boolean value) {
        return value ? 1 : 0;
    }

    /// The class of a single as one bit of 0 to 9, see [SoftFloat#classify].
    public static long fclassS(long a) {
        return SINGLE.classify(unbox(a));
    }

    /// The class of a double as one bit of 0 to 9, see [SoftFloat#classify].
    public static long fclassD(long a) {
        return DOUBLE.classify(a);
    }

    /// A single to a signed 32-bit integer.
    public static long fcvtWS(long a, int rm, Fcsr fcsr) {
        return FloatConversion.toInt(single(a), rm, fcsr);
    }

    /// A single to an unsigned 32-bit integer, which is sign-extended as well.
    public static long fcvtWuS(long a, int rm, Fcsr fcsr) {
        return FloatConversion.toUnsignedInt(single(a), rm, fcsr);
    }

    /// A single to a signed 64-bit integer.
    public static long fcvtLS(long a, int rm, Fcsr fcsr) {
        return FloatConversion.toLong(single(a), rm, fcsr);
    }

    /// A single to an unsigned 64-bit integer.
    public static long fcvtLuS(long a, int rm, Fcsr fcsr) {
        return FloatConversion.toUnsignedLong(single(a), rm, fcsr);
    }

    /// A double to a signed 32-bit integer.
    public static long fcvtWD(long a, int rm, Fcsr fcsr) {
        return FloatConversion.toInt(real(a), rm, fcsr);
    }

    /// A double to an unsigned 32-bit integer, which is sign-extended as well.
    public static long fcvtWuD(long a, int rm, Fcsr fcsr) {
        return FloatConversion.toUnsignedInt(real(a), rm, fcsr);
    }

    /// A double to a signed 64-bit integer.
    public static long fcvtLD(long a, int rm, Fcsr fcsr) {
        return FloatConversion.toLong(real(a), rm, fcsr);
    }

    /// A double to an unsigned 64-bit integer.
    public static long fcvtLuD(long a, int rm, Fcsr fcsr) {
        return FloatConversion.toUnsignedLong(real(a), rm, fcsr);
    }

    /// The signed low 32 bits to single.
    public static long fcvtSW(long x, int rm, Fcsr fcsr) {
        return box(FloatConversion.toSingle((int) x, rm, fcsr));
    }

    /// The unsigned low 32 bits to single.
    public static long fcvtSWu(long x, int rm, Fcsr fcsr) {
        return box(FloatConversion.toSingle(Integer.toUnsignedLong((int) x), rm, fcsr));
    }

    /// A signed 64-bit integer to single.
    public static long fcvtSL(long x, int rm, Fcsr fcsr) {
        return box(FloatConversion.toSingle(x, rm, fcsr));
    }

    /// An unsigned 64-bit integer to single.
    public static long fcvtSLu(long x, int rm, Fcsr fcsr) {
        return box(FloatConversion.unsignedToSingle(x, rm, fcsr));
    }

    /// The signed low 32 bits to double, always exact.
    public static long fcvtDW(long x) {
        return bits((int) x);
    }

    /// The unsigned low 32 bits to double, always exact.
    public static long fcvtDWu(long x) {
        return bits(Integer.toUnsignedLong((int) x));
    }

    /// A signed 64-bit integer to double.
    public static long fcvtDL(long x, int rm, Fcsr fcsr) {
        return FloatConversion.toDouble(x, rm, fcsr);
    }

    /// An unsigned 64-bit integer to double.
    public static long fcvtDLu(long x, int rm, Fcsr fcsr) {
        return FloatConversion.unsignedToDouble(x, rm, fcsr);
    }

    /// Double to single.
    public static long fcvtSD(long a, int rm, Fcsr fcsr) {
        double x = real(a);
        float r = (float) x;
        if (r == x) {
            return box(r);
        }
        if (rm == RNE && isNormal(r)) {
            fcsr.flags |= NX;
            return box(r);
        }
        return box(SINGLE.convert(DOUBLE, a, rm, fcsr));
    }

    /// Single to double, exact but for NaNs.
    public static long fcvtDS(long a, Fcsr fcsr) {
        float x = single(a);
        return x == x ? bits(x) : DOUBLE.convert(SINGLE, unbox(a), RNE, fcsr);
    }

    /// The low 32 bits of a register, boxed or not, sign-extended.
    public static long fmvXW(long f) {
        return (int) f;
    }

    /// The low 32 bits as a boxed single.
    public static long fmvWX(long x) {
        return box(x);
    }
}
