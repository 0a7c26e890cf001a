// String and record work in the proportions that systems programs of the 1980s were found to have:
// assignments to records through pointers, comparisons and copies of 30-byte strings, enumerations,
// small procedures with few parameters.  In the spirit of the classic benchmark; none of its text.
//
//   dhrystone [PASSES]
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

enum { NAME_SIZE = 31, SHELVES = 64, COLUMNS = 16 };

typedef enum { ORDERED, PACKED, SHIPPED, RETURNED, LOST, STATES } state;

typedef struct parcel {
    struct parcel *next;
    state status;
    int weight;
    int value;
    char sender[NAME_SIZE];
    char receiver[NAME_SIZE];
} parcel;

typedef struct {
    parcel *first;
    parcel *spare;
    int shelf[SHELVES];
    int grid[SHELVES][COLUMNS];
    int moved;
    char mark;
} depot;

NOINLINE static state successor(state s) {
    switch (s) {
        case ORDERED: return PACKED;
        case PACKED: return SHIPPED;
        case SHIPPED: return RETURNED;
        case RETURNED: return LOST;
        default: return ORDERED;
    }
}

NOINLINE static int add_limited(int left, int right) {
    int sum = left + right;
    return sum > 100000 ? sum - 100000 : sum;
}

NOINLINE static int same_letter(char left, char right) { return left == right; }

// Do the names differ from each other after the first place where they hold the same letter?
NOINLINE static int differs_late(const char *left, const char *right) {
    int at = 2;
    while (at <= 2) {
        if (same_letter(left[at], right[at + 1])) {
            at += 3;
        } else {
            at++;
        }
    }
    if (at == 3 && strcmp(left, right) > 0) {
        return 1;
    }
    return strcmp(left, right) < 0;
}

NOINLINE static void store(depot *d, int row, int amount) {
    int to = row + 5;
    d->shelf[to] = amount;
    d->shelf[to + 1] = d->shelf[to];
    d->shelf[to + 30] = to;
    for (int column = to & 7; column <= (to & 7) + 1; column++) {
        d->grid[to][column] = to;
    }
    d->grid[to][(to & 7) + 2] += 1;
    d->grid[to + 20][to & 7] = d->shelf[to];
    d->moved = 5;
}

NOINLINE static void hand_over(parcel *from) {
    parcel *to = from->next;
    *to = *from;
    from->weight = 5;
    to->weight = from->weight;
    to->next = from->next;
    if (to->status == ORDERED) {
        to->weight = 6;
        to->status = successor(from->status);
        to->value = add_limited(to->value, 10);
    } else {
        *from = *to->next;
    }
}

NOINLINE static int classify(const depot *d, int amount) {
    int local = amount + 10;
    for (;;) {
        if (d->mark == 'A') {
            local--;
            return local - d->moved;
        }
        if (d->mark == 'B') {
            return local;
        }
        local++;
    }
}

static uint32_t mix(uint32_t sum, uint32_t value) { return (sum ^ value) * 16777619u; }

static uint32_t checksum(const depot *d) {
    uint32_t sum = 2166136261u;
    for (int i = 0; i < SHELVES; i++) {
        sum = mix(sum, (uint32_t)d->shelf[i]);
        for (int j = 0; j < COLUMNS; j++) {
            sum = mix(sum, (uint32_t)d->grid[i][j]);
        }
    }
    for (const char *c = d->first->sender; *c != 0; c++) {
        sum = mix(sum, (uint32_t)*c);
    }
    sum = mix(sum, (uint32_t)d->first->value);
    return mix(sum, (uint32_t)d->first->status);
}

int main(int argc, char **argv) {
    long passes = argc > 1 ? atol(argv[1]) : 300000;
    static depot d;
    d.first = malloc(sizeof(parcel));
    d.spare = malloc(sizeof(parcel));
    *d.spare = (parcel){.next = d.spare, .status = ORDERED};
    *d.first = (parcel){.next = d.spare, .status = ORDERED, .weight = 40};
    strcpy(d.first->sender, "THE NORTHERN GLASS COMPANY LTD");
    strcpy(d.first->receiver, "ANY SMALL SHOP BY THE HARBOUR");

    char first_name[NAME_SIZE];
    char second_name[NAME_SIZE];
    int late = 0;
    int kinds[STATES] = {0};
    strcpy(first_name, "PARCELS OF THE MORNING, FIRST ");
    for (long pass = 1; pass <= passes; pass++) {
        d.mark = pass & 1 ? 'A' : 'B';
        int a = 2;
        int b = 3;
        int c = 0;
        strcpy(second_name,
                pass % 3 == 0 ? "PARCELS OF THE MORNING, LAST  " : "PARCELS OF THE MORNING, SECOND");
        late += differs_late(first_name, second_name);
        while (a < b) {
            c = 5 * a - b;
            c = add_limited(a, c);
            a++;
        }
        store(&d, (int)(pass % 29), c);
        hand_over(d.first);
        for (char letter = 'A'; letter <= 'C'; letter++) {
            if (same_letter(letter, 'C')) {
                d.first->status = successor(d.first->status);
                strcpy(second_name, "PARCELS OF THE MORNING, THIRD ");
                b = (int)(pass & 1023);
            }
        }
        b = b * a;
        a = b / (c == 0 ? 1 : c);
        b = 7 * (b - c) - a;
        kinds[d.first->status]++;
        d.first->value = add_limited(classify(&d, b & 4095), d.spare->value & 1023);
        if (memcmp(first_name, second_name, NAME_SIZE) == 0) {
            late++;
        }
    }

    printf("%ld passes, %d names differ late\n", passes, late);
    for (int i = 0; i < STATES; i++) {
        printf("status %d: %d\n", i, kinds[i]);
    }
    printf("spare: status %d, weight %d, value %d, from %s\n", d.spare->status, d.spare->weight,
            d.spare->value, d.spare->sender);
    printf("checksum %08x\n", (unsigned)checksum(&d));
    return 0;
}
