// Calls that call themselves: queens on a board, the functions of Takeuchi and Ackermann, permutations,
// the towers of Hanoi, numbers of Fibonacci.
//
//   recursion [ROUNDS]
#include "../../common/sample.h"

enum { QUEENS = 10, ITEMS = 8 };

static int queens(unsigned columns, unsigned left, unsigned right) {
    const unsigned all = (1u << QUEENS) - 1;
    if (columns == all) {
        return 1;
    }
    int count = 0;
    unsigned free_places = all & ~(columns | left | right);
    while (free_places != 0) {
        unsigned place = free_places & -free_places;
        free_places ^= place;
        count += queens(columns | place, (left | place) << 1, (right | place) >> 1);
    }
    return count;
}

static int takeuchi(int x, int y, int z) {
    if (y >= x) {
        return z;
    }
    return takeuchi(takeuchi(x - 1, y, z), takeuchi(y - 1, z, x), takeuchi(z - 1, x, y));
}

static long ackermann(long m, long n) {
    if (m == 0) {
        return n + 1;
    }
    return ackermann(m - 1, n == 0 ? 1 : ackermann(m, n - 1));
}

typedef struct {
    uint8_t items[ITEMS];
    uint64_t sum;
    long count;
} arrangement;

static void permute(arrangement *a, int fixed) {
    if (fixed == ITEMS) {
        a->count++;
        a->sum = mix(a->sum, (uint64_t)a->items[0] << 16 | (uint64_t)a->items[4] << 8 | a->items[7]);
        return;
    }
    for (int i = fixed; i < ITEMS; i++) {
        uint8_t item = a->items[i];
        a->items[i] = a->items[fixed];
        a->items[fixed] = item;
        permute(a, fixed + 1);
        a->items[fixed] = a->items[i];
        a->items[i] = item;
    }
}

static int heights[3];

static void move_tower(int height, int from, int to) {
    if (height == 0) {
        return;
    }
    int spare = 3 - from - to;
    move_tower(height - 1, from, spare);
    heights[from]--;
    heights[to]++;
    move_tower(height - 1, spare, to);
}

static __attribute__((noinline)) long fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 620);
    uint64_t sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        sum = mix(sum, (uint64_t)queens(0, 0, 0));
        sum = mix(sum, (uint64_t)takeuchi(14, 7 + (int)(round & 1), 0));
        sum = mix(sum, (uint64_t)ackermann(2, 300 + round % 7));
        arrangement a = {{0, 1, 2, 3, 4, 5, 6, 7}, sum, 0};
        permute(&a, 0);
        sum = mix(a.sum, (uint64_t)a.count);
        heights[0] = 17;
        heights[1] = heights[2] = 0;
        move_tower(17, 0, 2);
        sum = mix(sum, (uint64_t)heights[2]);
        sum = mix(sum, (uint64_t)fibonacci(25));
    }
    printf("%d queens: %d solutions, takeuchi %d, ackermann %ld\n", QUEENS, queens(0, 0, 0),
            takeuchi(14, 7, 0), ackermann(2, 10));
    printf("%ld rounds: checksum %016lx\n", rounds, (unsigned long)sum);
    return 0;
}
