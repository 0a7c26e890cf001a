// Multiplies large decimal numbers through the fast Fourier transform (radix 2, in place, complex
// doubles) and compares each product with the schoolbook's.
//
//   fft [ROUNDS [DIGITS]]
#include <math.h>
#include <string.h>

#include "../common/sample.h"

enum { MAX_SIZE = 1 << 14, GROUP = 1000, GROUP_DIGITS = 3 };

typedef struct {
    double re;
    double im;
} complex;

static complex root[MAX_SIZE / 2]; // exp(2 pi i k / size)
static complex fa[MAX_SIZE];
static complex fb[MAX_SIZE];

// Halves the angle again and again: cos(x/2) = sqrt((1 + cos x) / 2); then every root is a product
// of at most log2(size) of these, so that errors do not add up.
static void fill_roots(int size) {
    complex half_turns[32];
    int levels = 0;
    double cosine = -1.0; // of pi
    half_turns[0] = (complex){-1.0, 0.0};
    for (int s = 2; s < size; s *= 2) {
        double next = sqrt((1.0 + cosine) / 2.0);
        double sine = sqrt((1.0 - cosine) / 2.0);
        half_turns[++levels] = (complex){next, sine};
        cosine = next;
    }
    for (int k = 0; k < size / 2; k++) {
        complex r = {1.0, 0.0};
        for (int bit = 0; bit <= levels; bit++) {
            if (k >> bit & 1) { // 2^bit steps of 2 pi / size
                complex f = half_turns[levels - bit];
                r = (complex){fma(r.re, f.re, -(r.im * f.im)), fma(r.re, f.im, r.im * f.re)};
            }
        }
        root[k] = r;
    }
}

static void reorder(complex *v, int size) {
    for (int i = 1, j = 0; i < size; i++) {
        int bit = size >> 1;
        for (; j & bit; bit >>= 1) {
            j ^= bit;
        }
        j |= bit;
        if (i < j) {
            complex t = v[i];
            v[i] = v[j];
            v[j] = t;
        }
    }
}

static void transform(complex *v, int size, double direction) {
    reorder(v, size);
    for (int half = 1; half < size; half *= 2) {
        int stride = size / (2 * half);
        for (int start = 0; start < size; start += 2 * half) {
            for (int k = 0; k < half; k++) {
                complex w = root[k * stride];
                w.im *= direction;
                complex *a = &v[start + k];
                complex *b = a + half;
                complex t = {fma(b->re, w.re, -(b->im * w.im)), fma(b->re, w.im, b->im * w.re)};
                b->re = a->re - t.re;
                b->im = a->im - t.im;
                a->re += t.re;
                a->im += t.im;
            }
        }
    }
}

static void multiply_by_transform(const int *a, const int *b, int groups, int *product, int size) {
    for (int i = 0; i < size; i++) {
        fa[i] = (complex){i < groups ? a[i] : 0, 0.0};
        fb[i] = (complex){i < groups ? b[i] : 0, 0.0};
    }
    transform(fa, size, 1.0);
    transform(fb, size, 1.0);
    for (int i = 0; i < size; i++) {
        complex p = {fa[i].re * fb[i].re - fa[i].im * fb[i].im,
                fa[i].re * fb[i].im + fa[i].im * fb[i].re};
        fa[i] = p;
    }
    transform(fa, size, -1.0);
    int64_t carry = 0;
    for (int i = 0; i < 2 * groups; i++) {
        carry += (int64_t)floor(fa[i].re / size + 0.5);
        product[i] = (int)(carry % GROUP);
        carry /= GROUP;
    }
}

static void multiply_by_hand(const int *a, const int *b, int groups, int *product) {
    memset(product, 0, (size_t)groups * 2 * sizeof *product);
    for (int i = 0; i < groups; i++) {
        int carry = 0;
        for (int j = 0; j < groups; j++) {
            int t = product[i + j] + a[i] * b[j] + carry;
            product[i + j] = t % GROUP;
            carry = t / GROUP;
        }
        product[i + groups] = carry;
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 24);
    long digits = number_argument(argc, argv, 2, 3000);
    int groups = (int)(digits / GROUP_DIGITS);
    groups = groups < MAX_SIZE / 2 ? groups : MAX_SIZE / 2;
    int size = 2;
    while (size < 2 * groups) {
        size *= 2;
    }
    fill_roots(size);
    int *a = malloc((size_t)groups * sizeof *a);
    int *b = malloc((size_t)groups * sizeof *b);
    int *fast = malloc((size_t)groups * 2 * sizeof *fast);
    int *slow = malloc((size_t)groups * 2 * sizeof *slow);
    uint64_t random = 1618033988749;
    uint64_t sum = MIX_START;
    for (int i = 0; i < groups; i++) {
        a[i] = (int)(next_random(&random) % GROUP);
        b[i] = (int)(next_random(&random) % GROUP);
    }
    for (long round = 0; round < rounds; round++) {
        multiply_by_transform(a, b, groups, fast, size);
        if (round % 4 == 0) { // compared now and then: the schoolbook takes much longer
            multiply_by_hand(a, b, groups, slow);
            if (memcmp(fast, slow, (size_t)groups * 2 * sizeof *fast) != 0) {
                printf("the products differ in round %ld\n", round);
                return 1;
            }
        }
        for (int i = 0; i < 2 * groups; i++) {
            sum = mix(sum, (uint64_t)fast[i]);
        }
        memcpy(a, fast + groups / 2, (size_t)groups * sizeof *a); // the middle of the product
    }
    printf("transform of %d points, %d digits times %d digits\n", size, groups * GROUP_DIGITS,
            groups * GROUP_DIGITS);
    printf("last product %03d%03d%03d...%03d%03d%03d, checksum %016lx\n", fast[2 * groups - 1],
            fast[2 * groups - 2], fast[2 * groups - 3], fast[2], fast[1], fast[0],
            (unsigned long)sum);
    free(a);
    free(b);
    free(fast);
    free(slow);
    return 0;
}
