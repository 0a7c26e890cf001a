package dev.tracewright.isa.semantics;

import static dev.tracewright.isa.semantics.SoftFloat.DOUBLE;
import static dev.tracewright.isa.semantics.SoftFloat.SINGLE;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.List;

class FloatingPointTest {
    private static final int SAMPLES = 200_000;
    private static final long BOX = 0xffff_ffffL << 32;
    private static final long CANONICAL_SINGLE = 0x7fc0_0000L;

    static final List<FloatingPointInstruction> INSTRUCTIONS = FloatingPointInstruction.ALL;

    @ParameterizedTest
    @FieldSource("INSTRUCTIONS")
    void agreesWithExactArithmeticInResultAndFlags(FloatingPointInstruction instruction) {
        Operands operands = new Operands(instruction.mnemonic().hashCode());
        Fcsr actual = new Fcsr();
        Fcsr expected = new Fcsr();
        for (int i = 0; i < SAMPLES; i++) {
            long[] sources = new long[3];
            for (int k = 0; k < instruction.operands().length(); k++) {
                sources[k] = operands.next(instruction.operands().charAt(k));
            }
            cancelSometimes(instruction, sources, operands);
            // Mostly to nearest-even, the mode with fast paths.
            int rm = Math.max(Fcsr.RNE, operands.below(20) - 15);
            int flags = operands.below(3) == 0 ? operands.below(32) : 0;
            actual.flags = flags;
            expected.flags = flags;
            long result =
                    instruction.meaning().apply(sources[0], sources[1], sources[2], rm, actual);
            long exact = exact(instruction, sources, rm, expected);
            if (result != exact || actual.flags != expected.flags) {
                assertEquals(
                        describe(sources, rm, exact, expected),
                        describe(sources, rm, result, actual));
            }
        }
    }

    /// Sums of nearly opposite terms are where an exactness test can go wrong, and are rare by
    /// chance.
    private static void cancelSometimes(
            FloatingPointInstruction instruction, long[] sources, Operands operands) {
        int last = instruction.operands().length() - 1;
        if (last < 1 || operands.below(4) != 0) {
            return;
        }
        char kind = instruction.operands().charAt(0);
        Fcsr ignored = new Fcsr();
        long near = sources[0];
        if (last == 2) {
            near =
                    kind == 'S'
                            ? FloatingPoint.fmulS(sources[0], sources[1], Fcsr.RNE, ignored)
                            : FloatingPoint.fmulD(sources[0], sources[1], Fcsr.RNE, ignored);
        }
        long sign = kind == 'S' ? 1L << 31 : 1L << 63;
        sources[last] = (near + operands.below(5) - 2) ^ (operands.below(2) == 0 ? sign : 0);
        if (kind == 'S') {
            sources[last] |= BOX;
        }
    }

    private static String describe(long[] sources, int rm, long result, Fcsr fcsr) {
        return String.format(
                "%x %x %x rm=%d -> %x flags=%x",
                sources[0], sources[1], sources[2], rm, result, fcsr.flags);
    }

    /// The instruction by [SoftFloat] alone.
    private static long exact(
            FloatingPointInstruction instruction, long[] sources, int rm, Fcsr fcsr) {
        String[] name = instruction.mnemonic().split("\\.");
        return switch (name[0]) {
            case "fcvt" -> exactConversion(name[1], name[2], sources[0], rm, fcsr);
            case "fmv" -> exactMove(name[1], name[2], sources[0]);
            default -> {
                boolean single = name[1].equals("s");
                long a = single ? unbox(sources[0]) : sources[0];
                long b = single ? unbox(sources[1]) : sources[1];
                long c = single ? unbox(sources[2]) : sources[2];
                long result = exact(name[0], single ? SINGLE : DOUBLE, a, b, c, rm, fcsr);
                boolean integer = List.of("feq", "flt", "fle", "fclass").contains(name[0]);
                yield single && !integer ? BOX | result : result;
            }
        };
    }

    private static long exact(
            String name, SoftFloat format, long a, long b, long c, int rm, Fcsr fcsr) {
        return switch (name) {
            case "fadd" -> format.add(a, b, rm, fcsr);
            case "fsub" -> format.subtract(a, b, rm, fcsr);
            case "fmul" -> format.multiply(a, b, rm, fcsr);
            case "fdiv" -> format.divide(a, b, rm, fcsr);
            case "fsqrt" -> format.squareRoot(a, rm, fcsr);
            case "fmadd" -> format.fusedMultiplyAdd(a, b, c, rm, fcsr);
            case "fmsub" -> format.fusedMultiplyAdd(a, b, format.negate(c), rm, fcsr);
            case "fnmsub" -> format.fusedMultiplyAdd(format.negate(a), b, c, rm, fcsr);
            case "fnmadd" ->
                    format.fusedMultiplyAdd(format.negate(a), b, format.negate(c), rm, fcsr);
            case "fmin" -> format.minimum(a, b, fcsr);
            case "fmax" -> format.maximum(a, b, fcsr);
            case "feq" -> format.isEqual(a, b, fcsr) ? 1 : 0;
            case "flt" -> format.isLess(a, b, fcsr) ? 1 : 0;
            case "fle" -> format.isLessOrEqual(a, b, fcsr) ? 1 : 0;
            case "fclass" -> format.classify(a);
            case "fsgnj" -> format.isNegative(a) == format.isNegative(b) ? a : format.negate(a);
            case "fsgnjn" -> format.isNegative(a) != format.isNegative(b) ? a : format.negate(a);
            case "fsgnjx" -> format.isNegative(b) ? format.negate(a) : a;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static long exactConversion(String to, String from, long a, int rm, Fcsr fcsr) {
        BigInteger integer = integer(from, a);
        return switch (to) {
            case "d" ->
                    from.equals("s")
                            ? DOUBLE.convert(SINGLE, unbox(a), rm, fcsr)
                            : DOUBLE.fromInteger(integer, rm, fcsr);
            case "s" ->
                    BOX
                            | (from.equals("d")
                                    ? SINGLE.convert(DOUBLE, a, rm, fcsr)
                                    : SINGLE.fromInteger(integer, rm, fcsr));
            default -> {
                int bits = to.startsWith("w") ? 32 : 64;
                boolean signed = !to.endsWith("u");
                BigInteger size = BigInteger.TWO.pow(signed ? bits - 1 : bits);
                BigInteger least = signed ? size.negate() : BigInteger.ZERO;
                BigInteger most = size.subtract(BigInteger.ONE);
                BigInteger result =
                        from.equals("s")
                                ? SINGLE.toInteger(unbox(a), least, most, rm, fcsr)
                                : DOUBLE.toInteger(a, least, most, rm, fcsr);
                yield bits == 32 ? result.intValue() : result.longValue();
            }
        };
    }

    private static BigInteger integer(String type, long a) {
        return switch (type) {
            case "w" -> BigInteger.valueOf((int) a);
            case "wu" -> BigInteger.valueOf(a & 0xffff_ffffL);
            case "lu" -> new BigInteger(Long.toUnsignedString(a));
            default -> BigInteger.valueOf(a);
        };
    }

    private static long exactMove(String to, String from, long a) {
        return to.equals("w") ? BOX | a & 0xffff_ffffL : from.equals("w") ? (int) a : a;
    }

    private static long unbox(long a) {
        return a >>> 32 == 0xffff_ffffL ? a & 0xffff_ffffL : CANONICAL_SINGLE;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0x3f80_0000L, 0xffff_fffeL << 32, 0x7fff_ffffL << 32, -1L << 33})
    void readsAnImproperlyBoxedSingleAsTheCanonicalNaN(long operand) {
        Fcsr fcsr = new Fcsr();
        long one = BOX | 0x3f80_0000L;
        assertEquals(BOX | CANONICAL_SINGLE, FloatingPoint.faddS(one, operand, Fcsr.RNE, fcsr));
        assertEquals(one, FloatingPoint.fminS(operand, one, fcsr));
        assertEquals(1 << 9, FloatingPoint.fclassS(operand));
        assertEquals(BOX | CANONICAL_SINGLE, FloatingPoint.fsgnjS(operand, one));
        assertEquals(0x7ff8L << 48, FloatingPoint.fcvtDS(operand, fcsr));
        assertEquals(0, fcsr.flags, "the canonical NaN is quiet");
    }

    /// A tiny value that rounds up to the least normal number underflows; with NX already set this
    /// is the only flag to see it by.
    @ParameterizedTest
    @ValueSource(ints = {0, Fcsr.NX})
    void underflowsIntoTheLeastNormalNumber(int flags) {
        long leastNormal = Double.doubleToRawLongBits(Double.MIN_NORMAL);
        long belowOne = Double.doubleToRawLongBits(Math.nextDown(1.0));
        Fcsr fcsr = new Fcsr();
        fcsr.flags = flags;
        assertEquals(leastNormal, FloatingPoint.fmulD(leastNormal, belowOne, Fcsr.RNE, fcsr));
        assertEquals(Fcsr.UF | Fcsr.NX, fcsr.flags);
        fcsr.flags = flags;
        assertEquals(leastNormal, FloatingPoint.fmaddD(leastNormal, belowOne, 0, Fcsr.RNE, fcsr));
        assertEquals(Fcsr.UF | Fcsr.NX, fcsr.flags);

        long single = BOX | Float.floatToRawIntBits(Float.MIN_NORMAL);
        long belowOneSingle = BOX | Float.floatToRawIntBits(Math.nextDown(1.0f));
        fcsr.flags = flags;
        assertEquals(single, FloatingPoint.fmulS(single, belowOneSingle, Fcsr.RNE, fcsr));
        assertEquals(Fcsr.UF | Fcsr.NX, fcsr.flags);
        fcsr.flags = flags;
        assertEquals(single, FloatingPoint.fmaddS(single, belowOneSingle, BOX, Fcsr.RNE, fcsr));
        assertEquals(Fcsr.UF | Fcsr.NX, fcsr.flags);
        fcsr.flags = flags;
        long tiny = Double.doubleToRawLongBits(Float.MIN_NORMAL * (double) Math.nextDown(1.0f));
        assertEquals(single, FloatingPoint.fcvtSD(tiny, Fcsr.RNE, fcsr));
        assertEquals(Fcsr.UF | Fcsr.NX, fcsr.flags);
    }

    @Test
    void keepsFlagsThatWereSetBefore() {
        Fcsr fcsr = new Fcsr();
        fcsr.flags = Fcsr.DZ | Fcsr.OF;
        long third =
                FloatingPoint.fdivD(
                        Double.doubleToRawLongBits(1),
                        Double.doubleToRawLongBits(3),
                        Fcsr.RNE,
                        fcsr);
        assertEquals(1.0 / 3, Double.longBitsToDouble(third));
        assertEquals(Fcsr.DZ | Fcsr.OF | Fcsr.NX, fcsr.flags);
    }
}
