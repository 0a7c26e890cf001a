// Clocks: they go forward, sleeping takes at least as long as asked, and calendar arithmetic is
// right. No value of a clock is printed.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

// Printed results are taken one by one: the order in which arguments are evaluated is not fixed.
static int fails(long result, int error) { return result == -1 && errno == error; }

static long long nanoseconds(clockid_t clock) {
    struct timespec t;
    if (clock_gettime(clock, &t) != 0) {
        perror("clock_gettime");
        exit(1);
    }
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void print_date(const char *title, const struct tm *t) {
    char text[80];
    strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %a %b %j", t);
    printf("%s: %s\n", title, text);
}

int main(void) {
    static const clockid_t CLOCKS[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID,
            CLOCK_THREAD_CPUTIME_ID, CLOCK_MONOTONIC_RAW, CLOCK_BOOTTIME, CLOCK_REALTIME_COARSE};
    for (size_t i = 0; i < sizeof CLOCKS / sizeof CLOCKS[0]; i++) {
        struct timespec resolution;
        int result = clock_getres(CLOCKS[i], &resolution);
        long long last = nanoseconds(CLOCKS[i]);
        int backwards = 0;
        for (int j = 0; j < 1000; j++) {
            long long now = nanoseconds(CLOCKS[i]);
            backwards += CLOCKS[i] != CLOCK_REALTIME && now < last;
            last = now;
        }
        printf("clock %zu: resolution %d, backwards %d\n", i, result == 0 && resolution.tv_nsec > 0,
                backwards);
    }
    struct timespec t;
    printf("%d\n", fails(clock_gettime(12345, &t), EINVAL));

    long long before = nanoseconds(CLOCK_MONOTONIC);
    struct timespec pause = {0, 20000000};
    printf("%d", nanosleep(&pause, NULL));
    printf(" %d", usleep(1000));
    printf(" %d", clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL));
    printf(" slept %d\n", nanoseconds(CLOCK_MONOTONIC) - before >= 41000000);
    pause.tv_nsec = 1000000000;
    printf("%d\n", fails(nanosleep(&pause, NULL), EINVAL));

    time_t now = time(NULL);
    struct timeval tv;
    gettimeofday(&tv, NULL);
    printf("%d %d\n", tv.tv_sec - now >= 0 && tv.tv_sec - now <= 5,
            tv.tv_usec >= 0 && tv.tv_usec < 1000000);
    struct rusage usage;
    struct tms times_now;
    printf("%d %d\n", getrusage(RUSAGE_SELF, &usage), times(&times_now) != (clock_t)-1);
    printf("%d\n", clock() != (clock_t)-1);

    setenv("TZ", "UTC0", 1);
    tzset();
    static const time_t MOMENTS[] = {0, 951782400, 1000000000, 2147483647, 4102444800, -86400};
    for (size_t i = 0; i < sizeof MOMENTS / sizeof MOMENTS[0]; i++) {
        struct tm broken;
        char title[24];
        snprintf(title, sizeof title, "%ld", (long)MOMENTS[i]);
        print_date(title, gmtime_r(&MOMENTS[i], &broken));
        printf("%d ", mktime(&broken) == MOMENTS[i]);
    }
    struct tm date = {.tm_year = 124, .tm_mon = 1, .tm_mday = 30}; // normalized to the 1st of March
    printf("%ld\n", (long)mktime(&date));
    print_date("leap year", &date);
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    tzset();
    time_t summer = 1721000000, winter = 1705000000;
    printf("%s", ctime(&summer));
    printf("%s", ctime(&winter));
    return 0;
}
