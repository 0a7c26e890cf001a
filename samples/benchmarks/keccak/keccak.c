// SHA-3 (FIPS 202): a permutation of 25 words of 64 bits, more than there are registers.
//
//   keccak [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { LANES = 25, ROUNDS = 24, RATE = 136, SIZE = RATE * 64 };

static uint64_t constants[ROUNDS];
static int rotations[LANES];

static uint64_t rotate(uint64_t x, int by) { return by == 0 ? x : x << by | x >> (64 - by); }

// Section 3.2.5: a shift register yields the bits of the round constants.
static void make_constants(void) {
    unsigned state = 1;
    for (int round = 0; round < ROUNDS; round++) {
        for (int j = 0; j < 7; j++) {
            if (state & 1) {
                constants[round] |= 1ULL << ((1 << j) - 1);
            }
            state = state << 1 ^ (state >> 7) * 0x171;
        }
    }
    int x = 1;
    int y = 0;
    for (int t = 0; t < 24; t++) {
        rotations[x + 5 * y] = (t + 1) * (t + 2) / 2 % 64;
        int next = (2 * x + 3 * y) % 5;
        x = y;
        y = next;
    }
}

static void permute(uint64_t *a) {
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t c[5];
        uint64_t b[LANES];
        for (int x = 0; x < 5; x++) {
            c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
        }
        for (int x = 0; x < 5; x++) {
            uint64_t d = c[(x + 4) % 5] ^ rotate(c[(x + 1) % 5], 1);
            for (int y = 0; y < 5; y++) {
                int from = x + 5 * y;
                b[y + 5 * ((2 * x + 3 * y) % 5)] = rotate(a[from] ^ d, rotations[from]);
            }
        }
        for (int y = 0; y < LANES; y += 5) {
            for (int x = 0; x < 5; x++) {
                a[x + y] = b[x + y] ^ (~b[(x + 1) % 5 + y] & b[(x + 2) % 5 + y]);
            }
        }
        a[0] ^= constants[round];
    }
}

static void sha3_256(const uint8_t *data, size_t size, uint64_t digest[4]) {
    uint64_t a[LANES] = {0};
    uint8_t block[RATE];
    for (;;) {
        size_t part = size < RATE ? size : RATE;
        memset(block, 0, sizeof block);
        memcpy(block, data, part);
        if (part < RATE) {
            block[part] ^= 0x06;
            block[RATE - 1] ^= 0x80;
        }
        for (int i = 0; i < RATE / 8; i++) {
            uint64_t word;
            memcpy(&word, block + 8 * i, 8);
            a[i] ^= word;
        }
        permute(a);
        if (part < RATE) {
            break;
        }
        data += RATE;
        size -= RATE;
    }
    memcpy(digest, a, 32);
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 9000);
    make_constants();
    static uint8_t data[SIZE];
    uint64_t digest[4];
    sha3_256((const uint8_t *)"abc", 3, digest);
    printf("abc: %016lx\n", (unsigned long)__builtin_bswap64(digest[0]));
    uint64_t sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        sha3_256(data, SIZE - (size_t)(round % 100), digest);
        memcpy(data + (size_t)(round * 32 % SIZE / 32 * 32), digest, 32);
        sum = mix(sum, digest[3]);
    }
    printf("%ld rounds: checksum %016lx\n", rounds, (unsigned long)sum);
    return 0;
}
