// The spectral norm of an infinite matrix by power iteration, in double precision: a division for each
// element; and integrals by Romberg and Gauss.
//
//   spectral [ROUNDS]
#include <math.h>

#include "../../common/sample.h"

enum { ORDER = 300 };

static double element(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static void times(const double *v, double *out) {
    for (int i = 0; i < ORDER; i++) {
        double sum = 0.0;
        for (int j = 0; j < ORDER; j++) {
            sum += element(i, j) * v[j];
        }
        out[i] = sum;
    }
}

static void times_transposed(const double *v, double *out) {
    for (int i = 0; i < ORDER; i++) {
        double sum = 0.0;
        for (int j = 0; j < ORDER; j++) {
            sum += element(j, i) * v[j];
        }
        out[i] = sum;
    }
}

static double norm(void) {
    static double u[ORDER], v[ORDER], t[ORDER];
    for (int i = 0; i < ORDER; i++) {
        u[i] = 1.0;
    }
    for (int i = 0; i < 10; i++) {
        times(u, t);
        times_transposed(t, v);
        times(v, t);
        times_transposed(t, u);
    }
    double uv = 0.0;
    double vv = 0.0;
    for (int i = 0; i < ORDER; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    return sqrt(uv / vv);
}

typedef double (*function)(double x, double parameter);

static double witch(double x, double a) { return a / (a * a + x * x); }

static double ellipse(double x, double e) { return sqrt((1.0 - e * x * x) * (2.0 - x * x)); }

static double rational(double x, double a) { return (x * x * x - a) / (x * x + a * x + 3.0); }

static double romberg(function f, double a, double from, double to) {
    enum { LEVELS = 12 };
    double table[LEVELS];
    double step = to - from;
    table[0] = 0.5 * step * (f(from, a) + f(to, a));
    for (int level = 1; level < LEVELS; level++) {
        double sum = 0.0;
        step *= 0.5;
        for (long i = 1; i < 1L << level; i += 2) {
            sum += f(from + (double)i * step, a);
        }
        double before = table[0];
        table[0] = 0.5 * before + step * sum;
        double power = 1.0;
        for (int k = 1; k <= level; k++) {
            power *= 4.0;
            double old = k < level ? table[k] : 0.0;
            table[k] = table[k - 1] + (table[k - 1] - before) / (power - 1.0);
            before = old;
        }
    }
    return table[LEVELS - 1];
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 220);
    static const function functions[] = {witch, ellipse, rational};
    double integrals = 0.0;
    double largest = 0.0;
    for (long round = 0; round < rounds; round++) {
        largest = norm();
        for (int i = 0; i < 30; i++) {
            double a = 0.3 + (double)((round + i) % 11) * 0.05;
            integrals += romberg(functions[i % 3], a, 0.0, 1.0);
        }
    }
    printf("norm %.8f, integrals %.6f\n", largest, integrals / (double)rounds);
    return 0;
}
