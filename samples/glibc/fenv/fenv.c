// The floating-point environment: rounding modes in arithmetic and in rint, flags raised by
// operations, saving and restoring.
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdio.h>

static volatile double zero = 0.0, one = 1.0, three = 3.0, tenth = 0.1, large = DBL_MAX,
        small = DBL_MIN;
static volatile float single = 16777217.0f;
static volatile long whole = 16777217;

static void print_flags(const char *after) {
    int flags = fetestexcept(FE_ALL_EXCEPT);
    printf("%-14s%s%s%s%s%s\n", after, flags & FE_INVALID ? " invalid" : "",
            flags & FE_DIVBYZERO ? " division" : "", flags & FE_OVERFLOW ? " overflow" : "",
            flags & FE_UNDERFLOW ? " underflow" : "", flags & FE_INEXACT ? " inexact" : "");
    feclearexcept(FE_ALL_EXCEPT);
}

int main(void) {
    static const struct {
        int mode;
        const char *name;
    } MODES[] = {{FE_TONEAREST, "nearest"}, {FE_TOWARDZERO, "zero"}, {FE_DOWNWARD, "down"},
            {FE_UPWARD, "up"}};
    static volatile const double HALVES[] = {-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4, -2.6};
    for (int m = 0; m < 4; m++) {
        int result = fesetround(MODES[m].mode);
        volatile double third = one / three, sum = tenth + three, product = tenth * tenth;
        volatile double root = sqrt(three), negative = -one / three;
        volatile float narrow = (float)tenth, from_long = (float)whole;
        volatile double over = large * three;
        printf("%s: %d %d\n", MODES[m].name, result, fegetround() == MODES[m].mode);
        fesetround(FE_TONEAREST);
        printf("  %a %a %a %a %a %a %a %d\n", third, sum, product, root, negative, (double)narrow,
                (double)from_long, isinf(over));
        fesetround(MODES[m].mode);
        double rounded[8];
        long integers[8];
        for (int i = 0; i < 8; i++) {
            rounded[i] = rint(HALVES[i]);
            integers[i] = lrint(HALVES[i]) * 100 + lround(HALVES[i]);
        }
        fesetround(FE_TONEAREST);
        for (int i = 0; i < 8; i++) {
            printf(" %g/%ld", rounded[i], integers[i]);
        }
        printf(" %g %g\n", floor(-0.5 * one), ceil(0.2 * one));
    }
    printf("invalid mode %d\n", fesetround(77) != 0);

    feclearexcept(FE_ALL_EXCEPT);
    volatile double result = one / three;
    print_flags("1/3");
    result = one / zero;
    print_flags("1/0");
    result = zero / zero;
    print_flags("0/0");
    result = large * large;
    print_flags("large*large");
    result = small * small;
    print_flags("small*small");
    result = small / 2.0;
    print_flags("small/2");
    result = sqrt(-one);
    print_flags("sqrt(-1)");
    result = one + one;
    print_flags("1+1");
    volatile int integer = (int)(large * tenth);
    print_flags("to int");
    integer = (int)(tenth * 25.0);
    print_flags("2.5 to int");
    result = rint(HALVES[0]);
    print_flags("rint");
    result = nearbyint(HALVES[0]);
    print_flags("nearbyint");
    result = fma(one, tenth, tenth);
    print_flags("fma");
    single = single + 1.0f;
    print_flags("float");
    (void)result;
    (void)integer;

    feraiseexcept(FE_OVERFLOW | FE_INVALID);
    fexcept_t saved;
    fegetexceptflag(&saved, FE_OVERFLOW);
    print_flags("raised");
    fesetexceptflag(&saved, FE_OVERFLOW);
    print_flags("restored");
    fenv_t environment;
    fesetround(FE_UPWARD);
    feraiseexcept(FE_DIVBYZERO);
    printf("%d\n", feholdexcept(&environment));
    print_flags("held");
    feraiseexcept(FE_INEXACT);
    feupdateenv(&environment);
    printf("%d\n", fegetround() == FE_UPWARD);
    fesetround(FE_TONEAREST);
    print_flags("updated");
    fesetenv(FE_DFL_ENV);
    printf("%d\n", fegetround() == FE_TONEAREST);
    return 0;
}
