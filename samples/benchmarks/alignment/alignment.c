// Dynamic programming: edit distance, local alignment with affine gaps, longest common subsequence by bits,
// a knapsack. Rows of tables, minima and maxima.
//
//   alignment [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { LENGTH = 512, CAPACITY = 2000 };

static int least(int a, int b) { return a < b ? a : b; }

static int most(int a, int b) { return a > b ? a : b; }

static int edit_distance(const char *a, const char *b) {
    int row[LENGTH + 1];
    for (int j = 0; j <= LENGTH; j++) {
        row[j] = j;
    }
    for (int i = 1; i <= LENGTH; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int j = 1; j <= LENGTH; j++) {
            int changed = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = least(changed, 1 + least(row[j - 1], row[j]));
        }
    }
    return row[LENGTH];
}

// Smith and Waterman's with Gotoh's gaps: 8 to open one, 2 to extend it.
static int local_alignment(const char *a, const char *b) {
    int score[LENGTH + 1] = {0};
    int gap[LENGTH + 1];
    for (int j = 0; j <= LENGTH; j++) {
        gap[j] = -1000;
    }
    int best = 0;
    for (int i = 1; i <= LENGTH; i++) {
        int diagonal = 0;
        int along = -1000;
        for (int j = 1; j <= LENGTH; j++) {
            gap[j] = most(gap[j] - 2, score[j] - 8);
            along = most(along - 2, score[j - 1] - 8);
            int matched = diagonal + (a[i - 1] == b[j - 1] ? 5 : -4);
            diagonal = score[j];
            score[j] = most(most(0, matched), most(gap[j], along));
            best = most(best, score[j]);
        }
    }
    return best;
}

// The bits of a word are columns (Crochemore, Iliopoulos, Pinzon, Reid).
static int common_subsequence(const char *a, const char *b) {
    enum { WORDS = LENGTH / 64 };
    uint64_t places[4][WORDS] = {{0}};
    for (int i = 0; i < LENGTH; i++) {
        places[a[i] & 3][i / 64] |= 1ULL << i % 64;
    }
    uint64_t row[WORDS];
    memset(row, 0xff, sizeof row);
    for (int j = 0; j < LENGTH; j++) {
        const uint64_t *match = places[b[j] & 3];
        uint64_t carry = 0;
        for (int w = 0; w < WORDS; w++) {
            uint64_t both = row[w] & match[w];
            uint64_t sum = row[w] + both;
            uint64_t over = sum < both;
            uint64_t total = sum + carry;
            over |= total < carry;
            row[w] = total | (row[w] & ~match[w]);
            carry = over;
        }
    }
    int length = 0;
    for (int w = 0; w < WORDS; w++) {
        length += __builtin_popcountll(~row[w]);
    }
    return length;
}

static uint64_t knapsack(uint64_t *random) {
    static uint32_t worth[CAPACITY + 1];
    memset(worth, 0, sizeof worth);
    for (int item = 0; item < 60; item++) {
        uint64_t r = next_random(random);
        int weight = 20 + (int)(r % 150);
        uint32_t value = (uint32_t)(r >> 32) % 1000;
        for (int c = CAPACITY; c >= weight; c--) {
            uint32_t with = worth[c - weight] + value;
            if (with > worth[c]) {
                worth[c] = with;
            }
        }
    }
    return worth[CAPACITY];
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 1300);
    static char a[LENGTH], b[LENGTH];
    uint64_t random = 577215;
    uint64_t sum = MIX_START;
    int distance = 0;
    for (long round = 0; round < rounds; round++) {
        for (int i = 0; i < LENGTH; i++) {
            uint64_t r = next_random(&random);
            a[i] = (char)(r & 3);
            // A copy with changes, shifted now and then.
            b[i] = r >> 60 == 0 ? (char)(r >> 8 & 3) : a[i - (i > 3 && (round & 1)) * 3];
        }
        distance = edit_distance(a, b);
        sum = mix(sum, (uint64_t)distance);
        sum = mix(sum, (uint64_t)local_alignment(a, b));
        sum = mix(sum, (uint64_t)common_subsequence(a, b));
        sum = mix(sum, knapsack(&random));
    }
    printf("the last distance was %d\n%ld rounds: checksum %016lx\n", distance, rounds,
            (unsigned long)sum);
    return 0;
}
