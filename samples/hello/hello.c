// The smallest program that prints: what a run of it takes is the cost of starting and stopping.
#include <stdio.h>

int main(void) {
    puts("Hello, world!");
    return 0;
}
