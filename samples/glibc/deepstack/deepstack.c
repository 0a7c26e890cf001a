// Uses several megabytes of stack: deep recursion, large frames, arrays of variable length, alloca.
#include <alloca.h>
#include <stdio.h>
#include <string.h>

__attribute__((noinline)) static long ackermann(long m, long n) {
    if (m == 0) {
        return n + 1;
    }
    return n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

__attribute__((noinline)) static unsigned frame(int depth) {
    volatile unsigned char block[4000];
    memset((void *)block, depth, sizeof block);
    unsigned below = depth == 0 ? 0 : frame(depth - 1);
    return below + block[depth % 4000];
}

__attribute__((noinline)) static long variable(int size) {
    unsigned squares[size];
    char *text = alloca((size_t)size);
    long sum = 0;
    for (int i = 0; i < size; i++) {
        squares[i] = (unsigned)i * (unsigned)i;
        text[i] = (char)i;
    }
    for (int i = 0; i < size; i++) {
        sum += squares[i] ^ (unsigned char)text[i];
    }
    return sum;
}

int main(void) {
    printf("%ld\n", ackermann(2, 300));
    printf("%u\n", frame(1000)); // 4 MB
    long sum = 0;
    for (int size = 1; size < 100000; size *= 3) {
        sum += variable(size);
    }
    printf("%ld\n", sum);
    return 0;
}
