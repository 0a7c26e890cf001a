package dev.tracewright.isa.semantics;

import static dev.tracewright.isa.semantics.SoftFloat.DOUBLE;
import static dev.tracewright.isa.semantics.SoftFloat.HALF;
import static dev.tracewright.isa.semantics.SoftFloat.SINGLE;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.math.BigInteger;

/// Tests [SoftFloat] against the host's arithmetic, which rounds to nearest-even, and the other
/// modes by the laws that tie them to each other.
class SoftFloatTest {
    private static final int SAMPLES = 50_000;

    private final Fcsr fcsr = new Fcsr();

    interface OnFormat {
        long apply(SoftFloat format, long a, long b, long c, int rm, Fcsr fcsr);
    }

    interface OnDouble {
        double apply(double x, double y, double z);
    }

    interface OnFloat {
        float apply(float x, float y, float z);
    }

    enum Operation {
        ADD((f, a, b, _, rm, s) -> f.add(a, b, rm, s), (x, y, _) -> x + y, (x, y, _) -> x + y),
        SUBTRACT(
                (f, a, b, _, rm, s) -> f.subtract(a, b, rm, s),
                (x, y, _) -> x - y,
                (x, y, _) -> x - y),
        MULTIPLY(
                (f, a, b, _, rm, s) -> f.multiply(a, b, rm, s),
                (x, y, _) -> x * y,
                (x, y, _) -> x * y),
        DIVIDE(
                (f, a, b, _, rm, s) -> f.divide(a, b, rm, s),
                (x, y, _) -> x / y,
                (x, y, _) -> x / y),
        SQUARE_ROOT(
                (f, a, _, _, rm, s) -> f.squareRoot(a, rm, s),
                (x, _, _) -> Math.sqrt(x),
                (x, _, _) -> (float) Math.sqrt(x)),
        FUSED(SoftFloat::fusedMultiplyAdd, Math::fma, Math::fma);

        final OnFormat soft;
        final OnDouble onDouble;
        final OnFloat onFloat;

        Operation(OnFormat soft, OnDouble onDouble, OnFloat onFloat) {
            this.soft = soft;
            this.onDouble = onDouble;
            this.onFloat = onFloat;
        }
    }

    @ParameterizedTest
    @EnumSource
    void doublesRoundToNearestLikeTheHost(Operation operation) {
        Operands operands = new Operands(operation.ordinal());
        for (int i = 0; i < SAMPLES; i++) {
            long a = operands.next(DOUBLE);
            long b = operands.next(DOUBLE);
            long c = operands.next(DOUBLE);
            double host =
                    operation.onDouble.apply(
                            Double.longBitsToDouble(a),
                            Double.longBitsToDouble(b),
                            Double.longBitsToDouble(c));
            long result = operation.soft.apply(DOUBLE, a, b, c, Fcsr.RNE, fcsr);
            if (result != Double.doubleToLongBits(host)) {
                assertEquals(Double.toHexString(host), hex(result), describe(a, b, c));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void singlesRoundToNearestLikeTheHost(Operation operation) {
        Operands operands = new Operands(operation.ordinal());
        for (int i = 0; i < SAMPLES; i++) {
            long a = operands.next(SINGLE);
            long b = operands.next(SINGLE);
            long c = operands.next(SINGLE);
            float host =
                    operation.onFloat.apply(
                            Float.intBitsToFloat((int) a),
                            Float.intBitsToFloat((int) b),
                            Float.intBitsToFloat((int) c));
            long result = operation.soft.apply(SINGLE, a, b, c, Fcsr.RNE, fcsr);
            assertEquals(
                    Integer.toUnsignedLong(Float.floatToIntBits(host)),
                    result,
                    () -> describe(a, b, c));
        }
    }

    /// Singles have more than twice the precision of halves, so that rounding twice is harmless.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FUSED")
    void halvesRoundToNearestLikeTheHost(Operation operation) {
        Operands operands = new Operands(operation.ordinal());
        for (int i = 0; i < SAMPLES; i++) {
            long a = operands.next(HALF);
            long b = operands.next(HALF);
            float host =
                    operation.onFloat.apply(
                            Float.float16ToFloat((short) a), Float.float16ToFloat((short) b), 0);
            long expected =
                    Float.isNaN(host)
                            ? HALF.canonicalNaN()
                            : Short.toUnsignedInt(Float.floatToFloat16(host));
            long result = operation.soft.apply(HALF, a, b, 0, Fcsr.RNE, fcsr);
            assertEquals(expected, result, () -> describe(a, b, 0));
        }
    }

    /// Rounding down and up enclose the exact value; they differ exactly if it was inexact, and
    /// then by one unit; the other modes choose one of the two.
    @ParameterizedTest
    @EnumSource
    void everyModeChoosesOneOfTheTwoNeighbours(Operation operation) {
        Operands operands = new Operands(operation.ordinal());
        for (SoftFloat format : new SoftFloat[] {HALF, SINGLE, DOUBLE}) {
            for (int i = 0; i < SAMPLES / 10; i++) {
                long a = operands.next(format);
                long b = operands.next(format);
                long c = operands.next(format);
                Results results = new Results(operation, format, a, b, c);
                if (!format.isNaN(results.of(Fcsr.RNE))) {
                    results.check();
                }
            }
        }
    }

    /// The results of one operation in all rounding modes.
    private static final class Results {
        private final SoftFloat format;
        private final String description;
        private final long[] result = new long[5];
        private final int[] flags = new int[5];

        Results(Operation operation, SoftFloat format, long a, long b, long c) {
            this.format = format;
            description = operation + " " + format + " " + describe(a, b, c);
            for (int rm = 0; rm < result.length; rm++) {
                Fcsr fcsr = new Fcsr();
                result[rm] = operation.soft.apply(format, a, b, c, rm, fcsr);
                flags[rm] = fcsr.flags;
            }
        }

        long of(int rm) {
            return result[rm];
        }

        void check() {
            boolean inexact = (flags[Fcsr.RNE] & Fcsr.NX) != 0;
            for (int rm = 0; rm < result.length; rm++) {
                assertEquals(inexact, (flags[rm] & Fcsr.NX) != 0, description);
                assertTrue(result[rm] == of(Fcsr.RDN) || result[rm] == of(Fcsr.RUP), description);
            }
            boolean negative = format.isNegative(of(Fcsr.RTZ));
            if (inexact) {
                assertEquals(of(negative ? Fcsr.RUP : Fcsr.RDN), of(Fcsr.RTZ), description);
                long lower = of(negative ? Fcsr.RUP : Fcsr.RDN);
                long upper = of(negative ? Fcsr.RDN : Fcsr.RUP);
                assertEquals(1, upper - lower, description);
                assertTrue(of(Fcsr.RNE) == of(Fcsr.RMM) || (of(Fcsr.RNE) & 1) == 0, description);
            }
        }
    }

    @Test
    void conversionsBetweenFormatsRoundLikeTheHost() {
        Operands operands = new Operands(1);
        for (int i = 0; i < SAMPLES; i++) {
            long a = operands.next(DOUBLE);
            long single = SINGLE.convert(DOUBLE, a, Fcsr.RNE, fcsr);
            float host = (float) Double.longBitsToDouble(a);
            assertEquals(Float.floatToIntBits(host), (int) single, () -> describe(a, 0, 0));
            long back = DOUBLE.convert(SINGLE, single, Fcsr.RNE, fcsr);
            assertEquals(Double.doubleToLongBits(host), back, () -> describe(a, 0, 0));
            long half = HALF.convert(SINGLE, single, Fcsr.RNE, fcsr);
            if (!Float.isNaN(host)) {
                assertEquals(Float.floatToFloat16(host), (short) half, () -> describe(a, 0, 0));
            }
        }
    }

    @Test
    void conversionsToIntegersTruncateLikeTheHost() {
        Operands operands = new Operands(2);
        BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
        BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        for (int i = 0; i < SAMPLES; i++) {
            long a = operands.next(DOUBLE);
            double x = Double.longBitsToDouble(a);
            long result = DOUBLE.toInteger(a, least, most, Fcsr.RTZ, fcsr).longValue();
            assertEquals(
                    Double.isNaN(x) ? Long.MAX_VALUE : (long) x, result, () -> describe(a, 0, 0));
            long integer = operands.next('X');
            assertEquals(
                    Double.doubleToRawLongBits((double) integer),
                    DOUBLE.fromInteger(BigInteger.valueOf(integer), Fcsr.RNE, fcsr));
            assertEquals(
                    Float.floatToRawIntBits((float) integer),
                    (int) SINGLE.fromInteger(BigInteger.valueOf(integer), Fcsr.RNE, fcsr));
        }
    }

    /// IEEE 754 lets an implementation detect tininess before or after rounding; RISC-V says after.
    /// The product is inexact and less than the least normal number, but rounds to it even in a
    /// format without a least exponent.
    @Test
    void tininessIsDetectedAfterRounding() {
        long belowOne = Double.doubleToRawLongBits(Math.nextDown(1.0));
        long leastNormal = Double.doubleToRawLongBits(Double.MIN_NORMAL);
        long aboveLeast = leastNormal + 1;
        Fcsr notTiny = new Fcsr();
        assertEquals(leastNormal, DOUBLE.multiply(aboveLeast, belowOne, Fcsr.RNE, notTiny));
        assertEquals(Fcsr.NX, notTiny.flags);
        Fcsr tiny = new Fcsr();
        assertEquals(leastNormal, DOUBLE.multiply(leastNormal, belowOne, Fcsr.RNE, tiny));
        assertEquals(Fcsr.NX | Fcsr.UF, tiny.flags);
    }

    private static String hex(long bits) {
        return Double.toHexString(Double.longBitsToDouble(bits));
    }

    private static String describe(long a, long b, long c) {
        return String.format("%x %x %x", a, b, c);
    }
}
