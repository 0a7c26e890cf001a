// Thread-local variables of the initial thread: initialised, zeroed, aligned, by address; errno is
// one of them.
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static __thread int counter = 42;
static __thread char text[32] = "thread local text";
static __thread double zeros[100];
static __thread _Alignas(64) char aligned[64] = {1};
__thread const char *visible = "visible";

__attribute__((noinline)) static int bump(void) { return counter++; }

__attribute__((noinline)) static int *address(void) { return &counter; }

int main(void) {
    printf("%d %s %s\n", counter, text, visible);
    double sum = 0;
    for (int i = 0; i < 100; i++) {
        sum += zeros[i];
        zeros[i] = i;
    }
    printf("%.1f %.1f\n", sum, zeros[99]);
    printf("%d %d\n", ((uintptr_t)aligned & 63) == 0, aligned[0]);
    for (int i = 0; i < 1000; i++) {
        bump();
    }
    *address() += 1;
    printf("%d\n", counter);
    strcat(text, "!");
    printf("%s %zu\n", text, strlen(text));
    errno = 0;
    close(-1);
    printf("%d\n", errno == EBADF);
    return 0;
}
