package dev.tracewright.isa.semantics;

/// The values of the integer primitives, on 64-bit words.
public final class Integers {
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;

    private Integers() {}

    public static long add(long a, long b) {
        return a + b;
    }

    public static long sub(long a, long b) {
        return a - b;
    }

    public static long and(long a, long b) {
        return a & b;
    }

    public static long or(long a, long b) {
        return a | b;
    }

    public static long xor(long a, long b) {
        return a ^ b;
    }

    /// Shifts use the low six bits of the amount.
    public static long sll(long a, long b) {
        return a << b;
    }

    public static long srl(long a, long b) {
        return a >>> b;
    }

    public static long sra(long a, long b) {
        return a >> b;
    }

    public static long sext8(long a) {
        return (byte) a;
    }

    public static long sext16(long a) {
        return (short) a;
    }

    public static long sext32(long a) {
        return (int) a;
    }

    public static long zext16(long a) {
        return a & 0xffff;
    }

    public static long zext32(long a) {
        return a & 0xffff_ffffL;
    }

    public static long eq(long a, long b) {
        return a == b ? 1 : 0;
    }

    public static long ne(long a, long b) {
        return a != b ? 1 : 0;
    }

    public static long lt(long a, long b) {
        return a < b ? 1 : 0;
    }

    public static long ge(long a, long b) {
        return a >= b ? 1 : 0;
    }

    public static long ltu(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
    }

    public static long geu(long a, long b) {
        return Long.compareUnsigned(a, b) >= 0 ? 1 : 0;
    }

    /// `a` if the condition is not zero, else `b`.
    public static long select(long condition, long a, long b) {
        return condition != 0 ? a : b;
    }

    public static long mul(long a, long b) {
        return a * b;
    }

    /// The upper half of the product of two signed numbers.
    public static long mulh(long a, long b) {
        return Math.multiplyHigh(a, b);
    }

    /// The upper half of the product of signed `a` and unsigned `b`.
    public static long mulhsu(long a, long b) {
        return Math.multiplyHigh(a, b) + (a & (b >> 63));
    }

    /// The upper half of the product of two unsigned numbers.
    public static long mulhu(long a, long b) {
        return Math.unsignedMultiplyHigh(a, b);
    }

    /// Division by zero yields -1, overflow yields the dividend (M extension, "Division
    /// Operations").
    public static long div(long dividend, long divisor) {
        return divisor == 0 ? -1 : dividend / divisor;
    }

    /// Division by zero yields the largest unsigned number.
    public static long divu(long dividend, long divisor) {
        return divisor == 0 ? -1 : Long.divideUnsigned(dividend, divisor);
    }

    /// The remainder by zero is the dividend; after overflow it is zero.
    public static long rem(long dividend, long divisor) {
        return divisor == 0 ? dividend : dividend % divisor;
    }

    /// The remainder by zero is the dividend.
    public static long remu(long dividend, long divisor) {
        return divisor == 0 ? dividend : Long.remainderUnsigned(dividend, divisor);
    }

    public static long min(long a, long b) {
        return Math.min(a, b);
    }

    public static long max(long a, long b) {
        return Math.max(a, b);
    }

    public static long minu(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    public static long maxu(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? b : a;
    }

    /// The number of leading zero bits; 64 for zero.
    public static long clz(long a) {
        return Long.numberOfLeadingZeros(a);
    }

    /// The number of trailing zero bits; 64 for zero.
    public static long ctz(long a) {
        return Long.numberOfTrailingZeros(a);
    }

    public static long cpop(long a) {
        return Long.bitCount(a);
    }

    public static long rol(long a, long b) {
        return Long.rotateLeft(a, (int) b);
    }

    public static long ror(long a, long b) {
        return Long.rotateRight(a, (int) b);
    }

    /// Rotates the low 32 bits and sign-extends.
    public static long rolw(long a, long b) {
        return Integer.rotateLeft((int) a, (int) b);
    }

    /// Rotates the low 32 bits and sign-extends.
    public static long rorw(long a, long b) {
        return Integer.rotateRight((int) a, (int) b);
    }

    /// Each byte becomes 0xff unless it is zero (Zbb, `orc.b`).
    public static long orcb(long a) {
        long any = a | a >>> 4 & 0x0f0f_0f0f_0f0f_0f0fL;
        any |= any >>> 2 & 0x3f3f_3f3f_3f3f_3f3fL;
        any |= any >>> 1 & 0x7f7f_7f7f_7f7f_7f7fL;
        return (any & LOW_BITS) * 0xff;
    }

    public static long rev8(long a) {
        return Long.reverseBytes(a);
    }

    /// The low half of the carry-less product (Zbc).
    public static long clmul(long a, long b) {
        long product = 0;
        for (long rest = b; rest != 0; rest &= rest - 1) {
            product ^= a << Long.numberOfTrailingZeros(rest);
        }
        return product;
    }

    /// The upper half of the carry-less product (Zbc).
    public static long clmulh(long a, long b) {
        return clmulr(a, b) >>> 1;
    }

    /// Bits 126 to 63 of the carry-less product (Zbc).
    public static long clmulr(long a, long b) {
        return Long.reverse(clmul(Long.reverse(a), Long.reverse(b)));
    }

    public static long second(long a, long b) {
        return b;
    }
}
