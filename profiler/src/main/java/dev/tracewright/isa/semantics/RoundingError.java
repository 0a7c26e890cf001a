package dev.tracewright.isa.semantics;

/// Exact tests, in host arithmetic, of whether an operation rounded to nearest was inexact. Each
/// one computes the rounding error of `r`, which is itself a floating-point number within the
/// stated range, and compares it with zero (Knuth; Dekker; Boldo and Daumas, "Representable
/// correcting terms for possibly underflowing floating point operations", 2003).
final class RoundingError {
    /// Sums below this cannot overflow inside the test. If a term is above it, then the other term
    /// nearly cancels it, and every step is exact.
    static final double SUM_LIMIT = 0x1p1022;

    /// The same for singles.
    static final float SINGLE_SUM_LIMIT = 0x1p126f;

    /// Products, quotients and dividends of at least this magnitude have a residual that is not
    /// less than the least subnormal number: 2^-960 · 2^-106 > 2^-1074.
    static final double RESIDUAL_LEAST = 0x1p-960;

    /// Results from here on are normal, also before rounding.
    static final double NORMAL_LEAST = 0x1p-1021;

    /// The same for singles.
    static final float SINGLE_NORMAL_LEAST = 0x1p-125f;

    private RoundingError() {}

    /// Whether `r` = x + y was rounded; |r| < [#SUM_LIMIT]. There is no lower limit, since sums
    /// never underflow inexactly.
    static boolean ofSum(double x, double y, double r) {
        double v = r - x;
        return (x - (r - v)) + (y - v) != 0;
    }

    /// Whether `r` = x + y was rounded; |r| < [#SINGLE_SUM_LIMIT].
    static boolean ofSum(float x, float y, float r) {
        float v = r - x;
        return (x - (r - v)) + (y - v) != 0;
    }

    /// Whether `r` = x · y was rounded; |r| is finite and at least [#RESIDUAL_LEAST].
    static boolean ofProduct(double x, double y, double r) {
        return Math.fma(x, y, -r) != 0;
    }

    /// Whether `r` = x / y was rounded; |r| is finite, |r| and |x| are at least [#RESIDUAL_LEAST].
    static boolean ofQuotient(double x, double y, double r) {
        return Math.fma(r, y, -x) != 0;
    }

    /// Whether `r` = √x was rounded; x is finite and at least [#RESIDUAL_LEAST].
    static boolean ofRoot(double x, double r) {
        return Math.fma(r, r, -x) != 0;
    }

    /// Whether `r` = x · y + z is known to be exact: product and sum are, each for itself. False
    /// says nothing.
    static boolean noneInFused(double x, double y, double z, double r) {
        double product = x * y;
        double magnitude = Math.abs(product);
        boolean measurable =
                magnitude >= RESIDUAL_LEAST && magnitude < SUM_LIMIT || x == 0 || y == 0;
        double sum = product + z;
        return measurable
                && sum == r
                && Math.abs(sum) < SUM_LIMIT
                && !ofProduct(x, y, product)
                && !ofSum(product, z, sum);
    }

    /// Whether `r` = x · y + z is exact, for singles; false also if a value is not finite.
    static boolean noneInFused(float x, float y, float z, float r) {
        double product = (double) x * y;
        double sum = product + z;
        return sum == r && Math.abs(sum) < SUM_LIMIT && !ofSum(product, z, sum);
    }
}
