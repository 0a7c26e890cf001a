// Pictures in single precision: a Gaussian blur in two passes, edges by Sobel, a turn with interpolation,
// grey to bytes and back.
//
//   filter [ROUNDS]
#include <math.h>

#include "../../common/sample.h"

enum { WIDE = 160, HIGH = 120, TAPS = 9 };

static float image[HIGH][WIDE], spare[HIGH][WIDE], edges[HIGH][WIDE];
static uint8_t bytes[HIGH][WIDE];

static int clamp(int x, int most) { return x < 0 ? 0 : x > most ? most : x; }

static void blur(const float *taps) {
    for (int y = 0; y < HIGH; y++) {
        for (int x = 0; x < WIDE; x++) {
            float sum = 0.0f;
            if (x >= TAPS / 2 && x < WIDE - TAPS / 2) {
                for (int k = 0; k < TAPS; k++) {
                    sum += taps[k] * image[y][x + k - TAPS / 2];
                }
            } else {
                for (int k = 0; k < TAPS; k++) {
                    sum += taps[k] * image[y][clamp(x + k - TAPS / 2, WIDE - 1)];
                }
            }
            spare[y][x] = sum;
        }
    }
    for (int y = 0; y < HIGH; y++) {
        for (int x = 0; x < WIDE; x++) {
            image[y][x] = 0.0f;
        }
        for (int k = 0; k < TAPS; k++) {
            const float *row = spare[clamp(y + k - TAPS / 2, HIGH - 1)];
            for (int x = 0; x < WIDE; x++) {
                image[y][x] += taps[k] * row[x];
            }
        }
    }
}

static float sobel(void) {
    float strongest = 0.0f;
    for (int y = 1; y < HIGH - 1; y++) {
        for (int x = 1; x < WIDE - 1; x++) {
            const float *above = &image[y - 1][x];
            const float *here = &image[y][x];
            const float *below = &image[y + 1][x];
            float gx = above[1] + 2.0f * here[1] + below[1] - above[-1] - 2.0f * here[-1] - below[-1];
            float gy = below[-1] + 2.0f * below[0] + below[1] - above[-1] - 2.0f * above[0] - above[1];
            float length = sqrtf(gx * gx + gy * gy);
            edges[y][x] = length;
            strongest = length > strongest ? length : strongest;
        }
    }
    return strongest;
}

static void turn(float sine, float cosine) {
    for (int y = 0; y < HIGH; y++) {
        for (int x = 0; x < WIDE; x++) {
            float fx = cosine * (float)(x - WIDE / 2) - sine * (float)(y - HIGH / 2) + WIDE / 2;
            float fy = sine * (float)(x - WIDE / 2) + cosine * (float)(y - HIGH / 2) + HIGH / 2;
            int ix = clamp((int)fx, WIDE - 2);
            int iy = clamp((int)fy, HIGH - 2);
            float dx = fx - (float)ix;
            float dy = fy - (float)iy;
            dx = dx < 0.0f ? 0.0f : dx > 1.0f ? 1.0f : dx;
            dy = dy < 0.0f ? 0.0f : dy > 1.0f ? 1.0f : dy;
            float upper = image[iy][ix] + dx * (image[iy][ix + 1] - image[iy][ix]);
            float lower = image[iy + 1][ix] + dx * (image[iy + 1][ix + 1] - image[iy + 1][ix]);
            spare[y][x] = upper + dy * (lower - upper);
        }
    }
}

// Sharpens by the edges, and rounds to bytes.
static long quantize(float strongest) {
    long sum = 0;
    for (int y = 0; y < HIGH; y++) {
        for (int x = 0; x < WIDE; x++) {
            float value = spare[y][x] + 0.3f * edges[y][x] / (strongest + 1.0f);
            int level = (int)(value * 255.0f + 0.5f);
            bytes[y][x] = (uint8_t)clamp(level, 255);
            sum += bytes[y][x];
        }
    }
    return sum;
}

static void fill(long seed) {
    uint64_t random = (uint64_t)seed * 2 + 316227;
    for (int y = 0; y < HIGH; y++) {
        for (int x = 0; x < WIDE; x++) {
            image[y][x] = (float)(next_random(&random) >> 56) * (1.0f / 256.0f);
        }
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 2000);
    float taps[TAPS] = {1, 8, 28, 56, 70, 56, 28, 8, 1}; // binomial, which is nearly Gaussian
    for (int k = 0; k < TAPS; k++) {
        taps[k] *= 1.0f / 256.0f;
    }
    double mean = 0.0;
    for (long round = 0; round < rounds; round++) {
        fill(round);
        blur(taps);
        float strongest = sobel();
        turn(0.28f, 0.96f);
        mean += (double)quantize(strongest) / (WIDE * HIGH);
    }
    printf("mean brightness %.3f\n", mean / (double)rounds);
    return 0;
}
