// malloc: boundary tags, segregated lists of free chunks found through a bitmap, memory from brk;
// large blocks have a mapping each.
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "syscall.h"

enum {
    ALIGNMENT = 16,
    HEADER = 16,
    MIN_CHUNK = 32,
    GROWTH = 128 * 1024,
    MAPPED_FROM = 256 * 1024,
    BINS = 128,
    IN_USE = 1,
    MAPPED = 2,
    FLAGS = IN_USE | MAPPED,
};

// Sizes include the header; the links exist in free chunks only.
typedef struct chunk {
    size_t previous_size; // of the chunk that ends where this one begins; 0: there is none
    size_t size_and_flags;
    struct chunk *next;
    struct chunk *previous;
} chunk;

static chunk *bins[BINS];
static uint64_t occupied[BINS / 64];
static char *heap_end; // the sentinel, a header without a body, ends here

static size_t size_of(const chunk *c) { return c->size_and_flags & ~(size_t)FLAGS; }

static chunk *at(void *base, size_t offset) { return (chunk *)((char *)base + offset); }

static void *body(chunk *c) { return (char *)c + HEADER; }

static chunk *chunk_of(void *block) { return (chunk *)((char *)block - HEADER); }

// Exact bins below 1 KiB, then four for each power of two.
static unsigned bin_of(size_t size) {
    if (size < 1024) {
        return (unsigned)(size / ALIGNMENT);
    }
    unsigned power = 10;
    while (size >> (power + 1) != 0) {
        power++;
    }
    unsigned bin = 64 + (power - 10) * 4 + (unsigned)(size >> (power - 2) & 3);
    return bin < BINS ? bin : BINS - 1;
}

static void set_size(chunk *c, size_t size, size_t flags) {
    c->size_and_flags = size | flags;
    at(c, size)->previous_size = size;
}

static void insert(chunk *c) {
    unsigned bin = bin_of(size_of(c));
    c->previous = NULL;
    c->next = bins[bin];
    if (c->next != NULL) {
        c->next->previous = c;
    }
    bins[bin] = c;
    occupied[bin / 64] |= 1UL << bin % 64;
}

static void remove(chunk *c) {
    unsigned bin = bin_of(size_of(c));
    if (c->next != NULL) {
        c->next->previous = c->previous;
    }
    if (c->previous != NULL) {
        c->previous->next = c->next;
    } else {
        bins[bin] = c->next;
        if (c->next == NULL) {
            occupied[bin / 64] &= ~(1UL << bin % 64);
        }
    }
}

// Joins a chunk that has become free with its free neighbours and lists the result.
static void release(chunk *c) {
    size_t size = size_of(c);
    chunk *behind = at(c, size);
    if (!(behind->size_and_flags & IN_USE)) {
        remove(behind);
        size += size_of(behind);
    }
    if (c->previous_size != 0) {
        chunk *before = (chunk *)((char *)c - c->previous_size);
        if (!(before->size_and_flags & IN_USE)) {
            remove(before);
            size += size_of(before);
            c = before;
        }
    }
    set_size(c, size, 0);
    insert(c);
}

static int grow(size_t needed) {
    size_t step = (needed + 2 * HEADER + GROWTH - 1) / GROWTH * GROWTH;
    char *old_end = heap_end;
    if (old_end == NULL) {
        uintptr_t start = (uintptr_t)syscall3(SYS_BRK, 0, 0, 0);
        old_end = (char *)((start + ALIGNMENT - 1) & ~(uintptr_t)(ALIGNMENT - 1));
    }
    char *end = old_end + step;
    if ((char *)syscall3(SYS_BRK, (long)end, 0, 0) != end) {
        return 0;
    }
    // The old sentinel becomes the header of the new chunk.  At the very beginning there is none,
    // and the zero that fresh memory holds says that nothing is before the chunk.
    chunk *fresh = (chunk *)(heap_end == NULL ? old_end : old_end - HEADER);
    heap_end = end;
    size_t size = (size_t)(end - (char *)fresh) - HEADER;
    set_size(fresh, size, IN_USE);
    at(fresh, size)->size_and_flags = IN_USE;
    release(fresh);
    return 1;
}

// The first listed chunk that is large enough: in the bin of the size, else the next one occupied.
static chunk *find(size_t size) {
    unsigned bin = bin_of(size);
    for (chunk *c = bins[bin]; c != NULL; c = c->next) {
        if (size_of(c) >= size) {
            return c;
        }
    }
    for (bin++; bin < BINS; bin = (bin | 63) + 1) {
        uint64_t above = occupied[bin / 64] >> bin % 64;
        if (above != 0) {
            while (!(above & 1)) {
                above >>= 1;
                bin++;
            }
            return bins[bin];
        }
    }
    return NULL;
}

static void *map(size_t size) {
    enum { PROT_READ_WRITE = 3, MAP_PRIVATE_ANONYMOUS = 0x22, PAGE = 4096 };
    size = (size + HEADER + PAGE - 1) & ~(size_t)(PAGE - 1);
    long address = syscall_result(
            syscall6(SYS_MMAP, 0, (long)size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0));
    if (address == -1) {
        return NULL;
    }
    chunk *c = (chunk *)address;
    c->size_and_flags = size | MAPPED | IN_USE;
    return body(c);
}

void *malloc(size_t wanted) {
    if (wanted > SIZE_MAX / 2) {
        errno = ENOMEM;
        return NULL;
    }
    if (wanted >= MAPPED_FROM) {
        return map(wanted);
    }
    size_t size = (wanted + HEADER + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    size = size < MIN_CHUNK ? MIN_CHUNK : size;
    chunk *c = find(size);
    if (c == NULL) {
        if (!grow(size)) {
            errno = ENOMEM;
            return NULL;
        }
        c = find(size);
    }
    remove(c);
    size_t rest = size_of(c) - size;
    if (rest >= MIN_CHUNK) {
        set_size(at(c, size), rest, 0);
        insert(at(c, size));
    } else {
        size += rest;
    }
    set_size(c, size, IN_USE);
    return body(c);
}

void free(void *block) {
    if (block == NULL) {
        return;
    }
    chunk *c = chunk_of(block);
    if (c->size_and_flags & MAPPED) {
        syscall3(SYS_MUNMAP, (long)c, (long)size_of(c), 0);
    } else {
        release(c);
    }
}

void *calloc(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    void *block = malloc(bytes);
    if (block != NULL && !(chunk_of(block)->size_and_flags & MAPPED)) {
        memset(block, 0, bytes);
    }
    return block;
}

void *realloc(void *block, size_t size) {
    if (block == NULL) {
        return malloc(size);
    }
    size_t room = size_of(chunk_of(block)) - HEADER;
    if (size <= room && size >= room / 2) {
        return block;
    }
    void *moved = malloc(size);
    if (moved != NULL) {
        memcpy(moved, block, size < room ? size : room);
        free(block);
    }
    return moved;
}
