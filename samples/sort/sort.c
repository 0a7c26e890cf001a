// Quicksort, mergesort and heapsort on numbers, and a mergesort on records through a function
// pointer, each on random, ascending, descending and many equal keys.
//
//   sort [ROUNDS [COUNT]]
#include <string.h>

#include "../common/sample.h"

typedef int64_t key;

static uint64_t comparisons;

static int less(key a, key b) {
    comparisons++;
    return a < b;
}

static void swap(key *a, key *b) {
    key t = *a;
    *a = *b;
    *b = t;
}

static void insertion_sort(key *keys, long count) {
    for (long i = 1; i < count; i++) {
        key k = keys[i];
        long j = i;
        for (; j > 0 && less(k, keys[j - 1]); j--) {
            keys[j] = keys[j - 1];
        }
        keys[j] = k;
    }
}

// The median of three as the pivot; the smaller part by recursion, so that the stack stays shallow.
static void quicksort(key *keys, long count) {
    while (count > 16) {
        key *middle = &keys[count / 2];
        key *last = &keys[count - 1];
        if (less(*middle, keys[0])) {
            swap(middle, &keys[0]);
        }
        if (less(*last, *middle)) {
            swap(last, middle);
            if (less(*middle, keys[0])) {
                swap(middle, &keys[0]);
            }
        }
        key pivot = *middle;
        long i = 0;
        long j = count - 1;
        for (;;) {
            while (less(keys[i], pivot)) {
                i++;
            }
            while (less(pivot, keys[j])) {
                j--;
            }
            if (i >= j) {
                break;
            }
            swap(&keys[i++], &keys[j--]);
        }
        long split = j + 1;
        if (split < count - split) {
            quicksort(keys, split);
            keys += split;
            count -= split;
        } else {
            quicksort(keys + split, count - split);
            count = split;
        }
    }
    insertion_sort(keys, count);
}

// Bottom up: merges runs of 1, 2, 4, ... from one array into the other.
static void mergesort_keys(key *keys, key *room, long count) {
    key *from = keys;
    key *to = room;
    for (long run = 1; run < count; run *= 2) {
        for (long start = 0; start < count; start += 2 * run) {
            long middle = start + run < count ? start + run : count;
            long end = start + 2 * run < count ? start + 2 * run : count;
            long i = start;
            long j = middle;
            for (long k = start; k < end; k++) {
                to[k] = j >= end || (i < middle && !less(from[j], from[i])) ? from[i++] : from[j++];
            }
        }
        key *t = from;
        from = to;
        to = t;
    }
    if (from != keys) {
        memcpy(keys, from, (size_t)count * sizeof(key));
    }
}

static void sift_down(key *keys, long root, long count) {
    key k = keys[root];
    for (;;) {
        long child = 2 * root + 1;
        if (child >= count) {
            break;
        }
        if (child + 1 < count && less(keys[child], keys[child + 1])) {
            child++;
        }
        if (!less(k, keys[child])) {
            break;
        }
        keys[root] = keys[child];
        root = child;
    }
    keys[root] = k;
}

static void heapsort_keys(key *keys, long count) {
    for (long root = count / 2 - 1; root >= 0; root--) {
        sift_down(keys, root, count);
    }
    for (long end = count - 1; end > 0; end--) {
        swap(&keys[0], &keys[end]);
        sift_down(keys, 0, end);
    }
}

// ---- records

typedef struct {
    char name[12];
    int year;
} record;

typedef int (*comparison)(const record *, const record *);

static int by_name(const record *a, const record *b) { return strcmp(a->name, b->name); }

static int by_year(const record *a, const record *b) { return a->year - b->year; }

static void sort_records(record **records, record **room, long count, comparison compare) {
    if (count < 2) {
        return;
    }
    long half = count / 2;
    sort_records(records, room, half, compare);
    sort_records(records + half, room, count - half, compare);
    memcpy(room, records, (size_t)half * sizeof *records);
    long i = 0;
    long j = half;
    for (long k = 0; i < half; k++) {
        comparisons++;
        records[k] = j >= count || compare(room[i], records[j]) <= 0 ? room[i++] : records[j++];
    }
}

static void name_record(record *r, uint64_t *random) {
    static const char SYLLABLES[] = "balidoremuskantelovi";
    size_t syllables = 2 + next_random(random) % 3;
    for (size_t i = 0; i < syllables; i++) {
        memcpy(r->name + 2 * i, SYLLABLES + 2 * (next_random(random) % 10), 2);
    }
    r->name[2 * syllables] = 0;
    r->year = (int)(1900 + next_random(random) % 128);
}

// ---- the rounds

typedef enum { RANDOM, ASCENDING, DESCENDING, FEW_VALUES, PATTERNS } pattern;

static const char *const PATTERN_NAMES[PATTERNS] = {"random", "ascending", "descending",
        "few values"};

static void fill(key *keys, long count, pattern p, uint64_t *random) {
    for (long i = 0; i < count; i++) {
        switch (p) {
            case RANDOM: keys[i] = (key)(next_random(random) >> 20); break;
            case ASCENDING: keys[i] = i * 3; break;
            case DESCENDING: keys[i] = (count - i) * 5; break;
            default: keys[i] = (key)(next_random(random) % 7); break;
        }
    }
}

static uint64_t checked_sum(const char *name, const key *keys, long count) {
    uint64_t sum = MIX_START;
    for (long i = 0; i < count; i++) {
        if (i > 0 && keys[i - 1] > keys[i]) {
            printf("%s: out of order at %ld\n", name, i);
            exit(1);
        }
        sum = mix(sum, (uint64_t)keys[i]);
    }
    return sum;
}

static void sort_numbers(long count, long rounds) {
    size_t bytes = (size_t)count * sizeof(key);
    key *original = malloc(bytes);
    key *keys = malloc(bytes);
    key *room = malloc(bytes);
    uint64_t random = 88172645463325252;
    for (pattern p = RANDOM; p < PATTERNS; p++) {
        uint64_t counts[3] = {0};
        uint64_t sum = 0;
        for (long round = 0; round < rounds; round++) {
            fill(original, count, p, &random);
            memcpy(keys, original, bytes);
            comparisons = 0;
            quicksort(keys, count);
            counts[0] += comparisons;
            uint64_t quick = checked_sum("quicksort", keys, count);
            memcpy(keys, original, bytes);
            comparisons = 0;
            mergesort_keys(keys, room, count);
            counts[1] += comparisons;
            uint64_t merged = checked_sum("mergesort", keys, count);
            memcpy(keys, original, bytes);
            comparisons = 0;
            heapsort_keys(keys, count);
            counts[2] += comparisons;
            uint64_t heaped = checked_sum("heapsort", keys, count);
            if (quick != merged || merged != heaped) {
                printf("the sorted sequences differ\n");
                exit(1);
            }
            sum = mix(sum, quick);
        }
        printf("%-10s comparisons: quick %lu, merge %lu, heap %lu; checksum %016lx\n",
                PATTERN_NAMES[p], (unsigned long)counts[0], (unsigned long)counts[1],
                (unsigned long)counts[2], (unsigned long)sum);
    }
    free(original);
    free(keys);
    free(room);
}

static void sort_by_name_and_year(long count) {
    record *records = malloc((size_t)count * sizeof *records);
    record **order = malloc((size_t)count * sizeof *order);
    record **room = malloc((size_t)count * sizeof *room);
    uint64_t random = 1234567;
    for (long i = 0; i < count; i++) {
        name_record(&records[i], &random);
        order[i] = &records[i];
    }
    comparisons = 0;
    sort_records(order, room, count, by_name);
    sort_records(order, room, count, by_year); // stable: names stay sorted within a year
    uint64_t sum = MIX_START;
    for (long i = 0; i < count; i++) {
        sum = mix(sum, (uint64_t)(order[i] - records));
    }
    printf("records    comparisons: %lu; checksum %016lx\n", (unsigned long)comparisons,
            (unsigned long)sum);
    printf("first %s %d, last %s %d\n", order[0]->name, order[0]->year, order[count - 1]->name,
            order[count - 1]->year);
    free(records);
    free(order);
    free(room);
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 2);
    long count = number_argument(argc, argv, 2, 20000);
    sort_numbers(count, rounds);
    sort_by_name_and_year(count);
    return 0;
}
