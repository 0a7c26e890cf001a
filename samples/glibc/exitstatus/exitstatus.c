// Ends with a status other than 0, through exit functions, leaving a stream for exit to flush.
#include <stdio.h>
#include <stdlib.h>

static void first(void) { printf("registered first, runs last\n"); }

static void second(void) { printf("registered second, runs first\n"); }

int main(void) {
    atexit(first);
    atexit(second);
    printf("leaving");
    printf(" now\n");
    exit(0x1207); // only the low eight bits count
}
