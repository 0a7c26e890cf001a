// setjmp and longjmp: out of deep calls, with values, with registers that must survive, in a
// loop, with and without the signal mask.
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static jmp_buf top;
static int depth_reached;

__attribute__((noinline)) static int sink(int depth, double weight) {
    depth_reached = depth;
    if (depth == 100) {
        longjmp(top, (int)weight);
    }
    if (depth < 0) {
        return 0;
    }
    return sink(depth + 1, weight + 0.5) + depth;
}

// What lives in saved registers, integer and floating, is there again after the jump.
__attribute__((noinline)) static double keep(int n) {
    const double a = n * 0.5, b = n * 0.25, c = n * 0.125;
    const long i = n * 3, j = n * 5, k = n * 7;
    volatile int rounds = 0;
    if (setjmp(top) < 3) {
        rounds++;
        longjmp(top, rounds);
    }
    return a + b + c + (double)(i + j + k) + rounds;
}

int main(void) {
    int value = setjmp(top);
    if (value == 0) {
        printf("never printed: %d\n", sink(0, 1.0));
    }
    printf("back from depth %d with %d\n", depth_reached, value);
    printf("%.3f\n", keep(16));

    jmp_buf inner;
    volatile int count = 0;
    if (setjmp(inner) < 5) {
        count++;
        longjmp(inner, count);
    }
    printf("count %d\n", count);
    value = setjmp(inner);
    if (value == 0) {
        longjmp(inner, 0); // 0 becomes 1
    }
    printf("value %d\n", value);

    sigset_t set, now;
    sigjmp_buf with_mask;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    if (sigsetjmp(with_mask, 1) == 0) {
        sigprocmask(SIG_BLOCK, &set, NULL);
        siglongjmp(with_mask, 1);
    }
    sigprocmask(SIG_BLOCK, NULL, &now);
    printf("mask restored: %d\n", !sigismember(&now, SIGUSR1));
    if (sigsetjmp(with_mask, 0) == 0) {
        sigprocmask(SIG_BLOCK, &set, NULL);
        siglongjmp(with_mask, 1);
    }
    sigprocmask(SIG_BLOCK, NULL, &now);
    printf("mask kept: %d\n", sigismember(&now, SIGUSR1));
    return 0;
}
