package dev.tracewright.isa.semantics;

import static dev.tracewright.isa.semantics.Fcsr.DZ;
import static dev.tracewright.isa.semantics.Fcsr.NV;
import static dev.tracewright.isa.semantics.Fcsr.NX;
import static dev.tracewright.isa.semantics.Fcsr.OF;
import static dev.tracewright.isa.semantics.Fcsr.RDN;
import static dev.tracewright.isa.semantics.Fcsr.RMM;
import static dev.tracewright.isa.semantics.Fcsr.RNE;
import static dev.tracewright.isa.semantics.Fcsr.RUP;
import static dev.tracewright.isa.semantics.Fcsr.UF;

import java.math.BigInteger;

/// IEEE 754 arithmetic of one binary interchange format of at most 64 bits, with the choices RISC-V
/// makes: NaN results are canonical, tininess is detected after rounding.
///
/// Every operation computes its result exactly with [BigInteger] and rounds once; it is made to be
/// obviously right, not fast. Operands and results are the format's bits in the low part of a
/// `long`, zero above. Rounding modes (0 to 4) and flags are those of [Fcsr].
///
/// @param exponentBits width of the exponent field
/// @param fractionBits width of the fraction field, without the hidden bit
public record SoftFloat(int exponentBits, int fractionBits) {
    /// binary16.
    public static final SoftFloat HALF = new SoftFloat(5, 10);

    /// binary32.
    public static final SoftFloat SINGLE = new SoftFloat(8, 23);

    /// binary64.
    public static final SoftFloat DOUBLE = new SoftFloat(11, 52);

    /// A truncated significand must be this much longer than the precision: then the bit that
    /// decides the rounding is among those kept, and what was cut off only matters as zero or not.
    private static final int GUARD_BITS = 2;

    /// Positive infinity.
    public long infinity() {
        return ((1L << exponentBits) - 1) << fractionBits;
    }

    /// The quiet NaN that every operation without a numeric result returns.
    public long canonicalNaN() {
        return infinity() | quietBit();
    }

    /// Whether `a` is a NaN.
    public boolean isNaN(long a) {
        return magnitude(a) > infinity();
    }

    /// Whether `a` is a NaN whose use raises [Fcsr#NV].
    public boolean isSignaling(long a) {
        return isNaN(a) && (a & quietBit()) == 0;
    }

    /// Whether the sign bit is set; NaNs have one too.
    public boolean isNegative(long a) {
        return (a & signBit()) != 0;
    }

    /// `a` with the other sign, NaN or not.
    public long negate(long a) {
        return a ^ signBit();
    }

    private long hidden() {
        return 1L << fractionBits;
    }

    private long quietBit() {
        return hidden() >>> 1;
    }

    private long signBit() {
        return 1L << (exponentBits + fractionBits);
    }

    private long magnitude(long a) {
        return a & signBit() - 1;
    }

    private long signed(boolean negative, long magnitude) {
        return negative ? signBit() | magnitude : magnitude;
    }

    private boolean isInfinite(long a) {
        return magnitude(a) == infinity();
    }

    private boolean isZero(long a) {
        return magnitude(a) == 0;
    }

    private boolean isSubnormal(long a) {
        return magnitude(a) < hidden();
    }

    /// The exponent of the least subnormal number: -1074 for binary64.
    private int leastQuantum() {
        return 2 - (1 << (exponentBits - 1)) - fractionBits;
    }

    /// The exponent q of the finite value ±significand·2^q.
    private int quantum(long a) {
        int biased = (int) (magnitude(a) >>> fractionBits);
        return leastQuantum() + Math.max(biased, 1) - 1;
    }

    private BigInteger significand(long a) {
        long fraction = a & hidden() - 1;
        return BigInteger.valueOf(isSubnormal(a) ? fraction : hidden() | fraction);
    }

    private BigInteger signedSignificand(long a) {
        return isNegative(a) ? significand(a).negate() : significand(a);
    }

    /// Rounds ±(`significand` + s)·2^`exponent` to this format, where s is 0 or, if `sticky`, some
    /// number strictly between 0 and 1. The significand is positive; with `sticky` it has at least
    /// [#GUARD_BITS] bits more than the precision.
    private long round(
            boolean negative,
            BigInteger significand,
            int exponent,
            boolean sticky,
            int rm,
            Fcsr fcsr) {
        int unbounded = exponent + significand.bitLength() - 1 - fractionBits;
        int quantum = Math.max(unbounded, leastQuantum());
        RoundedInteger rounded =
                RoundedInteger.of(negative, significand, quantum - exponent, sticky, rm);
        long steps = quantum - leastQuantum();
        // The hidden bit, and a carry out of the fraction, increment the exponent field by
        // themselves.
        if (steps >= (1L << exponentBits) - 2
                || (steps << fractionBits) + rounded.value().longValue() >= infinity()) {
            fcsr.flags |= OF | NX;
            return signed(negative, overflow(negative, rm));
        }
        if (rounded.inexact()) {
            boolean tiny = isTiny(negative, significand, exponent, sticky, rm);
            fcsr.flags |= tiny ? UF | NX : NX;
        }
        return signed(negative, (steps << fractionBits) + rounded.value().longValue());
    }

    /// Whether the value, rounded as if the exponent range had no lower end, lies below the least
    /// normal number: IEEE 754, section 7.5, tininess detected after rounding.
    private boolean isTiny(
            boolean negative, BigInteger significand, int exponent, boolean sticky, int rm) {
        int unbounded = exponent + significand.bitLength() - 1 - fractionBits;
        RoundedInteger rounded =
                RoundedInteger.of(negative, significand, unbounded - exponent, sticky, rm);
        int top = unbounded + rounded.value().bitLength() - 1;
        return top < leastQuantum() + fractionBits;
    }

    private long overflow(boolean negative, int rm) {
        boolean toInfinity =
                switch (rm) {
                    case RNE, RMM -> true;
                    case RDN -> negative;
                    case RUP -> !negative;
                    default -> false;
                };
        return toInfinity ? infinity() : infinity() - 1;
    }

    private long invalid(Fcsr fcsr) {
        fcsr.flags |= NV;
        return canonicalNaN();
    }

    private void signal(long a, Fcsr fcsr) {
        if (isSignaling(a)) {
            fcsr.flags |= NV;
        }
    }

    private long notANumber(long a, long b, Fcsr fcsr) {
        signal(a, fcsr);
        signal(b, fcsr);
        return canonicalNaN();
    }

    /// a + b.
    public long add(long a, long b, int rm, Fcsr fcsr) {
        if (isNaN(a) || isNaN(b)) {
            return notANumber(a, b, fcsr);
        }
        if (isInfinite(a)) {
            return isInfinite(b) && a != b ? invalid(fcsr) : a;
        }
        if (isInfinite(b)) {
            return b;
        }
        int exponent = Math.min(quantum(a), quantum(b));
        BigInteger sum =
                signedSignificand(a)
                        .shiftLeft(quantum(a) - exponent)
                        .add(signedSignificand(b).shiftLeft(quantum(b) - exponent));
        return roundSum(sum, exponent, isNegative(a), isNegative(b), rm, fcsr);
    }

    /// a - b.
    public long subtract(long a, long b, int rm, Fcsr fcsr) {
        return add(a, negate(b), rm, fcsr);
    }

    /// Rounds a sum of two terms. An exact zero has the terms' common sign; if they differ it is
    /// positive, or negative when rounding down (IEEE 754, section 6.3).
    private long roundSum(
            BigInteger sum, int exponent, boolean negative1, boolean negative2, int rm, Fcsr fcsr) {
        if (sum.signum() == 0) {
            return signed(negative1 == negative2 ? negative1 : rm == RDN, 0);
        }
        return round(sum.signum() < 0, sum.abs(), exponent, false, rm, fcsr);
    }

    /// a × b.
    public long multiply(long a, long b, int rm, Fcsr fcsr) {
        if (isNaN(a) || isNaN(b)) {
            return notANumber(a, b, fcsr);
        }
        boolean negative = isNegative(a) != isNegative(b);
        if (isInfinite(a) || isInfinite(b)) {
            return isZero(a) || isZero(b) ? invalid(fcsr) : signed(negative, infinity());
        }
        if (isZero(a) || isZero(b)) {
            return signed(negative, 0);
        }
        BigInteger product = significand(a).multiply(significand(b));
        return round(negative, product, quantum(a) + quantum(b), false, rm, fcsr);
    }

    /// a ÷ b.
    public long divide(long a, long b, int rm, Fcsr fcsr) {
        if (isNaN(a) || isNaN(b)) {
            return notANumber(a, b, fcsr);
        }
        boolean negative = isNegative(a) != isNegative(b);
        if (isInfinite(a) || isZero(b)) {
            if (isInfinite(b) || isZero(a)) {
                return invalid(fcsr);
            }
            fcsr.flags |= isInfinite(a) ? 0 : DZ;
            return signed(negative, infinity());
        }
        if (isZero(a) || isInfinite(b)) {
            return signed(negative, 0);
        }
        int shift = 2 * (fractionBits + 1) + GUARD_BITS;
        BigInteger[] quotient = significand(a).shiftLeft(shift).divideAndRemainder(significand(b));
        boolean sticky = quotient[1].signum() != 0;
        return round(negative, quotient[0], quantum(a) - quantum(b) - shift, sticky, rm, fcsr);
    }

    /// The square root of a.
    public long squareRoot(long a, int rm, Fcsr fcsr) {
        if (isNaN(a)) {
            return notANumber(a, a, fcsr);
        }
        if (isZero(a)) {
            return a;
        }
        if (isNegative(a)) {
            return invalid(fcsr);
        }
        if (isInfinite(a)) {
            return a;
        }
        int shift = 2 * (fractionBits + 1 + GUARD_BITS);
        int even = shift + (quantum(a) - shift & 1);
        BigInteger[] root = significand(a).shiftLeft(even).sqrtAndRemainder();
        boolean sticky = root[1].signum() != 0;
        return round(false, root[0], (quantum(a) - even) / 2, sticky, rm, fcsr);
    }

    /// a × b + c, rounded once. Infinity times zero is invalid even if c is a quiet NaN.
    public long fusedMultiplyAdd(long a, long b, long c, int rm, Fcsr fcsr) {
        if (isInfinite(a) && isZero(b) || isZero(a) && isInfinite(b)) {
            return invalid(fcsr);
        }
        if (isNaN(a) || isNaN(b) || isNaN(c)) {
            signal(c, fcsr);
            return notANumber(a, b, fcsr);
        }
        boolean negative = isNegative(a) != isNegative(b);
        if (isInfinite(a) || isInfinite(b)) {
            boolean opposed = isInfinite(c) && isNegative(c) != negative;
            return opposed ? invalid(fcsr) : signed(negative, infinity());
        }
        if (isInfinite(c)) {
            return c;
        }
        int product = quantum(a) + quantum(b);
        int exponent = Math.min(product, quantum(c));
        BigInteger sum =
                signedSignificand(a)
                        .multiply(signedSignificand(b))
                        .shiftLeft(product - exponent)
                        .add(signedSignificand(c).shiftLeft(quantum(c) - exponent));
        return roundSum(sum, exponent, negative, isNegative(c), rm, fcsr);
    }

    /// `a`, a number of the format `source`, in this format.
    public long convert(SoftFloat source, long a, int rm, Fcsr fcsr) {
        if (source.isNaN(a)) {
            fcsr.flags |= source.isSignaling(a) ? NV : 0;
            return canonicalNaN();
        }
        boolean negative = source.isNegative(a);
        if (source.isInfinite(a) || source.isZero(a)) {
            return signed(negative, source.isZero(a) ? 0 : infinity());
        }
        return round(negative, source.significand(a), source.quantum(a), false, rm, fcsr);
    }

    /// The integer `value` in this format.
    public long fromInteger(BigInteger value, int rm, Fcsr fcsr) {
        return value.signum() == 0 ? 0 : round(value.signum() < 0, value.abs(), 0, false, rm, fcsr);
    }

    /// `a` rounded to an integer between `least` and `most`. Outside, the nearer end is the result
    /// and the operation is invalid, not inexact; a NaN counts as above (chapter "F", table of the
    /// domains of float-to-integer conversions).
    public BigInteger toInteger(long a, BigInteger least, BigInteger most, int rm, Fcsr fcsr) {
        if (isNaN(a) || isInfinite(a)) {
            fcsr.flags |= NV;
            return isNegative(a) && !isNaN(a) ? least : most;
        }
        RoundedInteger rounded =
                RoundedInteger.of(isNegative(a), significand(a), -quantum(a), false, rm);
        BigInteger value = isNegative(a) ? rounded.value().negate() : rounded.value();
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            fcsr.flags |= NV;
            return value.signum() < 0 ? least : most;
        }
        fcsr.flags |= rounded.inexact() ? NX : 0;
        return value;
    }

    /// Whether a = b; only a signaling NaN is invalid.
    public boolean isEqual(long a, long b, Fcsr fcsr) {
        if (isNaN(a) || isNaN(b)) {
            notANumber(a, b, fcsr);
            return false;
        }
        return order(a) == order(b);
    }

    /// Whether a < b; any NaN is invalid.
    public boolean isLess(long a, long b, Fcsr fcsr) {
        if (isNaN(a) || isNaN(b)) {
            fcsr.flags |= NV;
            return false;
        }
        return order(a) < order(b);
    }

    /// Whether a ≤ b; any NaN is invalid.
    public boolean isLessOrEqual(long a, long b, Fcsr fcsr) {
        if (isNaN(a) || isNaN(b)) {
            fcsr.flags |= NV;
            return false;
        }
        return order(a) <= order(b);
    }

    /// An integer that compares as the number does; both zeros are 0.
    private long order(long a) {
        return isNegative(a) ? -magnitude(a) : magnitude(a);
    }

    /// IEEE 754-2019 minimumNumber: -0 is less than +0, a number wins over a NaN.
    public long minimum(long a, long b, Fcsr fcsr) {
        notANumber(a, b, fcsr);
        if (isNaN(a) || isNaN(b)) {
            return isNaN(a) ? number(b) : a;
        }
        return order(a) < order(b) || order(a) == order(b) && isNegative(a) ? a : b;
    }

    /// IEEE 754-2019 maximumNumber: +0 is greater than -0, a number wins over a NaN.
    public long maximum(long a, long b, Fcsr fcsr) {
        notANumber(a, b, fcsr);
        if (isNaN(a) || isNaN(b)) {
            return isNaN(a) ? number(b) : a;
        }
        return order(a) > order(b) || order(a) == order(b) && !isNegative(a) ? a : b;
    }

    private long number(long a) {
        return isNaN(a) ? canonicalNaN() : a;
    }

    /// The class of `a` as one of the bits 0 (negative infinity) to 9 (quiet NaN), in the order of
    /// chapter "F", section "Floating-Point Classify Instruction".
    public int classify(long a) {
        if (isNaN(a)) {
            return isSignaling(a) ? 1 << 8 : 1 << 9;
        }
        int distance = isZero(a) ? 0 : isSubnormal(a) ? 1 : isInfinite(a) ? 3 : 2;
        return isNegative(a) ? 1 << (3 - distance) : 1 << (4 + distance);
    }
}
