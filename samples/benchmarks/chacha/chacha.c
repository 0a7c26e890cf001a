// ChaCha20 and Poly1305 (RFC 8439): rotations of 32-bit words, sixteen of them alive, and products of
// 26-bit limbs.
//
//   chacha [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { SIZE = 16 * 1024 };

static uint32_t rotate(uint32_t x, int by) { return x << by | x >> (32 - by); }

static inline void quarter(uint32_t *a, uint32_t *b, uint32_t *c, uint32_t *d) {
    *a += *b;
    *d = rotate(*d ^ *a, 16);
    *c += *d;
    *b = rotate(*b ^ *c, 12);
    *a += *b;
    *d = rotate(*d ^ *a, 8);
    *c += *d;
    *b = rotate(*b ^ *c, 7);
}

static void chacha_block(const uint32_t in[16], uint32_t out[16]) {
    uint32_t x[16];
    memcpy(x, in, sizeof x);
    for (int i = 0; i < 10; i++) {
        quarter(&x[0], &x[4], &x[8], &x[12]);
        quarter(&x[1], &x[5], &x[9], &x[13]);
        quarter(&x[2], &x[6], &x[10], &x[14]);
        quarter(&x[3], &x[7], &x[11], &x[15]);
        quarter(&x[0], &x[5], &x[10], &x[15]);
        quarter(&x[1], &x[6], &x[11], &x[12]);
        quarter(&x[2], &x[7], &x[8], &x[13]);
        quarter(&x[3], &x[4], &x[9], &x[14]);
    }
    for (int i = 0; i < 16; i++) {
        out[i] = x[i] + in[i];
    }
}

static void encrypt(uint32_t state[16], uint8_t *data, size_t size) {
    for (size_t at = 0; at < size; at += 64) {
        uint32_t stream[16];
        chacha_block(state, stream);
        state[12]++;
        for (size_t i = 0; i < 16; i++) {
            uint32_t word;
            memcpy(&word, data + at + 4 * i, 4);
            word ^= stream[i];
            memcpy(data + at + 4 * i, &word, 4);
        }
    }
}

static uint32_t little_endian(const uint8_t *from) {
    uint32_t word;
    memcpy(&word, from, 4);
    return word;
}

// The tag of whole blocks; r and s are the halves of the key.
static void authenticate(const uint8_t *data, size_t size, const uint8_t key[32], uint32_t tag[4]) {
    const uint32_t mask = 0x3ffffff;
    uint64_t r[5] = {little_endian(key) & 0x3ffffff, little_endian(key + 3) >> 2 & 0x3ffff03,
            little_endian(key + 6) >> 4 & 0x3ffc0ff, little_endian(key + 9) >> 6 & 0x3f03fff,
            little_endian(key + 12) >> 8 & 0x00fffff};
    uint32_t h[5] = {0, 0, 0, 0, 0};
    for (size_t at = 0; at < size; at += 16) {
        const uint8_t *from = data + at;
        h[0] += little_endian(from) & mask;
        h[1] += little_endian(from + 3) >> 2 & mask;
        h[2] += little_endian(from + 6) >> 4 & mask;
        h[3] += little_endian(from + 9) >> 6 & mask;
        h[4] += little_endian(from + 12) >> 8 | 1 << 24;
        uint64_t d[5];
        for (int i = 0; i < 5; i++) {
            d[i] = 0;
            for (int j = 0; j < 5; j++) {
                d[i] += j <= i ? h[j] * r[i - j] : h[j] * (5 * r[i + 5 - j]);
            }
        }
        uint64_t carry = 0;
        for (int i = 0; i < 5; i++) {
            d[i] += carry;
            carry = d[i] >> 26;
            h[i] = (uint32_t)d[i] & mask;
        }
        h[0] += (uint32_t)carry * 5;
        h[1] += h[0] >> 26;
        h[0] &= mask;
    }
    for (int pass = 0; pass < 2; pass++) { // carries everywhere
        uint32_t carry = 0;
        for (int i = 0; i < 5; i++) {
            h[i] += carry;
            carry = h[i] >> 26;
            h[i] &= mask;
        }
        h[0] += carry * 5;
    }
    uint32_t g[5]; // h minus the prime
    uint32_t carry = 5;
    for (int i = 0; i < 5; i++) {
        g[i] = h[i] + carry;
        carry = g[i] >> 26;
        g[i] &= mask;
    }
    const uint32_t *reduced = carry ? g : h;
    uint64_t words[4] = {reduced[0] | (uint64_t)reduced[1] << 26, reduced[1] >> 6 | reduced[2] << 20,
            reduced[2] >> 12 | reduced[3] << 14, reduced[3] >> 18 | reduced[4] << 8};
    uint64_t sum = 0;
    for (int i = 0; i < 4; i++) {
        sum += (words[i] & 0xffffffff) + little_endian(key + 16 + 4 * i);
        tag[i] = (uint32_t)sum;
        sum >>= 32;
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 24000);
    static uint8_t data[SIZE];
    uint32_t state[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
    for (int i = 0; i < 8; i++) {
        state[4 + i] = 0x03020100u + 0x04040404u * (uint32_t)i;
    }
    state[12] = 1;
    state[13] = 0x09000000;
    state[14] = 0x4a000000;
    uint32_t block[16];
    chacha_block(state, block);
    printf("example of RFC 8439: %08x %08x\n", block[0], block[15]);
    uint64_t sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        uint8_t key[64];
        chacha_block(state, block);
        memcpy(key, block, sizeof key);
        encrypt(state, data, SIZE);
        uint32_t tag[4];
        authenticate(data, SIZE, key, tag);
        state[13] = tag[0];
        sum = mix(sum, (uint64_t)tag[1] << 32 | tag[2]);
        sum = mix(sum, tag[3]);
    }
    printf("%ld rounds: checksum %016lx\n", rounds, (unsigned long)sum);
    return 0;
}
