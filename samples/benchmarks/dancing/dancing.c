// Exact covers by dancing links (Knuth): Sudoku as rings of pointers, with recursion.
//
//   dancing [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { COLUMNS = 324, NODES = 324 + 729 * 4 + 1, GIVEN = 26 };

typedef struct node {
    struct node *left, *right, *up, *down;
    struct node *column;
    int row;
    int size; // of a column: how many nodes are in it
} node;

static node nodes[NODES];
static node *root;
static int used;
static long steps, solutions;
static uint8_t grid[81];
static uint64_t sum;

static void start(int columns) {
    root = &nodes[columns];
    used = columns + 1;
    for (int i = 0; i <= columns; i++) {
        node *n = &nodes[i];
        *n = (node){&nodes[i == 0 ? columns : i - 1], &nodes[i == columns ? 0 : i + 1], n, n, n, -1, 0};
    }
}

static void add_row(int row, const int *columns, int count) {
    node *first = &nodes[used];
    for (int i = 0; i < count; i++) {
        node *n = &nodes[used++];
        node *column = &nodes[columns[i]];
        *n = (node){n - 1, n + 1, column->up, column, column, row, 0};
        column->up->down = n;
        column->up = n;
        column->size++;
    }
    first->left = &nodes[used - 1];
    nodes[used - 1].right = first;
}

static void cover(node *column) {
    column->right->left = column->left;
    column->left->right = column->right;
    for (node *r = column->down; r != column; r = r->down) {
        for (node *n = r->right; n != r; n = n->right) {
            n->down->up = n->up;
            n->up->down = n->down;
            n->column->size--;
        }
    }
}

static void uncover(node *column) {
    for (node *r = column->up; r != column; r = r->up) {
        for (node *n = r->left; n != r; n = n->left) {
            n->column->size++;
            n->down->up = n;
            n->up->down = n;
        }
    }
    column->right->left = column;
    column->left->right = column;
}

static void search(int limit) {
    if (root->right == root) {
        solutions++;
        for (int i = 0; i < 81; i++) {
            sum = mix(sum, grid[i]);
        }
        return;
    }
    node *narrow = root->right;
    for (node *c = narrow->right; c != root && narrow->size > 1; c = c->right) {
        if (c->size < narrow->size) {
            narrow = c;
        }
    }
    cover(narrow);
    for (node *r = narrow->down; r != narrow && solutions < limit; r = r->down) {
        steps++;
        for (node *n = r->right; n != r; n = n->right) {
            cover(n->column);
        }
        grid[r->row / 9] = (uint8_t)(r->row % 9 + 1);
        search(limit);
        for (node *n = r->left; n != r; n = n->left) {
            uncover(n->column);
        }
    }
    uncover(narrow);
}

// A solved grid by a rule, its digits and rows permuted; most of it is taken away again.
static void make_sudoku(uint64_t *random) {
    uint8_t digit[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    for (int i = 8; i > 0; i--) {
        int j = (int)(next_random(random) % (uint64_t)(i + 1));
        uint8_t t = digit[i];
        digit[i] = digit[j];
        digit[j] = t;
    }
    memset(grid, 0, sizeof grid);
    int shift = (int)(next_random(random) % 3);
    for (int given = 0; given < GIVEN;) {
        int cell = (int)(next_random(random) % 81);
        if (grid[cell] == 0) {
            int row = cell / 9 / 3 * 3 + (cell / 9 + shift) % 3;
            grid[cell] = digit[(row * 3 + row / 3 + cell % 9) % 9];
            given++;
        }
    }
}

static void solve_sudoku(int limit) {
    start(COLUMNS);
    for (int cell = 0; cell < 81; cell++) {
        for (int d = 0; d < 9; d++) {
            if (grid[cell] == 0 || grid[cell] == d + 1) {
                int row = cell / 9;
                int column = cell % 9;
                int box = row / 3 * 3 + column / 3;
                int covers[4] = {cell, 81 + row * 9 + d, 162 + column * 9 + d, 243 + box * 9 + d};
                add_row(cell * 9 + d, covers, 4);
            }
        }
    }
    solutions = 0;
    search(limit);
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 15000);
    uint64_t random = 244948;
    sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        make_sudoku(&random);
        solve_sudoku(40);
        sum = mix(sum, (uint64_t)solutions);
    }
    printf("%ld steps, the last had %ld solutions or more\n%ld rounds: checksum %016lx\n", steps,
            solutions, rounds, (unsigned long)sum);
    return 0;
}
