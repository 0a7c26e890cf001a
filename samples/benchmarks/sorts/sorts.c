// Sorting records: shell sort, radix sort, introspective sort with a function that compares, insertion with
// binary search, selection of the k-th; on random, sorted, and repeated keys.
//
//   sorts [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { COUNT = 6000 };

typedef struct {
    uint32_t key;
    int16_t small;
    uint8_t name[6];
    double weight;
} record;

typedef int (*comparison)(const void *, const void *);

static int by_key(const void *a, const void *b) {
    uint32_t x = ((const record *)a)->key;
    uint32_t y = ((const record *)b)->key;
    return (x > y) - (x < y);
}

static int by_name(const void *a, const void *b) {
    return memcmp(((const record *)a)->name, ((const record *)b)->name, 6);
}

static int by_weight(const void *a, const void *b) {
    double x = ((const record *)a)->weight;
    double y = ((const record *)b)->weight;
    return x < y ? -1 : x > y;
}

static int by_small(const void *a, const void *b) {
    return ((const record *)a)->small - ((const record *)b)->small;
}

static void swap(uint8_t *a, uint8_t *b, size_t size) {
    for (; size >= 8; size -= 8, a += 8, b += 8) {
        uint64_t x;
        uint64_t y;
        memcpy(&x, a, 8);
        memcpy(&y, b, 8);
        memcpy(a, &y, 8);
        memcpy(b, &x, 8);
    }
    for (; size > 0; size--, a++, b++) {
        uint8_t t = *a;
        *a = *b;
        *b = t;
    }
}

static void heap_sort(uint8_t *base, size_t count, size_t size, comparison compare) {
    for (size_t start = count / 2, end = count; end > 1;) {
        if (start > 0) {
            start--;
        } else {
            end--;
            swap(base, base + end * size, size);
        }
        for (size_t at = start, child; (child = 2 * at + 1) < end; at = child) {
            if (child + 1 < end && compare(base + child * size, base + (child + 1) * size) < 0) {
                child++;
            }
            if (compare(base + at * size, base + child * size) >= 0) {
                break;
            }
            swap(base + at * size, base + child * size, size);
        }
    }
}

// Quicksort that gives way to a heap when it goes too deep, and to insertion at the end.
static void sort(uint8_t *base, size_t count, size_t size, comparison compare, int depth) {
    while (count > 12) {
        if (depth-- == 0) {
            heap_sort(base, count, size, compare);
            return;
        }
        uint8_t *last = base + (count - 1) * size;
        uint8_t *middle = base + count / 2 * size;
        if (compare(middle, base) < 0) {
            swap(middle, base, size);
        }
        if (compare(last, middle) < 0) {
            swap(last, middle, size);
            if (compare(middle, base) < 0) {
                swap(middle, base, size);
            }
        }
        swap(middle, base + size, size);
        uint8_t *pivot = base + size;
        uint8_t *low = pivot;
        uint8_t *high = last;
        for (;;) {
            do {
                low += size;
            } while (compare(low, pivot) < 0);
            do {
                high -= size;
            } while (compare(high, pivot) > 0);
            if (low >= high) {
                break;
            }
            swap(low, high, size);
        }
        swap(pivot, high, size);
        size_t left = (size_t)(high - base) / size;
        sort(base, left, size, compare, depth);
        base = high + size;
        count -= left + 1;
    }
    for (size_t i = 1; i < count; i++) {
        for (size_t j = i; j > 0 && compare(base + (j - 1) * size, base + j * size) > 0; j--) {
            swap(base + (j - 1) * size, base + j * size, size);
        }
    }
}

static void shell_sort(uint32_t *a, int count) {
    static const int gaps[] = {3905, 1750, 701, 301, 132, 57, 23, 10, 4, 1};
    for (int g = 0; g < 10; g++) {
        for (int i = gaps[g]; i < count; i++) {
            uint32_t x = a[i];
            int j = i;
            for (; j >= gaps[g] && a[j - gaps[g]] > x; j -= gaps[g]) {
                a[j] = a[j - gaps[g]];
            }
            a[j] = x;
        }
    }
}

static void radix_sort(uint32_t *a, uint32_t *spare, int count) {
    for (int shift = 0; shift < 32; shift += 8) {
        int place[257] = {0};
        for (int i = 0; i < count; i++) {
            place[(a[i] >> shift & 255) + 1]++;
        }
        for (int i = 0; i < 256; i++) {
            place[i + 1] += place[i];
        }
        for (int i = 0; i < count; i++) {
            spare[place[a[i] >> shift & 255]++] = a[i];
        }
        uint32_t *t = a;
        a = spare;
        spare = t;
    }
}

static uint32_t select_kth(uint32_t *a, int count, int k) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
        uint32_t pivot = a[(low + high) / 2];
        int i = low;
        int j = high;
        while (i <= j) {
            while (a[i] < pivot) {
                i++;
            }
            while (a[j] > pivot) {
                j--;
            }
            if (i <= j) {
                uint32_t t = a[i];
                a[i++] = a[j];
                a[j--] = t;
            }
        }
        if (k <= j) {
            high = j;
        } else if (k >= i) {
            low = i;
        } else {
            break;
        }
    }
    return a[k];
}

static void fill(record *records, int kind, uint64_t *random) {
    for (int i = 0; i < COUNT; i++) {
        uint64_t r = next_random(random);
        record *to = &records[i];
        to->key = kind == 0 ? (uint32_t)r : kind == 1 ? (uint32_t)i * 7 : (uint32_t)r & 63;
        to->small = (int16_t)(r >> 20);
        for (int k = 0; k < 6; k++) {
            to->name[k] = (uint8_t)('a' + (r >> (k * 4 + 16) & 3));
        }
        to->weight = (double)(int64_t)(r >> 11) * 0x1p-30 - 4194304.0;
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 520);
    static record records[COUNT];
    static uint32_t keys[COUNT], copy[COUNT], spare[COUNT];
    static const comparison comparisons[] = {by_key, by_name, by_weight, by_small};
    uint64_t random = 282842;
    uint64_t sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        fill(records, (int)(round % 3), &random);
        for (int i = 0; i < COUNT; i++) {
            keys[i] = copy[i] = records[i].key ^ (uint32_t)records[i].small;
        }
        uint32_t median = select_kth(copy, COUNT, COUNT / 2);
        memcpy(copy, keys, sizeof copy);
        shell_sort(copy, COUNT);
        radix_sort(keys, spare, COUNT);
        if (memcmp(copy, keys, sizeof copy) != 0 || copy[COUNT / 2] != median) {
            printf("round %ld is not sorted\n", round);
            return 1;
        }
        sum = mix(sum, median);
        for (int c = 0; c < 4; c++) {
            sort((uint8_t *)records, COUNT, sizeof records[0], comparisons[c], 24);
            for (int i = 1; i < COUNT; i++) {
                if (comparisons[c](&records[i - 1], &records[i]) > 0) {
                    printf("records are not sorted\n");
                    return 1;
                }
            }
            sum = mix(sum, records[COUNT / 3].name[c] + (uint64_t)(uint16_t)records[COUNT / 3].small);
        }
    }
    printf("%ld rounds: checksum %016lx\n", rounds, (unsigned long)sum);
    return 0;
}
