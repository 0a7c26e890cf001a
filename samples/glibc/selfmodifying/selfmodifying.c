// Writes code and runs it: the instruction fence, code that replaces code, code in several places.
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096, RET = 0x00008067 };

static uint32_t addi(int rd, int rs, int value) {
    return 0x13 | (uint32_t)rd << 7 | (uint32_t)rs << 15 | (uint32_t)value << 20;
}

static uint32_t mul(int rd, int rs1, int rs2) {
    return 0x02000033 | (uint32_t)rd << 7 | (uint32_t)rs1 << 15 | (uint32_t)rs2 << 20;
}

static long call(uint32_t *code, uint32_t *end, long argument) {
    // GCC makes a system call of it, Clang a call of an empty function of libgcc's.
    __builtin___clear_cache((char *)code, (char *)end);
    __asm__ volatile("fence.i" ::: "memory");
    return ((long (*)(long))code)(argument);
}

int main(void) {
    int all = PROT_READ | PROT_WRITE | PROT_EXEC;
    uint32_t *code = mmap(NULL, 2 * PAGE, all, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    // The same place again and again.
    long sum = 0;
    for (int i = 0; i < 300; i++) {
        uint32_t *at = code;
        *at++ = addi(10, 10, i);
        *at++ = mul(10, 10, 10);
        *at++ = RET;
        sum += call(code, at, i);
    }
    printf("%ld\n", sum);

    // Across the boundary of two pages, with one instruction changed at a time.
    uint32_t *across = code + PAGE / 4 - 8;
    for (int i = 0; i < 16; i++) {
        across[i] = addi(10, 10, 1);
    }
    across[16] = RET;
    sum = 0;
    for (int i = 0; i < 16; i++) {
        across[i] = addi(10, 10, 100 + i);
        sum = sum * 3 + call(across, across + 17, 0);
    }
    printf("%ld\n", sum);

    // A hot loop whose body is replaced between its runs.
    uint32_t *loop = code + 100;
    for (int step = 1; step <= 4; step++) {
        uint32_t *at = loop;
        *at++ = addi(11, 10, 0);
        *at++ = addi(10, 0, 0);
        *at++ = addi(10, 10, step);
        *at++ = addi(11, 11, -1);
        *at++ = 0xfe059ce3; // bnez a1, -8
        *at++ = RET;
        printf("%ld\n", call(loop, at, 100000));
    }

    // Written, then protected, then copied elsewhere, then unmapped and mapped again.
    printf("%d %ld\n", mprotect(code, 2 * PAGE, PROT_READ | PROT_EXEC), ((long (*)(long))loop)(1000));
    uint32_t *copy = mmap(NULL, PAGE, all, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memcpy(copy, loop, 24);
    printf("%ld\n", call(copy, copy + 6, 500));
    uint32_t *again = mmap(copy, PAGE, all, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    again[0] = addi(10, 10, 7);
    again[1] = RET;
    printf("%d %ld\n", again == copy, call(again, again + 2, 500));
    return 0;
}
