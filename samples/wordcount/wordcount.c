// Counts the words of the standard input in a tree of letters and prints the most frequent ones.
//
//   wordcount [PASSES] <TEXT
#include <ctype.h>
#include <string.h>

#include "../common/sample.h"

enum { LETTERS = 26, MAX_WORD = 32, SHOWN = 12, BLOCK = 256 };

typedef struct node {
    struct node *child[LETTERS];
    long count;
} node;

// Nodes come from blocks, a tree is freed with its blocks.
typedef struct block {
    struct block *next;
    int used;
    node nodes[BLOCK];
} block;

typedef struct {
    char text[MAX_WORD];
    long count;
} word;

typedef struct {
    word best[SHOWN];
    int shown;
    long different;
    uint64_t sum;
} ranking;

static block *blocks;

static node *new_node(void) {
    if (blocks == NULL || blocks->used == BLOCK) {
        block *b = calloc(1, sizeof *b);
        b->next = blocks;
        blocks = b;
    }
    return &blocks->nodes[blocks->used++];
}

static void free_nodes(void) {
    while (blocks != NULL) {
        block *next = blocks->next;
        free(blocks);
        blocks = next;
    }
}

static long count_words(const unsigned char *text, node *root) {
    long words = 0;
    for (const unsigned char *c = text; *c != 0;) {
        while (*c != 0 && !isalpha(*c)) {
            c++;
        }
        node *n = root;
        for (int length = 0; isalpha(*c) && length < MAX_WORD - 1; c++, length++) {
            node **child = &n->child[tolower(*c) - 'a'];
            if (*child == NULL) {
                *child = new_node();
            }
            n = *child;
        }
        if (n != root) {
            n->count++;
            words++;
        }
    }
    return words;
}

// Keeps the list sorted by count, then alphabetically: the walk meets words in that order.
static void rank(const node *n, char *text, int length, ranking *r) {
    if (n->count > 0) {
        r->different++;
        r->sum = mix(r->sum, (uint64_t)n->count * MAX_WORD + (uint64_t)length);
        int at = r->shown < SHOWN ? r->shown++ : SHOWN;
        while (at > 0 && r->best[at - 1].count < n->count) {
            if (at < SHOWN) {
                r->best[at] = r->best[at - 1];
            }
            at--;
        }
        if (at < SHOWN) {
            memcpy(r->best[at].text, text, (size_t)length);
            r->best[at].text[length] = 0;
            r->best[at].count = n->count;
        }
    }
    for (int i = 0; i < LETTERS; i++) {
        if (n->child[i] != NULL) {
            text[length] = (char)('a' + i);
            rank(n->child[i], text, length + 1, r);
        }
    }
}

int main(int argc, char **argv) {
    long passes = number_argument(argc, argv, 1, 100);
    file_content input = read_stream(stdin);
    ranking r = {.shown = 0};
    long words = 0;
    for (long pass = 0; pass < passes; pass++) {
        node *root = new_node();
        char text[MAX_WORD];
        words = count_words(input.bytes, root);
        r = (ranking){.sum = MIX_START};
        rank(root, text, 0, &r);
        free_nodes();
    }
    long lines = 0;
    for (size_t i = 0; i < input.size; i++) {
        lines += input.bytes[i] == '\n';
    }
    printf("%ld lines, %ld words, %zu bytes\n", lines, words, input.size);
    printf("%ld different words, checksum %016lx\n", r.different, (unsigned long)r.sum);
    for (int i = 0; i < r.shown; i++) {
        printf("%6ld %s\n", r.best[i].count, r.best[i].text);
    }
    free(input.bytes);
    return 0;
}
