// The C library itself as the subject: printf of every conversion, string functions at every
// alignment, strtol at its limits, a malloc/realloc/free storm with checked contents.  The output
// is the same whether the program is linked with the samples' runtime or with a full C library.
//
//   libc [ROUNDS]
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <string.h>

#include "../common/sample.h"

static void print_numbers(void) {
    static const double VALUES[] = {0.0, -0.0, 0.1, 0.5, 1.5, 2.5, 99.5, 37.496081, 999998.5,
            9.9999995, 123456789.125, 0.00001, 0.0001, 1e21, 1e22, 1e23, 5e-324,
            2.2250738585072014e-308, 1.7976931348623157e308, 1.0 / 3.0, -41.12, 100000.0,
            1000000.0};
    for (size_t i = 0; i < sizeof VALUES / sizeof VALUES[0]; i++) {
        double v = VALUES[i];
        printf("%.17g|%g|%e|%.3g|%#g|%10.3e|%-14g|%+.1e|%G\n", v, v, v, v, v, v, v, v, v);
        if (v < 1e30) {
            printf("  %f|%.0f|%.1f|%012.2f|% .3f|%#.0f|%.25f\n", v, v, v, v, v, v, v);
        }
    }
    double zero = VALUES[0];
    printf("%f|%5.1f|%-6e|%G|%06f\n", 1.0 / zero, -1.0 / zero, __builtin_nan(""), 1.0 / zero,
            1.0 / zero);
    static const long INTEGERS[] = {0, 1, -1, 42, INT_MIN, INT_MAX, LONG_MIN, LONG_MAX};
    for (size_t i = 0; i < sizeof INTEGERS / sizeof INTEGERS[0]; i++) {
        long v = INTEGERS[i];
        printf("%ld|%lu|%lx|%#lX|%lo|%+ld|% ld|%25ld|%-25ld|%025ld|%.5ld|%10.4ld|\n", v,
                (unsigned long)v, (unsigned long)v, (unsigned long)v, (unsigned long)v, v, v, v, v,
                v, v, v);
        printf("  %d|%u|%hd|%hhu|%x|%zu\n", (int)v, (unsigned)v, (short)v, (unsigned char)v,
                (unsigned)v, (size_t)v);
    }
    printf("%s|%10s|%-10s|%.3s|%c|%5c|%-5c|%%|%*d|%-*d|%.*f\n", "text", "text", "text", "text", 'c',
            'c', 'c', 6, 42, 6, 42, 3, 3.14159);
    char small[8];
    int length = snprintf(small, sizeof small, "%s %d", "truncated", 5);
    printf("%s %d\n", small, length);
}

static void print_conversions(void) {
    static const char *const TEXTS[] = {"0", "  -17x", "0x1fz", "077", "+99", "", "zz",
            "9223372036854775807", "9223372036854775808", "-9223372036854775808",
            "-9223372036854775809"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        static const int BASES[] = {10, 0, 16, 36};
        for (size_t j = 0; j < sizeof BASES / sizeof BASES[0]; j++) {
            char *end;
            errno = 0;
            long value = strtol(TEXTS[i], &end, BASES[j]);
            printf("%ld+%ld%s ", value, (long)(end - TEXTS[i]), errno == ERANGE ? "!" : "");
        }
        printf("%lu\n", strtoul(TEXTS[i], NULL, 10));
    }
    int classes[8] = {0};
    for (int c = 0; c < 128; c++) {
        int (*const tests[])(int) = {isdigit, isalpha, isalnum, isspace, isupper, islower, ispunct,
                isxdigit};
        for (int i = 0; i < 8; i++) {
            classes[i] += tests[i](c) ? c : 0;
        }
    }
    for (int i = 0; i < 8; i++) {
        printf("%d ", classes[i]);
    }
    printf("%c%c%c\n", toupper('q'), tolower('Q'), toupper('1'));
}

static int sign(int x) { return (x > 0) - (x < 0); }

enum { AREA = 96 };

static uint64_t sum_of(const unsigned char *bytes, size_t size, uint64_t sum) {
    for (size_t i = 0; i < size; i++) {
        sum = mix(sum, bytes[i]);
    }
    return sum;
}

// Every size below the limit at every alignment of source and target, also overlapping.
static uint64_t copy_everywhere(size_t limit) {
    uint64_t sum = MIX_START;
    unsigned char area[AREA];
    unsigned char other[AREA];
    for (size_t size = 0; size < limit; size++) {
        for (size_t from = 0; from < 9; from++) {
            for (size_t to = 0; to < 9; to++) {
                for (int i = 0; i < AREA; i++) {
                    area[i] = (unsigned char)(i * 7 + 1);
                    other[i] = (unsigned char)(i * 3);
                }
                memcpy(other + to, area + from, size);
                memmove(area + to + 4, area + from, size);
                memset(other + 50 + to, (int)size, from);
                sum = sum_of(area, AREA, sum_of(other, AREA, sum));
                sum = mix(sum, (uint64_t)sign(memcmp(area + from, other + to, size)));
            }
        }
    }
    return sum;
}

static uint64_t compare_everywhere(int limit) {
    uint64_t sum = MIX_START;
    char left[64];
    char right[64];
    for (int length = 1; length < limit * 2 / 3; length++) {
        for (int l = 0; l < 8; l++) {
            for (int r = 0; r < 8; r++) {
                memset(left, 'x', sizeof left);
                memset(right, 'x', sizeof right);
                left[l + length] = 0;
                right[r + length] = 0;
                right[r + length / 2] ^= (char)((l + r) & 1 ? 2 : 0);
                const char *a = left + l;
                char *b = right + r;
                sum = mix(sum, (uint64_t)sign(strcmp(a, b)));
                sum = mix(sum, (uint64_t)sign(strncmp(a, b, (size_t)length / 2)));
                sum = mix(sum, strlen(a) + strlen(b));
                sum = mix(sum, strchr(b, 'z') == NULL ? 99 : (uint64_t)(strchr(b, 'z') - b));
                sum = mix(sum, strrchr(b, 'x') == NULL ? 98 : (uint64_t)(strrchr(b, 'x') - b));
                sum = mix(sum, strspn(b, "xy") + strcspn(b, "z"));
                const char *found = strstr(a, "xxxxx");
                sum = mix(sum, found == NULL ? 97 : (uint64_t)(found - a));
                char room[64];
                memset(room, '.', sizeof room);
                strcpy(room + r, a);
                strcat(room + r, "!");
                strncpy(room + 40, b, 12);
                sum = sum_of((unsigned char *)room, sizeof room, sum);
            }
        }
    }
    return sum;
}

enum { BLOCKS = 400 };

static void check_block(const unsigned char *block, size_t size, unsigned char pattern) {
    for (size_t i = 0; i < size; i += i < 64 ? 1 : 61) {
        if (block[i] != pattern) {
            printf("a block of %zu bytes was overwritten at %zu\n", size, i);
            exit(1);
        }
    }
}

static uint64_t allocate(long rounds) {
    static unsigned char *blocks[BLOCKS];
    static size_t sizes[BLOCKS];
    uint64_t random = 987654321;
    uint64_t sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        uint64_t r = next_random(&random);
        size_t i = (r >> 8) % BLOCKS;
        // mostly small, sometimes a page or two, rarely a mapping of its own
        size_t size = (r >> 20) % 1000 < 997 ? (r >> 32) % 300 + 1
                : (r >> 20) % 1000 < 999     ? (r >> 32) % 9000 + 1
                                             : 300000 + (r >> 32) % 9000;
        unsigned char pattern = (unsigned char)(i * 31 + 5);
        if (blocks[i] != NULL) {
            check_block(blocks[i], sizes[i], pattern);
        }
        if (blocks[i] != NULL && (r & 3) != 0) {
            sum = mix(sum, sizes[i]);
            free(blocks[i]);
            blocks[i] = NULL;
            continue;
        }
        size_t kept = blocks[i] == NULL ? 0 : sizes[i] < size ? sizes[i] : size;
        if (blocks[i] == NULL && (r & 4)) {
            blocks[i] = calloc(size, 1);
            check_block(blocks[i], size, 0);
        } else {
            blocks[i] = realloc(blocks[i], size);
            check_block(blocks[i], kept, pattern);
        }
        if (((uintptr_t)blocks[i] & 15) != 0) {
            printf("a block is not aligned\n");
            exit(1);
        }
        sizes[i] = size;
        memset(blocks[i], pattern, size);
    }
    for (int i = 0; i < BLOCKS; i++) {
        free(blocks[i]);
    }
    return sum;
}

static void print_farewell(void) { printf("goodbye from a function given to atexit\n"); }

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 60000);
    int limit = rounds < 10000 ? 8 : 42; // of the sizes of areas and strings
    atexit(print_farewell);
    print_numbers();
    print_conversions();
    printf("copies %016lx\n", (unsigned long)copy_everywhere((size_t)limit));
    printf("comparisons %016lx\n", (unsigned long)compare_everywhere(limit));
    printf("allocations %016lx\n", (unsigned long)allocate(rounds));
    FILE *missing = fopen("does-not-exist", "r");
    printf("missing file: %s\n", missing == NULL && errno == ENOENT ? "ENOENT" : "?");
    return 0;
}
