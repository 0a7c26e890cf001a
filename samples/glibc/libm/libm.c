// The functions of the mathematical library on ordinary and extreme arguments, in both precisions.
// Printed with fewer digits than they have, since compilers may compute constants more exactly.
#include <complex.h>
#include <math.h>
#include <stdio.h>

#define FUNCTIONS(X) \
    X(sin) X(cos) X(tan) X(asin) X(acos) X(atan) X(sinh) X(cosh) X(tanh) X(exp) X(exp2) X(expm1) \
    X(log) X(log2) X(log10) X(log1p) X(cbrt) X(erf) X(tgamma) X(lgamma) \
    X(floor) X(ceil) X(round) X(trunc)

typedef struct {
    const char *name;
    double (*wide)(double);
    float (*narrow)(float);
} function;

#define ROW(name) {#name, name, name##f},
static const function TABLE[] = {FUNCTIONS(ROW)};

int main(void) {
    static volatile const double ARGUMENTS[] = {0.5, -0.75, 1.0, 2.25, -3.5, 10.0, 1e-5, 700.0};
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        printf("%-7s", TABLE[i].name);
        for (size_t j = 0; j < sizeof ARGUMENTS / sizeof ARGUMENTS[0]; j++) {
            double d = TABLE[i].wide(ARGUMENTS[j]);
            float f = TABLE[i].narrow((float)ARGUMENTS[j]);
            if (isnan(d)) {
                printf(" nan%s", isnan(f) ? "" : "?");
            } else {
                printf(" %.11g/%.5g", d, (double)f);
            }
        }
        printf("\n");
    }
    volatile double x = 2.5, y = -1.75, big = 1e22;
    printf("%.12g %.12g %.12g %.12g\n", pow(x, y), atan2(x, y), hypot(x, y), fmod(big, x));
    printf("%.12g %.12g %.12g\n", sin(big), cos(big), tan(1e300 * x));
    printf("%.12g %.12g %.12g %.12g\n", remainder(x, y), fdim(x, y), copysign(x, y),
            nextafter(x, y) - x);
    int exponent, quotient;
    double integral, mantissa = frexp(x, &exponent), fraction = modf(y, &integral);
    double rest = remquo(10.0 * x, y, &quotient);
    printf("%.12g %d %.12g %.12g %.12g %d\n", mantissa, exponent, fraction, integral, rest,
            quotient & 7);
    printf("%.12g %d %.12g\n", logb(x), ilogb(big), scalbn(x, -1060));
    printf("%ld %lld %ld\n", lround(x), llrint(y), lrint(x));
    printf("%.12g %.12g\n", j0(x), yn(2, x));
    printf("%d %d %d %d %d\n", fpclassify(x) == FP_NORMAL, fpclassify(x * 0) == FP_ZERO,
            fpclassify(5e-324 * x) == FP_SUBNORMAL, isinf(big * 1e300), signbit(y) != 0);
    double complex z = x + y * I;
    double complex w = csqrt(z) * cexp(z) / clog(z);
    printf("%.10g %.10g %.10g %.10g\n", creal(w), cimag(w), cabs(z), carg(z));
    return 0;
}
