// Grids of doubles: heat by five points, Gauss and Seidel's relaxation, a wave in three dimensions. Loads from
// neighbouring rows, additions and multiplications.
//
//   stencil [ROUNDS]
#include <math.h>
#include <string.h>

#include "../../common/sample.h"

enum { WIDE = 130, HIGH = 98, CUBE = 26 };

static double heat[2][HIGH][WIDE];
static double potential[HIGH][WIDE];
static double wave[3][CUBE][CUBE][CUBE];

static void diffuse(double (*restrict to)[WIDE], double (*restrict from)[WIDE]) {
    for (int y = 1; y < HIGH - 1; y++) {
        for (int x = 1; x < WIDE - 1; x++) {
            double around = from[y - 1][x] + from[y + 1][x] + from[y][x - 1] + from[y][x + 1];
            to[y][x] = from[y][x] + 0.2 * (around - 4.0 * from[y][x]);
        }
    }
}

// In place: each point uses neighbours that are new already.
static double relax(double omega) {
    double change = 0.0;
    for (int y = 1; y < HIGH - 1; y++) {
        for (int x = 1; x < WIDE - 1; x++) {
            double mean = 0.25 *
                    (potential[y - 1][x] + potential[y + 1][x] + potential[y][x - 1] + potential[y][x + 1]);
            double delta = omega * (mean - potential[y][x]);
            potential[y][x] += delta;
            change += fabs(delta);
        }
    }
    return change;
}

static void propagate(int step) {
    double(*restrict next)[CUBE][CUBE] = wave[step % 3];
    double(*now)[CUBE][CUBE] = wave[(step + 2) % 3];
    double(*before)[CUBE][CUBE] = wave[(step + 1) % 3];
    for (int z = 1; z < CUBE - 1; z++) {
        for (int y = 1; y < CUBE - 1; y++) {
            for (int x = 1; x < CUBE - 1; x++) {
                double sum = now[z - 1][y][x] + now[z + 1][y][x] + now[z][y - 1][x] + now[z][y + 1][x] +
                        now[z][y][x - 1] + now[z][y][x + 1];
                next[z][y][x] = 2.0 * now[z][y][x] - before[z][y][x] + 0.15 * (sum - 6.0 * now[z][y][x]);
            }
        }
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 12000);
    for (int y = 0; y < HIGH; y++) {
        potential[y][0] = 1.0;
        potential[y][WIDE - 1] = -0.5;
        for (int x = 0; x < WIDE; x++) {
            heat[0][y][x] = heat[1][y][x] = (double)((x * 7 + y * 13) % 31) / 31.0;
        }
    }
    wave[1][CUBE / 2][CUBE / 2][CUBE / 3] = wave[2][CUBE / 2][CUBE / 2][CUBE / 3] = 1.0;
    double change = 0.0;
    for (long round = 0; round < rounds; round++) {
        diffuse(heat[1 - (round & 1)], heat[round & 1]);
        change = relax(1.5);
        propagate((int)(round % 3));
        if (round % 50 == 49) { // begin again before the wave is noise
            memset(wave, 0, sizeof wave);
            wave[1][CUBE / 2][CUBE / 2][CUBE / 3] = wave[2][CUBE / 2][CUBE / 2][CUBE / 3] = 1.0;
        }
    }
    double warmth = 0.0;
    double charge = 0.0;
    for (int y = 0; y < HIGH; y++) {
        for (int x = 0; x < WIDE; x++) {
            warmth += heat[rounds & 1][y][x];
            charge += potential[y][x];
        }
    }
    printf("heat %.6f, potential %.6f, still changing: %s\n", warmth, charge,
            change > 1e-6 ? "yes" : "no");
    return 0;
}
