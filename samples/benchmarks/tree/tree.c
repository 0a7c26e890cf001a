// Balanced trees (Adelson-Velsky and Landis): insertion, search, removal, each node from malloc.
//
//   tree [ROUNDS]
#include "../../common/sample.h"

typedef struct node {
    struct node *child[2];
    uint32_t key;
    int height;
    uint64_t value;
} node;

static int height(const node *tree) { return tree == NULL ? 0 : tree->height; }

static void measure(node *tree) {
    int left = height(tree->child[0]);
    int right = height(tree->child[1]);
    tree->height = 1 + (left > right ? left : right);
}

static node *rotate(node *tree, int side) {
    node *top = tree->child[!side];
    tree->child[!side] = top->child[side];
    top->child[side] = tree;
    measure(tree);
    measure(top);
    return top;
}

static node *balance(node *tree) {
    measure(tree);
    int lean = height(tree->child[1]) - height(tree->child[0]);
    if (lean > 1 || lean < -1) {
        int side = lean > 1;
        node *heavy = tree->child[side];
        if (height(heavy->child[!side]) > height(heavy->child[side])) {
            tree->child[side] = rotate(heavy, side);
        }
        return rotate(tree, !side);
    }
    return tree;
}

static node *insert(node *tree, uint32_t key, uint64_t value) {
    if (tree == NULL) {
        node *fresh = malloc(sizeof *fresh);
        *fresh = (node){{NULL, NULL}, key, 1, value};
        return fresh;
    }
    if (key == tree->key) {
        tree->value += value;
        return tree;
    }
    int side = key > tree->key;
    tree->child[side] = insert(tree->child[side], key, value);
    return balance(tree);
}

static node *take_first(node *tree, node **first) {
    if (tree->child[0] == NULL) {
        *first = tree;
        return tree->child[1];
    }
    tree->child[0] = take_first(tree->child[0], first);
    return balance(tree);
}

static node *delete(node *tree, uint32_t key) {
    if (tree == NULL) {
        return NULL;
    }
    if (key != tree->key) {
        int side = key > tree->key;
        tree->child[side] = delete (tree->child[side], key);
        return balance(tree);
    }
    node *left = tree->child[0];
    node *right = tree->child[1];
    free(tree);
    if (right == NULL) {
        return left;
    }
    node *first;
    right = take_first(right, &first);
    first->child[0] = left;
    first->child[1] = right;
    return balance(first);
}

static const node *find(const node *tree, uint32_t key) {
    while (tree != NULL && tree->key != key) {
        tree = tree->child[key > tree->key];
    }
    return tree;
}

static uint64_t walk(const node *tree, uint64_t sum, int *count) {
    if (tree == NULL) {
        return sum;
    }
    sum = walk(tree->child[0], sum, count);
    ++*count;
    sum = mix(sum, tree->value ^ tree->key);
    return walk(tree->child[1], sum, count);
}

static void clear(node *tree) {
    if (tree != NULL) {
        clear(tree->child[0]);
        clear(tree->child[1]);
        free(tree);
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 1100);
    uint64_t random = 271828;
    uint64_t sum = MIX_START;
    int count = 0;
    for (long round = 0; round < rounds; round++) {
        node *tree = NULL;
        for (int i = 0; i < 12000; i++) {
            uint64_t r = next_random(&random);
            uint32_t key = (uint32_t)(r % 32768);
            if (r >> 62 == 0) {
                tree = delete (tree, key);
            } else if (r >> 62 == 1) {
                const node *found = find(tree, key);
                sum += found != NULL ? found->value : 1;
            } else {
                tree = insert(tree, key, r >> 40);
            }
        }
        count = 0;
        sum = walk(tree, sum, &count);
        sum = mix(sum, (uint64_t)height(tree));
        clear(tree);
    }
    printf("the last tree had %d nodes\n%ld rounds: checksum %016lx\n", count, rounds,
            (unsigned long)sum);
    return 0;
}
