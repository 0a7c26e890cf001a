// Hashing: SipHash, a multiplying hash, CRC by nibbles and Adler's sum over short and long keys; a table
// by Robin Hood, a filter by Bloom.
//
//   hashes [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { SLOTS = 16384, KEYS = 11000, FILTER = 65536 };

static uint64_t rotate(uint64_t x, int by) { return x << by | x >> (64 - by); }

static uint64_t word_at(const uint8_t *from) {
    uint64_t word;
    memcpy(&word, from, 8);
    return word;
}

static inline void sip_round(uint64_t v[4]) {
    v[0] += v[1];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[0] = rotate(v[0], 32);
    v[2] += v[3];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[2] = rotate(v[2], 32);
}

// SipHash-2-4 (Aumasson and Bernstein).
static uint64_t sip_hash(const uint8_t *data, size_t size, uint64_t k0, uint64_t k1) {
    uint64_t v[4] = {k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261,
            k1 ^ 0x7465646279746573};
    uint64_t last = (uint64_t)size << 56;
    size_t whole = size & ~(size_t)7;
    for (size_t at = 0; at < whole; at += 8) {
        uint64_t m = word_at(data + at);
        v[3] ^= m;
        sip_round(v);
        sip_round(v);
        v[0] ^= m;
    }
    for (size_t i = whole; i < size; i++) {
        last |= (uint64_t)data[i] << 8 * (i & 7);
    }
    v[3] ^= last;
    sip_round(v);
    sip_round(v);
    v[0] ^= last;
    v[2] ^= 0xff;
    for (int i = 0; i < 4; i++) {
        sip_round(v);
    }
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

// High and low halves of 128-bit products.
static uint64_t fold(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t product_hash(const uint8_t *data, size_t size) {
    uint64_t h = 0x9e3779b97f4a7c15 ^ size;
    size_t at = 0;
    for (; at + 16 <= size; at += 16) {
        h = fold(word_at(data + at) ^ 0xe7037ed1a0b428db, word_at(data + at + 8) ^ h);
    }
    for (; at < size; at++) {
        h = (h ^ data[at]) * 0x100000001b3;
    }
    return fold(h, 0x8ebc6af09c88c6e3);
}

static uint32_t crc(const uint8_t *data, size_t size) {
    static const uint32_t nibbles[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190,
            0x6b6b51f4, 0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
            0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    uint32_t c = ~0u;
    for (size_t i = 0; i < size; i++) {
        c ^= data[i];
        c = c >> 4 ^ nibbles[c & 15];
        c = c >> 4 ^ nibbles[c & 15];
    }
    return ~c;
}

static uint32_t adler(const uint8_t *data, size_t size) {
    uint32_t a = 1;
    uint32_t b = 0;
    for (size_t i = 0; i < size; i++) {
        a = (a + data[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

typedef struct {
    uint64_t key; // 0: empty
    uint32_t count;
    uint32_t distance; // from where the key wants to be
} slot;

static slot table[SLOTS];
static uint64_t filter[FILTER / 64];

static uint32_t *find_or_add(uint64_t key) {
    slot fresh = {key, 0, 0};
    uint32_t *place = NULL;
    for (size_t at = key * 0x9e3779b97f4a7c15 >> 50;; at = (at + 1) & (SLOTS - 1), fresh.distance++) {
        slot *here = &table[at];
        if (here->key == fresh.key && place == NULL) {
            return &here->count;
        }
        if (here->key == 0) {
            *here = fresh;
            return place != NULL ? place : &here->count;
        }
        if (here->distance < fresh.distance) { // take from the rich
            slot moved = *here;
            *here = fresh;
            place = place != NULL ? place : &here->count;
            fresh = moved;
        }
    }
}

static int seen(uint64_t hash) {
    int all = 1;
    for (int i = 0; i < 4; i++, hash >>= 16) {
        uint64_t bit = 1ULL << (hash & 63);
        uint64_t *word = &filter[(hash & (FILTER - 1)) / 64];
        all &= (*word & bit) != 0;
        *word |= bit;
    }
    return all;
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 2400);
    static uint8_t text[32 * 1024];
    uint64_t random = 264575;
    uint64_t sum = MIX_START;
    for (size_t i = 0; i < sizeof text; i += 8) {
        uint64_t r = next_random(&random) & 0x1f1f1f1f1f1f1f1f;
        memcpy(text + i, &r, 8);
    }
    for (int i = 0; i < 15; i++) {
        text[i] = (uint8_t)i; // the example in SipHash's paper
    }
    printf("SipHash %016lx, CRC %08x\n",
            (unsigned long)sip_hash(text, 15, 0x0706050403020100, 0x0f0e0d0c0b0a0908),
            crc((const uint8_t *)"123456789", 9));
    for (long round = 0; round < rounds; round++) {
        memset(table, 0, sizeof table);
        memset(filter, 0, sizeof filter);
        uint64_t repeated = 0;
        for (int i = 0; i < KEYS; i++) {
            const uint8_t *key = text + (size_t)(i * 13 + round * 7) % (sizeof text - 64);
            size_t length = 4 + (size_t)(i & 31);
            uint64_t hash = i & 1 ? sip_hash(key, length, 1, 2) : product_hash(key, length);
            repeated += (uint64_t)seen(hash);
            ++*find_or_add((hash >> 51) + 1);
        }
        sum = mix(sum, repeated + *find_or_add(5));
        sum = mix(sum, sip_hash(text, sizeof text, sum, 7) ^ product_hash(text, sizeof text));
        sum = mix(sum, (uint64_t)crc(text, sizeof text) << 32 | adler(text, sizeof text));
        text[round & 1023]++;
    }
    printf("%ld rounds: checksum %016lx\n", rounds, (unsigned long)sum);
    return 0;
}
