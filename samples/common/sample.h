// What several samples need: a whole file in memory, reproducible random numbers, a checksum.
#pragma once

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    unsigned char *bytes; // followed by a zero that size does not count
    size_t size;
} file_content;

static inline file_content read_stream(FILE *stream) {
    size_t room = 64 * 1024;
    file_content content = {(unsigned char *)malloc(room + 1), 0};
    for (;;) {
        size_t got = fread(content.bytes + content.size, 1, room - content.size, stream);
        content.size += got;
        if (content.size < room) {
            break;
        }
        room *= 2;
        content.bytes = (unsigned char *)realloc(content.bytes, room + 1);
    }
    content.bytes[content.size] = 0;
    return content;
}

static inline file_content read_file(const char *path) {
    FILE *stream = fopen(path, "rb");
    if (stream == NULL) {
        fprintf(stderr, "cannot open %s\n", path);
        exit(2);
    }
    file_content content = read_stream(stream);
    fclose(stream);
    return content;
}

// The argument at an index as a positive number, or the default.
static inline long number_argument(int argc, char **argv, int index, long otherwise) {
    if (index >= argc) {
        return otherwise;
    }
    char *end;
    long value = strtol(argv[index], &end, 10);
    if (*end != 0 || value <= 0) {
        fprintf(stderr, "%s: %s is not a positive number\n", argv[0], argv[index]);
        exit(2);
    }
    return value;
}

// Marsaglia's xorshift with 64 bits of state; the state must not be 0.
static inline uint64_t next_random(uint64_t *state) {
    uint64_t x = *state;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return *state = x;
}

// One step of Fowler, Noll and Vo's hash FNV-1a, on a 64-bit word instead of a byte.
static inline uint64_t mix(uint64_t sum, uint64_t value) {
    return (sum ^ value) * 0x100000001b3;
}

#define MIX_START 0xcbf29ce484222325ULL
