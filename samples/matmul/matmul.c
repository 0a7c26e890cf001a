// Products of square matrices: 64-bit integers in the textbook order, doubles in blocks with fused
// multiply-add, and an LU decomposition with pivoting that solves a system and shows the residual.
//
//   matmul [ROUNDS [ORDER]]
#include <math.h>
#include <string.h>

#include "../common/sample.h"

enum { MAX_ORDER = 256, TILE = 16 };

static int64_t ia[MAX_ORDER][MAX_ORDER], ib[MAX_ORDER][MAX_ORDER], ic[MAX_ORDER][MAX_ORDER];
static double da[MAX_ORDER][MAX_ORDER], db[MAX_ORDER][MAX_ORDER], dc[MAX_ORDER][MAX_ORDER];

static void multiply_integers(int n) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            int64_t sum = 0;
            for (int k = 0; k < n; k++) {
                sum += ia[i][k] * ib[k][j];
            }
            ic[i][j] = sum;
        }
    }
}

static int smaller(int a, int b) { return a < b ? a : b; }

static double larger(double a, double b) { return a > b ? a : b; }

static void multiply_doubles(int n) {
    for (int i = 0; i < n; i++) {
        memset(dc[i], 0, (size_t)n * sizeof dc[i][0]);
    }
    for (int k0 = 0; k0 < n; k0 += TILE) {
        for (int j0 = 0; j0 < n; j0 += TILE) {
            int k1 = smaller(k0 + TILE, n);
            int j1 = smaller(j0 + TILE, n);
            for (int i = 0; i < n; i++) {
                for (int k = k0; k < k1; k++) {
                    double factor = da[i][k];
                    for (int j = j0; j < j1; j++) {
                        dc[i][j] = fma(factor, db[k][j], dc[i][j]);
                    }
                }
            }
        }
    }
}

// Solves da * x = right; da is replaced by its factors.
static void solve(int n, double *right, double *x) {
    int row[MAX_ORDER];
    for (int i = 0; i < n; i++) {
        row[i] = i;
    }
    for (int k = 0; k < n; k++) {
        int pivot = k;
        for (int i = k + 1; i < n; i++) {
            if (fabs(da[row[i]][k]) > fabs(da[row[pivot]][k])) {
                pivot = i;
            }
        }
        int t = row[k];
        row[k] = row[pivot];
        row[pivot] = t;
        const double *from = da[row[k]];
        for (int i = k + 1; i < n; i++) {
            double *to = da[row[i]];
            double factor = to[k] / from[k];
            to[k] = factor;
            for (int j = k + 1; j < n; j++) {
                to[j] -= factor * from[j];
            }
            right[row[i]] -= factor * right[row[k]];
        }
    }
    for (int i = n - 1; i >= 0; i--) {
        double sum = right[row[i]];
        for (int j = i + 1; j < n; j++) {
            sum -= da[row[i]][j] * x[j];
        }
        x[i] = sum / da[row[i]][i];
    }
}

static void fill(int n, uint64_t *random) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            ia[i][j] = (int64_t)(next_random(random) >> 40) - (1 << 23);
            ib[i][j] = (int64_t)(next_random(random) >> 44) - (1 << 19);
            da[i][j] = (double)ia[i][j] * 0x1p-23;
            db[i][j] = (double)ib[i][j] * 0x1p-19;
        }
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 5);
    int n = (int)number_argument(argc, argv, 2, 96);
    n = n < MAX_ORDER ? n : MAX_ORDER;
    uint64_t random = 20011;
    uint64_t integers = MIX_START;
    double trace = 0.0;
    double worst = 0.0;
    for (long round = 0; round < rounds; round++) {
        fill(n, &random);
        multiply_integers(n);
        multiply_doubles(n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                integers = mix(integers, (uint64_t)ic[i][j]);
                double difference = fabs(dc[i][j] - (double)ic[i][j] * 0x1p-42);
                worst = larger(worst, difference);
            }
            trace += dc[i][i];
        }
    }

    double right[MAX_ORDER];
    double x[MAX_ORDER];
    for (int i = 0; i < n; i++) { // the solution is 1, 2, 3, ...
        right[i] = 0.0;
        for (int j = 0; j < n; j++) {
            right[i] += da[i][j] * (j + 1);
        }
    }
    solve(n, right, x);
    double error = 0.0;
    for (int i = 0; i < n; i++) {
        error = larger(error, fabs(x[i] - (i + 1)));
    }
    printf("order %d, %ld rounds\n", n, rounds);
    printf("integers: checksum %016lx\n", (unsigned long)integers);
    printf("doubles: trace %.12f, farthest from the exact product %.3e\n", trace, worst);
    printf("linear system: x[0] = %.9f, x[%d] = %.9f, largest error below 1e-8: %s\n", x[0], n - 1,
            x[n - 1], error < 1e-8 ? "yes" : "no");
    return 0;
}
