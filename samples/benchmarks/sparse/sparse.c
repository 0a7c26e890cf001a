// A sparse system of equations by conjugate gradients, in double precision: loads through indices, sums of
// products; then a polynomial's roots by Newton with complex numbers.
//
//   sparse [ROUNDS]
#include <math.h>

#include "../../common/sample.h"

enum { SIDE = 48, ORDER = SIDE * SIDE, MOST = ORDER * 5, DEGREE = 12 };

static double value[MOST];
static int column[MOST];
static int start[ORDER + 1];
static double x[ORDER], r[ORDER], p[ORDER], q[ORDER];

// Laplace's operator on a square whose ground conducts differently from place to place.
static void assemble(uint64_t *random) {
    static double ground[SIDE + 2][SIDE + 2];
    for (int i = 0; i < SIDE + 2; i++) {
        for (int j = 0; j < SIDE + 2; j++) {
            ground[i][j] = 1.0 + (double)(next_random(random) >> 60) * 0.25;
        }
    }
    static const int steps[4][2] = {{-1, 0}, {0, -1}, {0, 1}, {1, 0}};
    int n = 0;
    for (int i = 0; i < SIDE; i++) {
        for (int j = 0; j < SIDE; j++) {
            int row = i * SIDE + j;
            start[row] = n;
            int diagonal = n++;
            column[diagonal] = row;
            value[diagonal] = 0.01;
            for (int s = 0; s < 4; s++) {
                int ni = i + steps[s][0];
                int nj = j + steps[s][1];
                double flow = 0.5 * (ground[i + 1][j + 1] + ground[ni + 1][nj + 1]);
                value[diagonal] += flow;
                if (ni >= 0 && ni < SIDE && nj >= 0 && nj < SIDE) {
                    column[n] = ni * SIDE + nj;
                    value[n++] = -flow;
                }
            }
        }
    }
    start[ORDER] = n;
}

static void multiply(const double *from, double *to) {
    for (int row = 0; row < ORDER; row++) {
        double sum = 0.0;
        for (int k = start[row]; k < start[row + 1]; k++) {
            sum += value[k] * from[column[k]];
        }
        to[row] = sum;
    }
}

static double dot(const double *a, const double *b) {
    double sum = 0.0;
    for (int i = 0; i < ORDER; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}

static int solve(void) {
    for (int i = 0; i < ORDER; i++) {
        x[i] = 0.0;
        r[i] = p[i] = i % 97 == 0 ? 1.0 : 0.0;
    }
    double rr = dot(r, r);
    int steps = 0;
    for (; steps < 400 && rr > 1e-24; steps++) {
        multiply(p, q);
        double alpha = rr / dot(p, q);
        for (int i = 0; i < ORDER; i++) {
            x[i] += alpha * p[i];
            r[i] -= alpha * q[i];
        }
        double next = dot(r, r);
        double beta = next / rr;
        rr = next;
        for (int i = 0; i < ORDER; i++) {
            p[i] = r[i] + beta * p[i];
        }
    }
    return steps;
}

// All roots at once (Durand and Kerner); the sum of their squared distances from 0.
static double roots(const double *coefficient) {
    double re[DEGREE];
    double im[DEGREE];
    double a = 1.0;
    double b = 0.0;
    for (int i = 0; i < DEGREE; i++) {
        double t = a * 0.4 - b * 0.9;
        b = a * 0.9 + b * 0.4;
        a = t;
        re[i] = a;
        im[i] = b;
    }
    for (int round = 0; round < 60; round++) {
        for (int i = 0; i < DEGREE; i++) {
            double pr = 1.0;
            double pi = 0.0;
            double dr = 1.0;
            double di = 0.0;
            for (int k = 0; k < DEGREE; k++) {
                double t = pr * re[i] - pi * im[i] + coefficient[k];
                pi = pr * im[i] + pi * re[i];
                pr = t;
                if (k != i) {
                    double er = re[i] - re[k];
                    double ei = im[i] - im[k];
                    t = dr * er - di * ei;
                    di = dr * ei + di * er;
                    dr = t;
                }
            }
            double size = dr * dr + di * di;
            re[i] -= (pr * dr + pi * di) / size;
            im[i] -= (pi * dr - pr * di) / size;
        }
    }
    double sum = 0.0;
    for (int i = 0; i < DEGREE; i++) {
        sum += re[i] * re[i] + im[i] * im[i];
    }
    return sum;
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 400);
    uint64_t random = 360555;
    double level = 0.0;
    double distances = 0.0;
    for (long round = 0; round < rounds; round++) {
        assemble(&random);
        int steps = solve();
        if (steps >= 400) {
            printf("round %ld does not converge\n", round);
            return 1;
        }
        for (int i = 0; i < ORDER; i += 31) {
            level += x[i];
        }
        double coefficient[DEGREE];
        for (int k = 0; k < DEGREE; k++) {
            coefficient[k] = 0.5 + (double)(next_random(&random) >> 50) * 0x1p-14;
        }
        distances += roots(coefficient);
    }
    printf("level %.6f, roots %.6f\n", level / (double)rounds, distances / (double)rounds);
    return 0;
}
