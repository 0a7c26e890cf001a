// SHA-256 (FIPS 180-4) of a file and of chained digests.  The constants are computed as the
// standard defines them: the first bits of the fractions of square and cube roots of the first
// primes.
//
//   sha256 [PASSES [FILE]]
#include <string.h>

#include "../common/sample.h"

enum { BLOCK = 64, DIGEST = 32, ROUNDS = 64 };

typedef struct {
    uint32_t h[8];
    unsigned char block[BLOCK];
    uint64_t length;
} sha256;

static uint32_t round_constant[ROUNDS];
static uint32_t initial[8];

// The largest r with r^power <= n * 2^(32 * power): the root of n with 32 bits of fraction,
// exactly.
static uint64_t root(unsigned n, int power) {
    uint64_t r = 0;
    for (int bit = 36; bit >= 0; bit--) {
        uint64_t t = r | 1UL << bit;
        // t < 2^37, so t^2 < 2^74 and t^3 < 2^111 fit.
        unsigned __int128 p = (unsigned __int128)t * t;
        p *= power == 3 ? t : 1;
        if (p <= (unsigned __int128)n << (32 * power)) {
            r = t;
        }
    }
    return r;
}

static void compute_constants(void) {
    int found = 0;
    for (unsigned n = 2; found < ROUNDS; n++) {
        unsigned divisor = 2;
        while (divisor * divisor <= n && n % divisor != 0) {
            divisor++;
        }
        if (divisor * divisor <= n) {
            continue;
        }
        if (found < 8) {
            initial[found] = (uint32_t)root(n, 2);
        }
        round_constant[found++] = (uint32_t)root(n, 3);
    }
}

static uint32_t rotate(uint32_t x, int by) { return x >> by | x << (32 - by); }

static void compress(uint32_t *h, const unsigned char *block) {
    uint32_t w[ROUNDS];
    for (int i = 0; i < 16; i++) {
        const unsigned char *b = block + 4 * i;
        w[i] = (uint32_t)b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
    }
    for (int i = 16; i < ROUNDS; i++) {
        uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], k = h[7];
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        uint32_t choice = (e & f) ^ (~e & g);
        uint32_t t1 = k + s1 + choice + round_constant[i] + w[i];
        uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        uint32_t majority = (a & b) ^ (a & c) ^ (b & c);
        k = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + s0 + majority;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
    h[5] += f;
    h[6] += g;
    h[7] += k;
}

static void start(sha256 *s) {
    memcpy(s->h, initial, sizeof initial);
    s->length = 0;
}

static void update(sha256 *s, const unsigned char *bytes, size_t size) {
    size_t filled = s->length % BLOCK;
    s->length += size;
    if (filled > 0) {
        size_t n = BLOCK - filled < size ? BLOCK - filled : size;
        memcpy(s->block + filled, bytes, n);
        bytes += n;
        size -= n;
        if (filled + n < BLOCK) {
            return;
        }
        compress(s->h, s->block);
    }
    for (; size >= BLOCK; size -= BLOCK, bytes += BLOCK) {
        compress(s->h, bytes);
    }
    memcpy(s->block, bytes, size);
}

static void finish(sha256 *s, unsigned char *digest) {
    uint64_t bits = s->length * 8;
    size_t filled = s->length % BLOCK;
    s->block[filled++] = 0x80;
    if (filled > BLOCK - 8) {
        memset(s->block + filled, 0, BLOCK - filled);
        compress(s->h, s->block);
        filled = 0;
    }
    memset(s->block + filled, 0, BLOCK - 8 - filled);
    for (int i = 0; i < 8; i++) {
        s->block[BLOCK - 1 - i] = (unsigned char)(bits >> 8 * i);
    }
    compress(s->h, s->block);
    for (int i = 0; i < DIGEST; i++) {
        digest[i] = (unsigned char)(s->h[i / 4] >> (24 - i % 4 * 8));
    }
}

static void print(const char *what, const unsigned char *digest) {
    for (int i = 0; i < DIGEST; i++) {
        printf("%02x", digest[i]);
    }
    printf("  %s\n", what);
}

int main(int argc, char **argv) {
    long passes = number_argument(argc, argv, 1, 30);
    const char *path = argc > 2 ? argv[2] : "input.txt";
    file_content file = read_file(path);
    compute_constants();

    sha256 s;
    unsigned char digest[DIGEST];
    start(&s);
    update(&s, (const unsigned char *)"abc", 3);
    finish(&s, digest);
    print("abc", digest);

    start(&s);
    update(&s, file.bytes, file.size);
    finish(&s, digest);
    print(path, digest);

    // Each pass hashes the last digest and then the file, in pieces of varying length.
    uint64_t random = 0x9e3779b97f4a7c15;
    for (long pass = 1; pass < passes; pass++) {
        start(&s);
        update(&s, digest, DIGEST);
        for (size_t at = 0; at < file.size;) {
            size_t n = next_random(&random) % 300;
            n = n < file.size - at ? n : file.size - at;
            update(&s, file.bytes + at, n);
            at += n;
        }
        finish(&s, digest);
    }
    print("after the last pass", digest);
    return 0;
}
