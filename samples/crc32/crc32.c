// CRC-32 (the polynomial of Ethernet, zip and PNG) of a file in three ways that must agree: bit by
// bit, with a table of 256 entries, and with eight tables that take eight bytes at a time.
//
//   crc32 [PASSES [FILE]]
#include <string.h>

#include "../common/sample.h"

enum { SLICES = 8, BITWISE_EVERY = 8 };

static const uint32_t POLYNOMIAL = 0xedb88320;

static uint32_t table[SLICES][256];

static uint32_t shift_byte(uint32_t crc) {
    for (int bit = 0; bit < 8; bit++) {
        crc = crc >> 1 ^ (crc & 1 ? POLYNOMIAL : 0);
    }
    return crc;
}

static void fill_tables(void) {
    for (uint32_t i = 0; i < 256; i++) {
        table[0][i] = shift_byte(i);
    }
    for (int slice = 1; slice < SLICES; slice++) {
        for (int i = 0; i < 256; i++) {
            uint32_t crc = table[slice - 1][i];
            table[slice][i] = crc >> 8 ^ table[0][crc & 0xff];
        }
    }
}

static uint32_t by_bit(const unsigned char *bytes, size_t size) {
    uint32_t crc = ~0u;
    for (size_t i = 0; i < size; i++) {
        crc = shift_byte(crc ^ bytes[i]);
    }
    return ~crc;
}

static uint32_t by_byte(const unsigned char *bytes, size_t size) {
    uint32_t crc = ~0u;
    for (size_t i = 0; i < size; i++) {
        crc = crc >> 8 ^ table[0][(crc ^ bytes[i]) & 0xff];
    }
    return ~crc;
}

static uint32_t by_eight(const unsigned char *bytes, size_t size) {
    uint32_t crc = ~0u;
    for (; size >= SLICES; size -= SLICES, bytes += SLICES) {
        uint32_t low = (bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (uint32_t)bytes[3] << 24) ^ crc;
        crc = table[7][low & 0xff] ^ table[6][low >> 8 & 0xff] ^ table[5][low >> 16 & 0xff]
                ^ table[4][low >> 24] ^ table[3][bytes[4]] ^ table[2][bytes[5]]
                ^ table[1][bytes[6]] ^ table[0][bytes[7]];
    }
    for (; size > 0; size--, bytes++) {
        crc = crc >> 8 ^ table[0][(crc ^ *bytes) & 0xff];
    }
    return ~crc;
}

int main(int argc, char **argv) {
    long passes = number_argument(argc, argv, 1, 48);
    file_content file = read_file(argc > 2 ? argv[2] : "input.bin");
    fill_tables();
    printf("check value %08x\n", (unsigned)by_byte((const unsigned char *)"123456789", 9));

    uint64_t sum = MIX_START;
    uint32_t crc = 0;
    for (long pass = 0; pass < passes; pass++) {
        size_t start = (size_t)pass % 61; // other alignments and lengths each time
        crc = by_byte(file.bytes + start, file.size - start);
        uint32_t sliced = by_eight(file.bytes + start, file.size - start);
        uint32_t slow = crc;
        if (pass % BITWISE_EVERY == 0) {
            slow = by_bit(file.bytes + start, file.size - start);
        }
        if (sliced != crc || slow != crc) {
            printf("pass %ld: %08x by byte, %08x by eight, %08x by bit\n", pass, (unsigned)crc,
                    (unsigned)sliced, (unsigned)slow);
            return 1;
        }
        sum = mix(sum, crc);
    }
    printf("crc of all %zu bytes %08x\n", file.size, (unsigned)by_eight(file.bytes, file.size));
    printf("%ld passes, checksum %016lx\n", passes, (unsigned long)sum);
    return 0;
}
