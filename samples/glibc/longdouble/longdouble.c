// long double is a 128-bit format on RISC-V, computed by the compiler's library: arithmetic,
// conversions, printing with 34 digits, reading, functions.
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static volatile long double one = 1.0L, three = 3.0L, ten = 10.0L;

int main(void) {
    printf("%d bits, largest %Le, smallest %Le\n", LDBL_MANT_DIG, LDBL_MAX, LDBL_MIN);
    printf("%.36Lf\n%.40Le\n%.33Lg\n%La\n", one / three, ten / three, one / ten, one / three);
    long double e = one, term = one;
    for (int n = 1; n < 40; n++) {
        term /= n;
        e += term;
    }
    printf("e    %.33Lf\n", e);
    long double a = one, b = one / sqrtl(2.0L * one), t = one / 4, p = one; // by Gauss and Legendre
    for (int i = 0; i < 6; i++) {
        long double next = (a + b) / 2;
        b = sqrtl(a * b);
        t -= p * (a - next) * (a - next);
        a = next;
        p *= 2;
    }
    printf("pi   %.33Lf\n", (a + b) * (a + b) / (4 * t));
    printf("ln 2 %.30Lf\n", logl(2.0L * one));
    printf("exp  %.30Lf\n", expl(one));
    printf("sin  %.30Lf\n", sinl(one));
    printf("pow  %.25Lf\n", powl(2.0L * one, 0.5L * one));

    volatile double d = 0.1;
    volatile float f = 0.1f;
    printf("%.25Lf %.25Lf\n", (long double)d, (long double)f);
    printf("%.17g %.9g\n", (double)(one / three), (double)(float)(one / three));
    volatile long large = 9007199254740993;
    volatile unsigned long huge = 18446744073709551615UL;
    printf("%.1Lf %.1Lf %ld %lu\n", (long double)large, (long double)huge,
            (long)((long double)large * 2), (unsigned long)((long double)huge));
    printf("%d %d %d %d\n", one < three, three <= one, one == one / three * three,
            isnan(one / three));
    printf("%Lf %Lf %Lf\n", one / (one - 1), -one / (one - 1), fmodl(ten, three));
    printf("%.4Lf %.4Lf %.4Lf %.4Lf\n", floorl(-2.5L * one), ceill(2.1L * one), roundl(2.5L * one),
            truncl(-2.7L * one));
    int exponent;
    long double mantissa = frexpl(ten, &exponent);
    printf("%.5Lf %d %.1Lf\n", mantissa, exponent, ldexpl(mantissa, 10));
    char *end;
    long double read = strtold("3.14159265358979323846264338327950288419716939937510x", &end);
    printf("%.33Lf %c\n", read, *end);
    long double scanned;
    printf("%d", sscanf("1.25e-4000", "%Lf", &scanned));
    printf(" %.5Le\n", scanned);
    printf("%30.10Lf|%-30.5Le|%+Lf\n", ten, ten, ten);
    return 0;
}
