// Compression by sorting: Burrows and Wheeler's transform, moving to the front, an adaptive binary range
// coder; and all of it back again.
//
//   bwt [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { SIZE = 16 * 1024, ROOM = 2 * SIZE };

static uint8_t text[SIZE], sorted[SIZE], ranks[SIZE], unpacked[SIZE], packed[ROOM];
static int order[SIZE], group[SIZE], other[SIZE], counts[SIZE + 257];

// Words of a small vocabulary, so that there is something to find.
static void make_text(uint64_t *random) {
    uint8_t vocabulary[64][8];
    for (int w = 0; w < 64; w++) {
        for (int i = 0; i < 8; i++) {
            vocabulary[w][i] = (uint8_t)('a' + next_random(random) % 14);
        }
    }
    for (int at = 0; at < SIZE;) {
        uint64_t r = next_random(random);
        int w = (int)((r & 63) * (r >> 6 & 63) / 63);
        int length = 3 + w % 6;
        for (int i = 0; i < length && at < SIZE; i++) {
            text[at++] = vocabulary[w][i];
        }
        if (at < SIZE) {
            text[at++] = ' ';
        }
    }
}

// Sorts all rotations by doubling: after step k they are in order by their first 2^k bytes.
static int transform(void) {
    int groups = 256;
    memset(counts, 0, sizeof counts);
    for (int i = 0; i < SIZE; i++) {
        counts[text[i] + 1]++;
        group[i] = text[i];
    }
    for (int c = 0; c < 256; c++) {
        counts[c + 1] += counts[c];
    }
    for (int i = 0; i < SIZE; i++) {
        order[counts[text[i]]++] = i;
    }
    for (int length = 1; length < SIZE; length *= 2) {
        for (int i = 0; i < SIZE; i++) {
            other[i] = (order[i] - length) & (SIZE - 1);
        }
        memset(counts, 0, (size_t)(groups + 1) * sizeof counts[0]);
        for (int i = 0; i < SIZE; i++) {
            counts[group[i] + 1]++;
        }
        for (int c = 0; c < groups; c++) {
            counts[c + 1] += counts[c];
        }
        for (int i = 0; i < SIZE; i++) {
            order[counts[group[other[i]]]++] = other[i];
        }
        other[order[0]] = 0;
        int last = 0;
        for (int i = 1; i < SIZE; i++) {
            int a = order[i - 1];
            int b = order[i];
            last += group[a] != group[b] ||
                    group[(a + length) & (SIZE - 1)] != group[(b + length) & (SIZE - 1)];
            other[b] = last;
        }
        memcpy(group, other, sizeof group);
        groups = last + 1;
        if (groups == SIZE) {
            break;
        }
    }
    int start = 0;
    for (int i = 0; i < SIZE; i++) {
        sorted[i] = text[(order[i] - 1) & (SIZE - 1)];
        if (order[i] == 0) {
            start = i;
        }
    }
    return start;
}

static void transform_back(int start) {
    memset(counts, 0, sizeof counts);
    for (int i = 0; i < SIZE; i++) {
        counts[sorted[i] + 1]++;
    }
    for (int c = 0; c < 256; c++) {
        counts[c + 1] += counts[c];
    }
    for (int i = 0; i < SIZE; i++) {
        order[counts[sorted[i]]++] = i;
    }
    for (int i = 0, at = order[start]; i < SIZE; i++, at = order[at]) {
        unpacked[i] = sorted[at];
    }
}

static void move_to_front(int back) {
    uint8_t list[256];
    for (int i = 0; i < 256; i++) {
        list[i] = (uint8_t)i;
    }
    for (int i = 0; i < SIZE; i++) {
        uint8_t byte;
        int place = 0;
        if (back) {
            place = ranks[i];
            byte = list[place];
            sorted[i] = byte;
        } else {
            byte = sorted[i];
            while (list[place] != byte) {
                place++;
            }
            ranks[i] = (uint8_t)place;
        }
        memmove(list + 1, list, (size_t)place);
        list[0] = byte;
    }
}

// A carry-less range coder; a probability is that of a 0, in parts of 4096.
typedef struct {
    uint32_t low, high, code;
    size_t at;
    uint16_t model[3][256];
} coder;

static void start_coder(coder *c) {
    c->low = 0;
    c->high = 0xffffffff;
    c->at = 0;
    for (int i = 0; i < 3 * 256; i++) {
        c->model[i / 256][i % 256] = 2048;
    }
}

static uint32_t split(const coder *c, const uint16_t *probability) {
    return c->low + (uint32_t)((uint64_t)(c->high - c->low) * *probability >> 12);
}

static void adapt(uint16_t *probability, int bit) {
    if (bit) {
        *probability -= *probability >> 5;
    } else {
        *probability = (uint16_t)(*probability + ((4096 - *probability) >> 5));
    }
}

static void put(coder *c, uint16_t *probability, int bit) {
    uint32_t middle = split(c, probability);
    if (bit) {
        c->low = middle + 1;
    } else {
        c->high = middle;
    }
    adapt(probability, bit);
    while ((c->low ^ c->high) >> 24 == 0) {
        packed[c->at++] = (uint8_t)(c->high >> 24);
        c->low <<= 8;
        c->high = c->high << 8 | 255;
    }
}

static int get(coder *c, uint16_t *probability) {
    int bit = c->code > split(c, probability);
    uint32_t middle = split(c, probability);
    if (bit) {
        c->low = middle + 1;
    } else {
        c->high = middle;
    }
    adapt(probability, bit);
    while ((c->low ^ c->high) >> 24 == 0) {
        c->low <<= 8;
        c->high = c->high << 8 | 255;
        c->code = c->code << 8 | packed[c->at++];
    }
    return bit;
}

// The model depends on whether the last rank was 0, 1 or more.
static int context(int rank) { return rank > 1 ? 2 : rank; }

static size_t pack(coder *c) {
    start_coder(c);
    int last = 0;
    for (int i = 0; i < SIZE; i++) {
        uint16_t *model = c->model[context(last)];
        int node = 1;
        for (int bit = 7; bit >= 0; bit--) {
            int value = ranks[i] >> bit & 1;
            put(c, &model[node], value);
            node = 2 * node + value;
        }
        last = ranks[i];
    }
    for (int i = 0; i < 4; i++) {
        packed[c->at++] = (uint8_t)(c->low >> 24);
        c->low <<= 8;
    }
    return c->at;
}

static void unpack(coder *c) {
    start_coder(c);
    c->code = 0;
    while (c->at < 4) {
        c->code = c->code << 8 | packed[c->at++];
    }
    int last = 0;
    for (int i = 0; i < SIZE; i++) {
        uint16_t *model = c->model[context(last)];
        int node = 1;
        while (node < 256) {
            node = 2 * node + get(c, &model[node]);
        }
        ranks[i] = (uint8_t)node;
        last = ranks[i];
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 750);
    static coder c;
    uint64_t random = 141421;
    uint64_t sum = MIX_START;
    size_t size = 0;
    for (long round = 0; round < rounds; round++) {
        make_text(&random);
        int start = transform();
        move_to_front(0);
        size = pack(&c);
        for (size_t i = 0; i < size; i += 16) {
            sum = mix(sum, packed[i]);
        }
        memset(ranks, 0, sizeof ranks);
        unpack(&c);
        move_to_front(1);
        transform_back(start);
        if (memcmp(text, unpacked, SIZE) != 0) {
            printf("round %ld does not come back as it was\n", round);
            return 1;
        }
    }
    printf("%d bytes become %ld\n%ld rounds: checksum %016lx\n", SIZE, (long)size, rounds,
            (unsigned long)sum);
    return 0;
}
