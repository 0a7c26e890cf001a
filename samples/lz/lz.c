// Compresses a file by replacing what occurred before with references (Lempel and Ziv, 1977),
// decompresses it and compares.  Candidates are found through hash chains; a reference is deferred
// by a byte where the next position has a longer match.
//
// The format: a sequence of groups, a byte of flags before eight items; an item is a literal byte
// (flag 0) or two bytes (flag 1): 12 bits of distance - 1, 4 bits of length - 3, and with length
// bits 15 a third byte with the length - 18.
//
//   lz [PASSES [FILE]]
#include <string.h>

#include "../common/sample.h"

enum {
    WINDOW = 4096,
    MIN_MATCH = 3,
    MAX_MATCH = 18 + 255,
    HASH_BITS = 13,
    MAX_CANDIDATES = 48,
};

typedef struct {
    int32_t head[1 << HASH_BITS];
    int32_t previous[WINDOW];
} chains;

typedef struct {
    size_t length;
    size_t distance;
} match;

static unsigned hash(const unsigned char *at) {
    uint32_t three = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
    return three * 2654435761u >> (32 - HASH_BITS);
}

static void enter(chains *c, const unsigned char *from, size_t at) {
    unsigned h = hash(from + at);
    c->previous[at % WINDOW] = c->head[h];
    c->head[h] = (int32_t)at;
}

static match longest(const chains *c, const unsigned char *from, size_t size, size_t at) {
    match best = {0, 0};
    size_t limit = size - at < MAX_MATCH ? size - at : MAX_MATCH;
    if (limit < MIN_MATCH) {
        return best;
    }
    int32_t candidate = c->head[hash(from + at)];
    for (int i = 0; i < MAX_CANDIDATES; i++) {
        // Older ones have been overwritten in the ring.
        if (candidate < 0 || at - (size_t)candidate > WINDOW - 1) {
            break;
        }
        const unsigned char *a = from + candidate;
        const unsigned char *b = from + at;
        if (best.length == 0 || a[best.length] == b[best.length]) {
            size_t length = 0;
            while (length < limit && a[length] == b[length]) {
                length++;
            }
            if (length >= MIN_MATCH && length > best.length) {
                best = (match){length, at - (size_t)candidate};
                if (length == limit) {
                    break;
                }
            }
        }
        candidate = c->previous[(size_t)candidate % WINDOW];
    }
    return best;
}

typedef struct {
    unsigned char *bytes;
    size_t size;
    size_t flags_at;
    int items;
} writer;

static void begin_item(writer *w, int flag) {
    if (w->items == 0) {
        w->flags_at = w->size;
        w->bytes[w->size++] = 0;
    }
    w->bytes[w->flags_at] |= (unsigned char)(flag << w->items);
    w->items = (w->items + 1) & 7;
}

static void put_literal(writer *w, unsigned char byte) {
    begin_item(w, 0);
    w->bytes[w->size++] = byte;
}

static void put_match(writer *w, match m) {
    begin_item(w, 1);
    size_t distance = m.distance - 1;
    size_t length = m.length - MIN_MATCH;
    w->bytes[w->size++] = (unsigned char)(distance >> 4);
    w->bytes[w->size++] = (unsigned char)((distance & 15) << 4 | (length < 15 ? length : 15));
    if (length >= 15) {
        w->bytes[w->size++] = (unsigned char)(length - 15);
    }
}

static size_t compress(const unsigned char *from, size_t size, unsigned char *to, chains *c) {
    writer w = {to, 0, 0, 0};
    memset(c->head, 0xff, sizeof c->head);
    size_t at = 0;
    match m = longest(c, from, size, at);
    while (at < size) {
        match next = {0, 0};
        if (size - at >= MIN_MATCH) {
            enter(c, from, at);
        }
        if (at + 1 < size) {
            next = longest(c, from, size, at + 1);
        }
        if (m.length < MIN_MATCH || next.length > m.length) {
            put_literal(&w, from[at++]);
            m = next;
            continue;
        }
        put_match(&w, m);
        size_t end = at + m.length;
        for (at++; at < end; at++) {
            if (size - at >= MIN_MATCH) {
                enter(c, from, at);
            }
        }
        m = at < size ? longest(c, from, size, at) : next;
    }
    return w.size;
}

static size_t decompress(const unsigned char *from, size_t size, unsigned char *to) {
    const unsigned char *end = from + size;
    unsigned char *t = to;
    while (from < end) {
        unsigned flags = *from++;
        for (int i = 0; i < 8 && from < end; i++, flags >>= 1) {
            if (!(flags & 1)) {
                *t++ = *from++;
                continue;
            }
            size_t distance = ((size_t)from[0] << 4 | from[1] >> 4) + 1;
            size_t length = (from[1] & 15) + MIN_MATCH;
            from += 2;
            if (length == 15 + MIN_MATCH) {
                length += *from++;
            }
            for (const unsigned char *f = t - distance; length > 0; length--) {
                *t++ = *f++; // may overlap: a repeated byte is a reference at distance 1
            }
        }
    }
    return (size_t)(t - to);
}

int main(int argc, char **argv) {
    long passes = number_argument(argc, argv, 1, 4);
    file_content file = read_file(argc > 2 ? argv[2] : "input.txt");
    chains *c = malloc(sizeof *c);
    unsigned char *packed = malloc(file.size + file.size / 8 + 16);
    unsigned char *unpacked = malloc(file.size + MAX_MATCH);
    size_t size = 0;
    for (long pass = 0; pass < passes; pass++) {
        size = compress(file.bytes, file.size, packed, c);
        for (int again = 0; again < 4; again++) { // as a program that reads more than it writes
            memset(unpacked, 0, file.size);
            size_t unpacked_size = decompress(packed, size, unpacked);
            if (unpacked_size != file.size || memcmp(unpacked, file.bytes, file.size) != 0) {
                printf("the decompressed file differs\n");
                return 1;
            }
        }
    }
    uint64_t sum = MIX_START;
    for (size_t i = 0; i < size; i++) {
        sum = mix(sum, packed[i]);
    }
    printf("%zu bytes -> %zu bytes (%.2f %%), checksum %016lx\n", file.size, size,
            100.0 * (double)size / (double)file.size, (unsigned long)sum);
    free(c);
    free(packed);
    free(unpacked);
    free(file.bytes);
    return 0;
}
