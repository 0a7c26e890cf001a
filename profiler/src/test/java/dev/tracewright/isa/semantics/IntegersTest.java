package dev.tracewright.isa.semantics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The integer primitives against definitions in unbounded arithmetic, worded as the specification
/// words them.
class IntegersTest {
    private static final int DRAWS = 4_000;
    private static final BigInteger ZERO = BigInteger.ZERO;
    private static final BigInteger ONE = BigInteger.ONE;

    private static final long[] EDGES = {
        0,
        1,
        2,
        31,
        32,
        63,
        64,
        0x7f,
        0x80,
        0xff,
        0x100,
        0x7fff,
        0x8000,
        0xffff,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_ffffL,
        0x1_0000_0000L,
        0x5555_5555_5555_5555L,
        0x8040_2010_0804_0201L,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        0xffff_ffff_7fff_ffffL,
        0xffff_ffff_8000_0000L,
        0xaaaa_aaaa_aaaa_aaaaL,
        -3,
        -2,
        -1
    };

    static Stream<Primitive> integerPrimitives() {
        return Stream.of(Primitive.values()).filter(primitive -> !primitive.floating());
    }

    @ParameterizedTest
    @MethodSource("integerPrimitives")
    void agreesWithItsDefinition(Primitive primitive) {
        for (long a : EDGES) {
            for (long b : EDGES) {
                check(primitive, a, b, ~a);
            }
        }
        var random = new SplittableRandom(primitive.ordinal());
        for (int i = 0; i < DRAWS; i++) {
            check(primitive, draw(random), draw(random), draw(random));
        }
    }

    // Numbers of every magnitude, of both signs.
    private static long draw(SplittableRandom random) {
        return random.nextLong() >> random.nextInt(64);
    }

    private static void check(Primitive primitive, long a, long b, long c) {
        long expected = define(primitive, unsigned(a), unsigned(b), unsigned(c)).longValue();
        long actual = primitive.apply(a, b, c, 0, null);
        assertEquals(expected, actual, () -> "%s %x, %x, %x".formatted(primitive, a, b, c));
    }

    /// The value, modulo 2^64, of unsigned operands.
    private static BigInteger define(
            Primitive primitive, BigInteger a, BigInteger b, BigInteger c) {
        return switch (primitive) {
            case ADD -> a.add(b);
            case SUB -> a.subtract(b);
            case AND -> a.and(b);
            case OR -> a.or(b);
            case XOR -> a.xor(b);
            case SLL -> a.shiftLeft(amount(b, 64));
            case SRL -> a.shiftRight(amount(b, 64));
            case SRA -> signed(a).shiftRight(amount(b, 64));
            case SEXT8 -> signed(a, 8);
            case SEXT16 -> signed(a, 16);
            case SEXT32 -> signed(a, 32);
            case ZEXT16 -> low(a, 16);
            case ZEXT32 -> low(a, 32);
            case EQ -> truth(a.equals(b));
            case NE -> truth(!a.equals(b));
            case LT -> truth(signed(a).compareTo(signed(b)) < 0);
            case GE -> truth(signed(a).compareTo(signed(b)) >= 0);
            case LTU -> truth(a.compareTo(b) < 0);
            case GEU -> truth(a.compareTo(b) >= 0);
            case SELECT -> a.equals(ZERO) ? c : b;
            case MUL -> a.multiply(b);
            case MULH -> signed(a).multiply(signed(b)).shiftRight(64);
            case MULHSU -> signed(a).multiply(b).shiftRight(64);
            case MULHU -> a.multiply(b).shiftRight(64);
            case DIV -> b.equals(ZERO) ? ONE.negate() : signed(a).divide(signed(b));
            case DIVU -> b.equals(ZERO) ? ONE.negate() : a.divide(b);
            case REM -> b.equals(ZERO) ? a : signed(a).remainder(signed(b));
            case REMU -> b.equals(ZERO) ? a : a.remainder(b);
            case MIN -> signed(a).min(signed(b));
            case MAX -> signed(a).max(signed(b));
            case MINU -> a.min(b);
            case MAXU -> a.max(b);
            case CLZ -> BigInteger.valueOf(64 - a.bitLength());
            case CTZ -> BigInteger.valueOf(a.equals(ZERO) ? 64 : a.getLowestSetBit());
            case CPOP -> BigInteger.valueOf(a.bitCount());
            case ROL -> rotateLeft(a, amount(b, 64), 64);
            case ROR -> rotateLeft(a, 64 - amount(b, 64), 64);
            case ROLW -> signed(rotateLeft(low(a, 32), amount(b, 32), 32), 32);
            case RORW -> signed(rotateLeft(low(a, 32), 32 - amount(b, 32), 32), 32);
            case ORCB -> orCombine(a);
            case REV8 -> reverseBytes(a);
            case CLMUL -> carrylessProduct(a, b);
            case CLMULH -> carrylessProduct(a, b).shiftRight(64);
            case CLMULR -> carrylessProduct(a, b).shiftRight(63);
            case SECOND -> b;
            default -> throw new IllegalArgumentException(primitive + " has no definition here");
        };
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    private static BigInteger low(BigInteger value, int bits) {
        return value.mod(ONE.shiftLeft(bits));
    }

    private static BigInteger signed(BigInteger value) {
        return signed(value, 64);
    }

    private static BigInteger signed(BigInteger value, int bits) {
        BigInteger low = low(value, bits);
        return low.testBit(bits - 1) ? low.subtract(ONE.shiftLeft(bits)) : low;
    }

    private static BigInteger truth(boolean value) {
        return value ? ONE : ZERO;
    }

    private static int amount(BigInteger value, int modulus) {
        return value.mod(BigInteger.valueOf(modulus)).intValue();
    }

    private static BigInteger rotateLeft(BigInteger value, int amount, int bits) {
        BigInteger twice = value.shiftLeft(amount);
        return low(twice, bits).or(twice.shiftRight(bits));
    }

    private static int byteAt(BigInteger value, int i) {
        return low(value.shiftRight(8 * i), 8).intValue();
    }

    private static BigInteger orCombine(BigInteger value) {
        BigInteger result = ZERO;
        for (int i = 0; i < 8; i++) {
            int all = byteAt(value, i) == 0 ? 0 : 0xff;
            result = result.or(BigInteger.valueOf(all).shiftLeft(8 * i));
        }
        return result;
    }

    private static BigInteger reverseBytes(BigInteger value) {
        BigInteger result = ZERO;
        for (int i = 0; i < 8; i++) {
            result = result.shiftLeft(8).or(BigInteger.valueOf(byteAt(value, i)));
        }
        return result;
    }

    private static BigInteger carrylessProduct(BigInteger a, BigInteger b) {
        BigInteger product = ZERO;
        for (int i = 0; i < 64; i++) {
            if (b.testBit(i)) {
                product = product.xor(a.shiftLeft(i));
            }
        }
        return product;
    }
}
