// AES-128 by four tables of 32-bit words, in counter mode and chained: dependent loads and exclusive or.
//
//   aes [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { ROUNDS = 10, SIZE = 16 * 1024 };

static uint8_t sbox[256];
static uint32_t table[4][256];

static uint8_t twice(uint8_t x) { return (uint8_t)(x << 1 ^ (x >> 7) * 0x1b); }

static uint32_t rotate(uint32_t x, int by) { return x >> by | x << (32 - by); }

// The S-box by walking a generator and its inverse side by side through the field (FIPS 197, 5.1.1).
static void make_tables(void) {
    uint8_t p = 1;
    uint8_t q = 1;
    do {
        p = (uint8_t)(p ^ twice(p));
        q ^= (uint8_t)(q << 1);
        q ^= (uint8_t)(q << 2);
        q ^= (uint8_t)(q << 4);
        q ^= (uint8_t)((q >> 7) * 0x09);
        uint32_t x = q * 0x101u;
        sbox[p] = (uint8_t)(q ^ x >> 7 ^ x >> 6 ^ x >> 5 ^ x >> 4 ^ 0x63);
    } while (p != 1);
    sbox[0] = 0x63;
    for (int i = 0; i < 256; i++) {
        uint8_t s = sbox[i];
        uint32_t word = (uint32_t)twice(s) << 24 | (uint32_t)s << 16 | (uint32_t)s << 8 |
                (uint32_t)(uint8_t)(twice(s) ^ s);
        for (int t = 0; t < 4; t++) {
            table[t][i] = rotate(word, 8 * t);
        }
    }
}

static uint32_t substitute(uint32_t x) {
    return (uint32_t)sbox[x >> 24] << 24 | (uint32_t)sbox[x >> 16 & 255] << 16 |
            (uint32_t)sbox[x >> 8 & 255] << 8 | sbox[x & 255];
}

static void expand(const uint32_t *key, uint32_t *schedule) {
    memcpy(schedule, key, 16);
    uint8_t constant = 1;
    for (int i = 4; i < 4 * (ROUNDS + 1); i++) {
        uint32_t word = schedule[i - 1];
        if (i % 4 == 0) {
            word = substitute(rotate(word, 24)) ^ (uint32_t)constant << 24;
            constant = twice(constant);
        }
        schedule[i] = schedule[i - 4] ^ word;
    }
}

static void encrypt(const uint32_t *schedule, const uint32_t *in, uint32_t *out) {
    uint32_t s[4];
    for (int i = 0; i < 4; i++) {
        s[i] = in[i] ^ schedule[i];
    }
    const uint32_t *key = schedule + 4;
    for (int round = 1; round < ROUNDS; round++, key += 4) {
        uint32_t t[4];
        for (int i = 0; i < 4; i++) {
            t[i] = table[0][s[i] >> 24] ^ table[1][s[(i + 1) & 3] >> 16 & 255] ^
                    table[2][s[(i + 2) & 3] >> 8 & 255] ^ table[3][s[(i + 3) & 3] & 255] ^ key[i];
        }
        memcpy(s, t, sizeof s);
    }
    for (int i = 0; i < 4; i++) {
        uint32_t word = (s[i] & 0xff000000) | (s[(i + 1) & 3] & 0xff0000) |
                (s[(i + 2) & 3] & 0xff00) | (s[(i + 3) & 3] & 0xff);
        out[i] = substitute(word) ^ key[i];
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 9000);
    make_tables();
    uint32_t key[4] = {0x00010203, 0x04050607, 0x08090a0b, 0x0c0d0e0f};
    uint32_t block[4] = {0x00112233, 0x44556677, 0x8899aabb, 0xccddeeff};
    uint32_t schedule[4 * (ROUNDS + 1)];
    expand(key, schedule);
    encrypt(schedule, block, block);
    printf("example of FIPS 197: %08x%08x%08x%08x\n", block[0], block[1], block[2], block[3]);

    static uint32_t data[SIZE / 4];
    for (int i = 0; i < SIZE / 4; i++) {
        data[i] = (uint32_t)i * 2654435761u;
    }
    uint32_t chain[4] = {0, 0, 0, 0};
    uint64_t sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        for (int at = 0; at < SIZE / 4; at += 4) {
            uint32_t counter[4] = {(uint32_t)round, 0, 0, (uint32_t)at};
            if (at & 4) { // every other block is chained to the one before
                for (int i = 0; i < 4; i++) {
                    counter[i] = chain[i] ^ data[at + i];
                }
            }
            encrypt(schedule, counter, chain);
            for (int i = 0; i < 4; i++) {
                data[at + i] ^= chain[i];
            }
        }
        sum = mix(sum, data[round % (SIZE / 4)]);
    }
    printf("%ld rounds: checksum %016lx\n", rounds, (unsigned long)sum);
    return 0;
}
