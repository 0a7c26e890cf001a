// A small neural network in single precision, trained by descent along the gradient: products of matrices and
// vectors, an exponential function of our own.
//
//   neural [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { IN = 24, HIDDEN = 32, OUT = 4, EXAMPLES = 64 };

static float first[HIDDEN][IN + 1], second[OUT][HIDDEN + 1];
static float input[EXAMPLES][IN + 1];
static int wanted[EXAMPLES];
static float hidden[HIDDEN + 1], output[OUT];

// e^x by a power of two and a polynomial; good to some 1e-6.
static float exponential(float x) {
    x = x < -60.0f ? -60.0f : x > 60.0f ? 60.0f : x;
    float scaled = x * 1.44269504f;
    int whole = (int)(scaled + (scaled < 0.0f ? -0.5f : 0.5f));
    float f = (scaled - (float)whole) * 0.69314718f;
    float p = 1.0f + f * (1.0f + f * (0.5f + f * (0.16666667f + f * (0.041666667f + f * 0.0083333333f))));
    uint32_t bits = (uint32_t)(whole + 127) << 23;
    float power;
    memcpy(&power, &bits, sizeof power);
    return p * power;
}

static void forward(const float *in) {
    for (int h = 0; h < HIDDEN; h++) {
        float sum = 0.0f;
        for (int i = 0; i <= IN; i++) {
            sum += first[h][i] * in[i];
        }
        hidden[h] = 1.0f / (1.0f + exponential(-sum));
    }
    hidden[HIDDEN] = 1.0f;
    float total = 0.0f;
    for (int o = 0; o < OUT; o++) {
        float sum = 0.0f;
        for (int h = 0; h <= HIDDEN; h++) {
            sum += second[o][h] * hidden[h];
        }
        output[o] = exponential(sum);
        total += output[o];
    }
    for (int o = 0; o < OUT; o++) {
        output[o] /= total;
    }
}

static void backward(const float *in, int right, float rate) {
    float slope[HIDDEN] = {0};
    for (int o = 0; o < OUT; o++) {
        float error = output[o] - (o == right ? 1.0f : 0.0f);
        for (int h = 0; h < HIDDEN; h++) {
            slope[h] += error * second[o][h];
        }
        for (int h = 0; h <= HIDDEN; h++) {
            second[o][h] -= rate * error * hidden[h];
        }
    }
    for (int h = 0; h < HIDDEN; h++) {
        float step = rate * slope[h] * hidden[h] * (1.0f - hidden[h]);
        for (int i = 0; i <= IN; i++) {
            first[h][i] -= step * in[i];
        }
    }
}

static float noise(uint64_t *random) {
    return (float)(int32_t)(next_random(random) >> 32) * 0x1p-31f;
}

static void begin(uint64_t *random) {
    for (int h = 0; h < HIDDEN; h++) {
        for (int i = 0; i <= IN; i++) {
            first[h][i] = 0.4f * noise(random);
        }
    }
    for (int o = 0; o < OUT; o++) {
        for (int h = 0; h <= HIDDEN; h++) {
            second[o][h] = 0.4f * noise(random);
        }
    }
    for (int e = 0; e < EXAMPLES; e++) {
        wanted[e] = (int)(next_random(random) >> 33) % OUT;
        for (int i = 0; i < IN; i++) {
            input[e][i] = (i % OUT == wanted[e] ? 0.8f : 0.0f) + 0.5f * noise(random);
        }
        input[e][IN] = 1.0f;
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 230);
    uint64_t random = 331662;
    long right = 0;
    double certainty = 0.0;
    for (long round = 0; round < rounds; round++) {
        begin(&random);
        for (int epoch = 0; epoch < 30; epoch++) {
            for (int e = 0; e < EXAMPLES; e++) {
                forward(input[e]);
                backward(input[e], wanted[e], 0.15f);
            }
        }
        for (int e = 0; e < EXAMPLES; e++) {
            forward(input[e]);
            right += output[wanted[e]] > 0.5f;
            certainty += (double)output[wanted[e]];
        }
    }
    double examples = (double)(rounds * EXAMPLES);
    printf("%ld of %.0f examples are known, mean certainty %.3f\n", right, examples, certainty / examples);
    return 0;
}
