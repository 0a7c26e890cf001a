// Canonical Huffman coding of a file: code lengths by a heap of subtrees, encoding into a stream of
// bits, decoding once bit by bit and once by a table, comparison.
//
//   huffman [PASSES [FILE]]
#include <string.h>

#include "../common/sample.h"

enum { SYMBOLS = 256, NODES = 2 * SYMBOLS, MAX_LENGTH = 32, TABLE_BITS = 9 };

typedef struct {
    uint64_t weight[NODES];
    int parent[NODES];
    int heap[SYMBOLS];
    int heap_size;
} tree;

typedef struct {
    unsigned char length[SYMBOLS]; // 0: the symbol does not occur
    uint32_t code[SYMBOLS];
    uint32_t first_code[MAX_LENGTH + 1]; // of this length
    int first_index[MAX_LENGTH + 1];     // in symbols, of this length
    int count[MAX_LENGTH + 1];
    unsigned char symbols[SYMBOLS];      // by length, then by value
    uint16_t table[1 << TABLE_BITS];     // symbol << 8 | length; 0: the code is longer
} codebook;

// Equal weights: the older node first, so that the code is the same everywhere.
static int lighter(const tree *t, int a, int b) {
    return t->weight[a] != t->weight[b] ? t->weight[a] < t->weight[b] : a < b;
}

static void push(tree *t, int node) {
    int at = t->heap_size++;
    while (at > 0 && lighter(t, node, t->heap[(at - 1) / 2])) {
        t->heap[at] = t->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    t->heap[at] = node;
}

static int pop(tree *t) {
    int lightest = t->heap[0];
    int node = t->heap[--t->heap_size];
    int at = 0;
    for (;;) {
        int child = 2 * at + 1;
        if (child >= t->heap_size) {
            break;
        }
        if (child + 1 < t->heap_size && lighter(t, t->heap[child + 1], t->heap[child])) {
            child++;
        }
        if (!lighter(t, t->heap[child], node)) {
            break;
        }
        t->heap[at] = t->heap[child];
        at = child;
    }
    t->heap[at] = node;
    return lightest;
}

static void find_lengths(const uint64_t *counts, codebook *c) {
    tree t;
    t.heap_size = 0;
    memset(c, 0, sizeof *c);
    for (int s = 0; s < SYMBOLS; s++) {
        t.weight[s] = counts[s];
        t.parent[s] = -1;
        if (counts[s] > 0) {
            push(&t, s);
        }
    }
    int nodes = SYMBOLS;
    while (t.heap_size > 1) {
        int a = pop(&t);
        int b = pop(&t);
        t.weight[nodes] = t.weight[a] + t.weight[b];
        t.parent[nodes] = -1;
        t.parent[a] = t.parent[b] = nodes;
        push(&t, nodes++);
    }
    for (int s = 0; s < SYMBOLS; s++) {
        if (counts[s] > 0) {
            int length = 0;
            for (int node = s; t.parent[node] >= 0; node = t.parent[node]) {
                length++;
            }
            c->length[s] = (unsigned char)(length > 0 ? length : 1);
            c->count[c->length[s]]++;
        }
    }
}

static void assign_codes(codebook *c) {
    uint32_t code = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
        c->first_code[length] = code;
        c->first_index[length] = index;
        for (int s = 0; s < SYMBOLS; s++) {
            if (c->length[s] == length) {
                c->symbols[index++] = (unsigned char)s;
                c->code[s] = code++;
                if (length <= TABLE_BITS) {
                    uint32_t from = c->code[s] << (TABLE_BITS - length);
                    for (uint32_t i = 0; i < 1u << (TABLE_BITS - length); i++) {
                        c->table[from + i] = (uint16_t)(s << 8 | length);
                    }
                }
            }
        }
        code <<= 1;
    }
}

static size_t encode(const codebook *c, const unsigned char *from, size_t size, unsigned char *to) {
    uint64_t bits = 0;
    int filled = 0;
    unsigned char *t = to;
    for (size_t i = 0; i < size; i++) {
        int length = c->length[from[i]];
        bits = bits << length | c->code[from[i]];
        for (filled += length; filled >= 8; filled -= 8) {
            *t++ = (unsigned char)(bits >> (filled - 8));
        }
    }
    if (filled > 0) {
        *t++ = (unsigned char)(bits << (8 - filled));
    }
    return (size_t)(t - to);
}

typedef struct {
    const unsigned char *from;
    uint64_t bits; // the next bit is the highest
    int filled;
} reader;

static void refill(reader *r) {
    while (r->filled <= 56) {
        r->bits |= (uint64_t)*r->from++ << (56 - r->filled);
        r->filled += 8;
    }
}

static int decode_by_bits(const codebook *c, reader *r) {
    uint32_t code = 0;
    for (int length = 1;; length++) {
        code = code << 1 | (uint32_t)(r->bits >> 63);
        r->bits <<= 1;
        r->filled--;
        uint32_t offset = code - c->first_code[length];
        if (offset < (uint32_t)c->count[length]) {
            return c->symbols[c->first_index[length] + (int)offset];
        }
    }
}

static void decode(const codebook *c, const unsigned char *from, size_t size, unsigned char *to,
        int fast) {
    reader r = {from, 0, 0};
    for (size_t i = 0; i < size; i++) {
        refill(&r);
        unsigned entry = fast ? c->table[r.bits >> (64 - TABLE_BITS)] : 0;
        if (entry != 0) {
            to[i] = (unsigned char)(entry >> 8);
            r.bits <<= entry & 255;
            r.filled -= entry & 255;
        } else {
            to[i] = (unsigned char)decode_by_bits(c, &r);
        }
    }
}

int main(int argc, char **argv) {
    long passes = number_argument(argc, argv, 1, 8);
    file_content file = read_file(argc > 2 ? argv[2] : "input.txt");
    unsigned char *packed = malloc(file.size * 4 + 16); // with room for the reader to run ahead
    unsigned char *unpacked = malloc(file.size + 1);
    codebook c;
    size_t size = 0;
    for (long pass = 0; pass < passes; pass++) {
        uint64_t counts[SYMBOLS] = {0};
        for (size_t i = 0; i < file.size; i++) {
            counts[file.bytes[i]]++;
        }
        find_lengths(counts, &c);
        assign_codes(&c);
        size = encode(&c, file.bytes, file.size, packed);
        memset(packed + size, 0, 16);
        for (int fast = 0; fast <= 1; fast++) {
            memset(unpacked, 0, file.size);
            decode(&c, packed, file.size, unpacked, fast);
            if (memcmp(unpacked, file.bytes, file.size) != 0) {
                printf("the decoded file differs (%s)\n", fast ? "by table" : "by bits");
                return 1;
            }
        }
    }
    uint64_t sum = MIX_START;
    for (size_t i = 0; i < size; i++) {
        sum = mix(sum, packed[i]);
    }
    for (int length = 1; length <= MAX_LENGTH; length++) {
        if (c.count[length] > 0) {
            printf("%2d bits: %2d symbols\n", length, c.count[length]);
        }
    }
    printf("%zu bytes -> %zu bytes, checksum %016lx\n", file.size, size, (unsigned long)sum);
    free(packed);
    free(unpacked);
    free(file.bytes);
    return 0;
}
