// The bookkeeping of signals: actions and masks are stored and returned, what is ignored or blocked
// does not arrive, invalid requests fail.  No handler runs.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// Printed results are taken one by one: the order in which arguments are evaluated is not fixed.
static int fails(long result, int error) { return result == -1 && errno == error; }

static void handler(int signal) { (void)signal; }

static void detailed(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)info;
    (void)context;
}

int main(void) {
    struct sigaction action, old;
    memset(&action, 0, sizeof action);
    printf("%d", sigaction(SIGUSR1, NULL, &old));
    printf(" default %d\n", old.sa_handler == SIG_DFL);
    action.sa_handler = handler;
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGUSR2);
    sigaddset(&action.sa_mask, SIGRTMIN + 3);
    action.sa_flags = SA_RESTART;
    printf("%d\n", sigaction(SIGUSR1, &action, NULL));
    memset(&old, 0, sizeof old);
    printf("%d", sigaction(SIGUSR1, NULL, &old));
    printf(" %d %d %d %d %d\n", old.sa_handler == handler,
            (old.sa_flags & SA_RESTART) != 0, sigismember(&old.sa_mask, SIGUSR2),
            sigismember(&old.sa_mask, SIGRTMIN + 3), sigismember(&old.sa_mask, SIGINT));
    action.sa_sigaction = detailed;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGTERM, NULL, &old);
    printf("%d %d\n", old.sa_sigaction == detailed, (old.sa_flags & SA_SIGINFO) != 0);
    printf("%d\n", fails(sigaction(SIGKILL, &action, NULL), EINVAL));
    printf("%d\n", fails(sigaction(65, &action, NULL), EINVAL));
    printf("%d\n", signal(SIGUSR1, SIG_IGN) == handler);

    sigset_t set, before, now;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGCHLD);
    printf("%d\n", sigprocmask(SIG_BLOCK, &set, &before));
    printf("%d %d\n", sigismember(&before, SIGUSR2), sigismember(&before, SIGCHLD));
    sigprocmask(SIG_BLOCK, NULL, &now);
    printf("%d %d %d\n", sigismember(&now, SIGUSR2), sigismember(&now, SIGCHLD),
            sigismember(&now, SIGINT));
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
    sigprocmask(SIG_BLOCK, NULL, &now);
    printf("%d %d\n", sigismember(&now, SIGUSR2), sigismember(&now, SIGCHLD));
    sigfillset(&set);
    sigprocmask(SIG_SETMASK, &set, NULL);
    sigprocmask(SIG_BLOCK, NULL, &now);
    // SIGKILL cannot be blocked
    printf("%d %d\n", sigismember(&now, SIGHUP), sigismember(&now, SIGKILL));
    sigprocmask(SIG_SETMASK, &before, NULL);
    printf("%d\n", fails(sigprocmask(99, &set, NULL), EINVAL));

    printf("%d\n", raise(SIGUSR1)); // ignored
    printf("%d\n", kill(getpid(), SIGUSR1));
    printf("%d\n", kill(getpid(), 0)); // only asks whether the process exists
    printf("%d\n", raise(SIGCHLD)); // ignored by default
    printf("%d\n", fails(kill(getpid(), 99), EINVAL));

    static char memory[32768];
    stack_t stack = {.ss_sp = memory, .ss_size = sizeof memory}, old_stack;
    printf("%d", sigaltstack(NULL, &old_stack));
    printf(" %d\n", old_stack.ss_flags == SS_DISABLE);
    printf("%d\n", sigaltstack(&stack, NULL));
    printf("%d", sigaltstack(NULL, &old_stack));
    printf(" %d %zu\n", old_stack.ss_sp == memory, old_stack.ss_size);
    stack.ss_size = 100;
    printf("%d\n", fails(sigaltstack(&stack, NULL), ENOMEM));
    printf("%s, %s\n", strsignal(SIGSEGV), strsignal(SIGPIPE));
    return 0;
}
