#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "syscall.h"

enum { MAX_EXIT_FUNCTIONS = 64, SIGABRT = 6 };

// A destructor of C++ takes its object; a function given to atexit ignores the argument.
typedef struct {
    void (*function)(void *);
    void *argument;
} exit_function;

static exit_function exit_functions[MAX_EXIT_FUNCTIONS];
static int exit_function_count;

// The C++ ABI's registration of destructors of static objects.
int __cxa_atexit(void (*function)(void *), void *argument, void *dso);

int __cxa_atexit(void (*function)(void *), void *argument, void *dso) {
    (void)dso;
    if (exit_function_count == MAX_EXIT_FUNCTIONS) {
        return -1;
    }
    exit_functions[exit_function_count++] = (exit_function){function, argument};
    return 0;
}

int atexit(void (*function)(void)) {
    return __cxa_atexit((void (*)(void *))(void *)function, NULL, NULL);
}

void exit(int status) {
    while (exit_function_count > 0) {
        exit_function *last = &exit_functions[--exit_function_count];
        last->function(last->argument);
    }
    fflush(NULL);
    _exit(status);
}

void abort(void) {
    syscall3(SYS_KILL, getpid(), SIGABRT, 0);
    _exit(127);
}

// Reads sign and magnitude; *overflow says that the magnitude did not fit.
static unsigned long magnitude(
        const char *text, char **end, int base, int *negative, int *overflow) {
    const char *t = text;
    while (isspace((unsigned char)*t)) {
        t++;
    }
    *negative = *t == '-';
    *overflow = 0;
    if (*t == '-' || *t == '+') {
        t++;
    }
    if ((base == 0 || base == 16) && t[0] == '0' && (t[1] | 32) == 'x'
            && isxdigit((unsigned char)t[2])) {
        t += 2;
        base = 16;
    } else if (base == 0) {
        base = *t == '0' ? 8 : 10;
    }
    unsigned long value = 0;
    int digits = 0;
    for (;; t++, digits++) {
        int c = (unsigned char)*t;
        int digit = isdigit(c) ? c - '0' : isalpha(c) ? (c | 32) - 'a' + 10 : base;
        if (digit >= base) {
            break;
        }
        unsigned long next;
        if (__builtin_mul_overflow(value, (unsigned long)base, &next)
                || __builtin_add_overflow(next, (unsigned long)digit, &next)) {
            *overflow = 1;
        } else {
            value = next;
        }
    }
    if (end != NULL) {
        *end = (char *)(digits > 0 ? t : text);
    }
    return value;
}

long strtol(const char *text, char **end, int base) {
    int negative;
    int overflow;
    unsigned long value = magnitude(text, end, base, &negative, &overflow);
    if (overflow || value > (unsigned long)LONG_MAX + (unsigned long)negative) {
        errno = ERANGE;
        return negative ? LONG_MIN : LONG_MAX;
    }
    return (long)(negative ? -value : value);
}

unsigned long strtoul(const char *text, char **end, int base) {
    int negative;
    int overflow;
    unsigned long value = magnitude(text, end, base, &negative, &overflow);
    if (overflow) {
        errno = ERANGE;
        return ULONG_MAX;
    }
    return negative ? -value : value;
}

int atoi(const char *text) { return (int)strtol(text, NULL, 10); }

long atol(const char *text) { return strtol(text, NULL, 10); }

int abs(int value) { return value < 0 ? -value : value; }

long labs(long value) { return value < 0 ? -value : value; }
