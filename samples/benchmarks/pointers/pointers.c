// Linked lists: sorting by merging, a walk through a cycle in random order, skip lists. Loads that wait
// for loads.
//
//   pointers [ROUNDS]
#include "../../common/sample.h"

enum { NODES = 20000, LEVELS = 12 };

typedef struct node {
    struct node *next;
    struct node *elsewhere;
    uint64_t key;
    uint32_t visits;
    uint32_t tag;
} node;

static node nodes[NODES];

static node *merge(node *left, node *right) {
    node *first = NULL;
    node **end = &first;
    while (left != NULL && right != NULL) {
        if (right->key < left->key) {
            *end = right;
            right = right->next;
        } else {
            *end = left;
            left = left->next;
        }
        end = &(*end)->next;
    }
    *end = left != NULL ? left : right;
    return first;
}

// Bottom up: waiting[i] is a sorted list of 2^i nodes.
static node *sort(node *list) {
    node *waiting[32] = {NULL};
    while (list != NULL) {
        node *one = list;
        list = list->next;
        one->next = NULL;
        int i = 0;
        for (; waiting[i] != NULL; i++) {
            one = merge(waiting[i], one);
            waiting[i] = NULL;
        }
        waiting[i] = one;
    }
    node *all = NULL;
    for (int i = 0; i < 32; i++) {
        all = merge(waiting[i], all);
    }
    return all;
}

static node *reverse(node *list) {
    node *reversed = NULL;
    while (list != NULL) {
        node *next = list->next;
        list->next = reversed;
        reversed = list;
        list = next;
    }
    return reversed;
}

static node *link_up(uint64_t *random) {
    static int order[NODES];
    for (int i = 0; i < NODES; i++) {
        int j = (int)(next_random(random) % (uint64_t)(i + 1));
        order[i] = order[j];
        order[j] = i;
        nodes[i].key = next_random(random) >> 20;
        nodes[i].tag = (uint32_t)i;
    }
    for (int i = 0; i < NODES; i++) {
        nodes[order[i]].elsewhere = &nodes[order[(i + 1) % NODES]];
        nodes[i].next = i + 1 < NODES ? &nodes[i + 1] : NULL;
    }
    return nodes;
}

static uint64_t chase(long steps) {
    node *at = &nodes[1];
    uint64_t sum = 0;
    for (long i = 0; i < steps; i++) {
        at = at->elsewhere;
        at->visits++;
        sum += at->key ^ at->visits;
    }
    return sum;
}

typedef struct item {
    uint64_t key;
    struct item *forward[LEVELS];
} item;

// Puts the keys into a skip list, looks them up in another order, and takes it apart.
static uint64_t skip_list(uint64_t *random, int count) {
    item head = {0, {NULL}};
    uint64_t found = 0;
    for (int i = 0; i < count; i++) {
        uint64_t key = next_random(random) % 100003;
        item *before[LEVELS];
        item *at = &head;
        for (int level = LEVELS - 1; level >= 0; level--) {
            while (at->forward[level] != NULL && at->forward[level]->key < key) {
                at = at->forward[level];
            }
            before[level] = at;
        }
        if (at->forward[0] != NULL && at->forward[0]->key == key) {
            found++;
            continue;
        }
        item *fresh = calloc(1, sizeof *fresh);
        fresh->key = key;
        int height = 1 + __builtin_ctzll(next_random(random) | 1ULL << (2 * LEVELS - 2)) / 2;
        for (int level = 0; level < height; level++) {
            fresh->forward[level] = before[level]->forward[level];
            before[level]->forward[level] = fresh;
        }
    }
    for (item *at = head.forward[0]; at != NULL;) {
        item *next = at->forward[0];
        found = mix(found, at->key);
        free(at);
        at = next;
    }
    return found;
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 360);
    uint64_t random = 314159;
    uint64_t sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        node *list = sort(link_up(&random));
        list = reverse(list);
        int position = 0;
        for (node *at = list; at != NULL; at = at->next) {
            if (position++ % 1000 == 0) {
                sum = mix(sum, at->key + at->tag);
            }
        }
        sum = mix(sum, chase(8 * NODES));
        sum = mix(sum, skip_list(&random, 6000));
    }
    printf("%ld rounds: checksum %016lx\n", rounds, (unsigned long)sum);
    return 0;
}
