// The library's malloc under load: all sizes from a byte to megabytes, realloc, alignment,
// contents.
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 600, ROUNDS = 40000 };

static uint64_t state = 0x2545f4914f6cdd1d;

static uint64_t next(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static size_t any_size(void) {
    unsigned bits = (unsigned)(next() % 100);
    unsigned power = bits < 60 ? 8 : bits < 95 ? 12 : bits < 99 ? 16 : 21;
    return next() % ((size_t)1 << power) + 1;
}

static int intact(const unsigned char *block, size_t size, unsigned char mark) {
    return block[0] == mark && block[size / 2] == mark && block[size - 1] == mark;
}

int main(void) {
    static unsigned char *blocks[SLOTS];
    static size_t sizes[SLOTS];
    uint64_t sum = 0;
    int broken = 0, misaligned = 0;
    for (int round = 0; round < ROUNDS; round++) {
        size_t i = next() % SLOTS;
        unsigned char mark = (unsigned char)(i + 1);
        size_t size = any_size();
        if (blocks[i] == NULL) {
            blocks[i] = next() % 2 ? malloc(size) : calloc(1, size);
        } else {
            broken += !intact(blocks[i], sizes[i], mark);
            if (next() % 3 == 0) {
                unsigned char *moved = realloc(blocks[i], size);
                broken += moved[0] != mark;
                blocks[i] = moved;
            } else {
                sum = sum * 31 + sizes[i];
                free(blocks[i]);
                blocks[i] = NULL;
                continue;
            }
        }
        misaligned += ((uintptr_t)blocks[i] & 15) != 0;
        broken += malloc_usable_size(blocks[i]) < size;
        memset(blocks[i], mark, size);
        sizes[i] = size;
    }
    for (int i = 0; i < SLOTS; i++) {
        free(blocks[i]);
    }
    printf("broken %d, misaligned %d, checksum %016lx\n", broken, misaligned, (unsigned long)sum);

    for (size_t alignment = 16; alignment <= 65536; alignment *= 4) {
        void *a = aligned_alloc(alignment, alignment * 2), *b = NULL;
        int result = posix_memalign(&b, alignment, 10);
        printf("%zu: %d %d %d\n", alignment, ((uintptr_t)a & (alignment - 1)) == 0, result,
                ((uintptr_t)b & (alignment - 1)) == 0);
        free(a);
        free(b);
    }
    volatile size_t impossible = SIZE_MAX / 2;
    void *volatile nothing = malloc(impossible); // volatile, or a compiler may leave the call out
    printf("%d %d\n", nothing == NULL, errno == ENOMEM);
    nothing = calloc(impossible, 4);
    printf("%d\n", nothing == NULL);
    unsigned char *large = calloc(1, 100 << 20); // 100 MiB, of which three pages are touched
    large[0] = 1;
    large[50 << 20] = 2;
    large[(100 << 20) - 1] = 3;
    printf("%d\n", large[0] + large[50 << 20] + large[(100 << 20) - 1] + large[77 << 20]);
    free(large);
    malloc_trim(0);
    char *text = strdup("duplicated");
    char *printed = NULL;
    int length = asprintf(&printed, "%s %d", text, 5);
    printf("%s %d\n", printed, length);
    free(text);
    free(printed);
    return 0;
}
