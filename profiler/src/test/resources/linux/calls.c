/*
 * Makes system calls, right and wrong, in its current directory (which must be empty), and prints
 * what each returns: the same text on every Linux. Numbers that differ between machines and runs
 * (times, ids, addresses) are printed only as "ok".
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/times.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char buffer[8192];
static struct stat status;

static void print(const char *text, long result, int error) {
    if (result < 0) {
        printf("%s = -1 %s\n", text, strerrorname_np(error));
    } else {
        printf("%s = %ld\n", text, result);
    }
}

/* Prints a call and its result. */
#define CALL(call)                      \
    do {                                \
        errno = 0;                      \
        long result = (long)(call);     \
        print(#call, result, errno);    \
    } while (0)

/* Prints a call and only whether it succeeded. */
#define TRY(call)                                        \
    do {                                                 \
        errno = 0;                                       \
        int failed = (long)(call) < 0;                   \
        print(#call, failed ? -1 : 0, errno);            \
    } while (0)

/* Prints an mmap-like call and only whether it succeeded. */
#define MAP(call) CALL((call) == MAP_FAILED ? -1 : 0)

static void reading_and_writing(void) {
    CALL(open("missing", O_RDONLY));
    CALL(open("d", O_CREAT | O_RDWR, 0644));
    CALL(write(3, "hello world", 11));
    CALL(lseek(3, 0, SEEK_CUR));
    CALL(lseek(3, -100, SEEK_CUR));
    CALL(lseek(3, 0, 99));
    CALL(lseek(3, 6, SEEK_SET));
    CALL(read(3, buffer, 100));
    CALL(pread(3, buffer, 5, 2));
    CALL(pread(3, buffer, 5, -1));
    CALL(pwrite(3, "XX", 2, 20));
    CALL(fstat(3, &status));
    printf("%ld %o %ld\n", (long)status.st_size, status.st_mode, (long)status.st_nlink);
    CALL(ftruncate(3, 5));
    CALL(ftruncate(3, -5));
    CALL(ftruncate(3, 8192));
    CALL(lseek(3, 0, SEEK_END));
    CALL(read(99, buffer, 1));
    CALL(write(3, (void *)16, 5));
    CALL(read(3, (void *)16, 5));
    CALL(close(99));
    struct iovec out[3] = {{"one ", 4}, {"", 0}, {"two\n", 4}};
    fflush(stdout);
    CALL(writev(1, out, 3));
    CALL(writev(1, out, -1));
    CALL(writev(1, out, 2000));
    lseek(3, 0, SEEK_SET);
    struct iovec in[2] = {{buffer, 3}, {buffer + 3, 4}};
    CALL(readv(3, in, 2));
    CALL(preadv(3, in, 2, 1));
    CALL(pwritev(3, out, 3, 0));
    CALL(fsync(3));
    CALL(fdatasync(3));
    CALL(posix_fallocate(3, 0, 10000));
    CALL(lseek(3, 0, SEEK_END));
}

static void descriptors(void) {
    CALL(dup(3));
    CALL(dup2(3, 10));
    CALL(dup2(3, 3));
    CALL(dup3(3, 3, 0));
    CALL(fcntl(3, F_DUPFD, 7));
    CALL(fcntl(10, F_GETFD));
    CALL(fcntl(10, F_SETFD, FD_CLOEXEC));
    CALL(fcntl(10, F_GETFD));
    CALL(fcntl(3, F_GETFL) & O_ACCMODE);
    CALL(fcntl(3, F_SETFL, O_APPEND | O_NONBLOCK));
    CALL(fcntl(3, F_GETFL) & (O_APPEND | O_NONBLOCK | O_ACCMODE));
    CALL(fcntl(3, 9999));
    CALL(fcntl(77, F_GETFD));
    CALL(write(3, "app", 3));
    CALL(lseek(3, 0, SEEK_CUR));
    CALL(fcntl(3, F_SETFL, 0));
    CALL(isatty(0));
    CALL(isatty(3));
    CALL(ioctl(3, TCGETS, buffer));
    CALL(ioctl(3, TIOCGWINSZ, buffer));
    CALL(ioctl(99, TCGETS, buffer));
}

static void paths(void) {
    CALL(mkdir("sub", 0755));
    CALL(mkdir("sub", 0755));
    CALL(mkdir("no/where", 0755));
    CALL(open("sub", O_RDWR));
    CALL(open("sub", O_RDONLY | O_DIRECTORY));
    CALL(open("d", O_RDONLY | O_DIRECTORY));
    CALL(open("d/x", O_RDONLY));
    CALL(open("d", O_CREAT | O_EXCL | O_RDWR, 0600));
    CALL(open("sub/f", O_CREAT | O_WRONLY | O_TRUNC, 0600));
    CALL(open("ro", O_CREAT | O_RDONLY, 0400));
    CALL(open("", O_RDONLY));
    CALL(open("d/", O_RDONLY));
    CALL(symlink("d", "link"));
    CALL(symlink("d", "link"));
    CALL(readlink("link", buffer, 100));
    CALL(readlink("d", buffer, 100));
    CALL(readlink("missing", buffer, 100));
    CALL(lstat("link", &status));
    printf("%o %ld\n", status.st_mode, (long)status.st_size);
    CALL(stat("link", &status));
    printf("%o\n", status.st_mode);
    CALL(open("link", O_RDONLY | O_NOFOLLOW));
    CALL(stat("missing", &status));
    CALL(stat("d/x", &status));
    CALL(stat("", &status));
    CALL(stat((char *)8, &status));
    CALL(symlink("loop", "loop"));
    CALL(stat("loop", &status));
    CALL(open("loop", O_RDONLY));
    CALL(access("d", R_OK));
    CALL(access("missing", F_OK));
    CALL(access("d", X_OK));
    CALL(access("sub", X_OK));
    CALL(access("d", 100));
    CALL(link("d", "hard"));
    CALL(stat("d", &status));
    printf("%ld\n", (long)status.st_nlink);
    CALL(link("missing", "x"));
    CALL(link("d", "hard"));
    CALL(rename("hard", "moved"));
    CALL(rename("missing", "x"));
    CALL(rename("sub", "d"));
    CALL(rename("d", "sub"));
    CALL(renameat2(AT_FDCWD, "ro", AT_FDCWD, "d", RENAME_NOREPLACE));
    CALL(unlink("moved"));
    CALL(unlink("moved"));
    CALL(unlink("sub"));
    CALL(rmdir("d"));
    CALL(rmdir("sub"));
    char name[5000];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = 0;
    CALL(open(name, O_RDONLY));
    name[300] = 0;
    CALL(open(name, O_RDONLY));
}

static void directories(void) {
    DIR *directory = opendir("sub");
    struct dirent *entry;
    int count = 0;
    while ((entry = readdir(directory)) != NULL) {
        count++;
        if (entry->d_name[0] != '.') {
            printf("%s %d\n", entry->d_name, entry->d_type);
        }
    }
    rewinddir(directory);
    while (readdir(directory) != NULL) {
        count++;
    }
    printf("%d entries\n", count);
    closedir(directory);
    int fd = open("sub", O_RDONLY | O_DIRECTORY);
    CALL(faccessat(fd, "f", R_OK, 0));
    CALL(openat(3, "f", O_RDONLY));
    CALL(fstatat(fd, "f", &status, 0));
    CALL(fstatat(fd, "", &status, AT_EMPTY_PATH));
    printf("%o\n", status.st_mode & S_IFMT);
    CALL(read(fd, buffer, 10));
    CALL(unlinkat(fd, "f", 0));
    CALL(rmdir("sub"));
    CALL(fstat(fd, &status));
    CALL(chdir("missing"));
    CALL(chdir("d"));
    CALL(mkdir("deep", 0700));
    CALL(chdir("deep"));
    CALL(strcmp(strrchr(getcwd(buffer, sizeof buffer), '/'), "/deep"));
    CALL(getcwd(buffer, 3) == NULL ? -1 : 0);
    CALL(chdir(".."));
    CALL(rmdir("deep"));
}

static void attributes(void) {
    CALL(umask(077));
    CALL(open("um", O_CREAT | O_WRONLY, 0666) > 0);
    stat("um", &status);
    printf("%o\n", status.st_mode);
    CALL(umask(022));
    CALL(chmod("um", 0640));
    stat("um", &status);
    printf("%o\n", status.st_mode);
    CALL(chmod("missing", 0));
    CALL(fchmod(3, 0600));
    CALL(chown("um", -1, -1));
    CALL(truncate("um", 100));
    stat("um", &status);
    printf("%ld\n", (long)status.st_size);
    CALL(truncate("missing", 1));
    struct timespec times[2] = {{1000, 5000}, {2000, 6000}};
    CALL(utimensat(AT_FDCWD, "um", times, 0));
    stat("um", &status);
    printf("%ld.%09ld %ld.%09ld\n", status.st_atim.tv_sec, status.st_atim.tv_nsec,
           status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

static void pipes(void) {
    int ends[2];
    CALL(pipe(ends));
    CALL(write(ends[1], "abc", 3));
    int waiting = 0;
    CALL(ioctl(ends[0], FIONREAD, &waiting));
    printf("%d\n", waiting);
    struct pollfd polled[3] = {{ends[0], POLLIN, 0}, {ends[1], POLLOUT, 0}, {88, POLLIN, 0}};
    CALL(poll(polled, 3, 0));
    printf("%x %x %x\n", polled[0].revents, polled[1].revents, polled[2].revents);
    CALL(read(ends[0], buffer, 100));
    CALL(poll(polled, 1, 0));
    CALL(poll(polled, 1, 20));
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ends[0], &set);
    struct timeval limit = {0, 1000};
    CALL(select(ends[0] + 1, &set, NULL, NULL, &limit));
    FD_ZERO(&set);
    FD_SET(ends[1], &set);
    CALL(select(ends[1] + 1, NULL, &set, NULL, NULL));
    CALL(FD_ISSET(ends[1], &set) != 0);
    CALL(lseek(ends[0], 0, SEEK_SET));
    CALL(close(ends[1]));
    CALL(read(ends[0], buffer, 10));
    CALL(write(ends[0], "x", 1));
    CALL(fstat(ends[0], &status));
    printf("%o\n", status.st_mode & S_IFMT);
    CALL(pipe(ends));
    signal(SIGPIPE, SIG_IGN);
    close(ends[0]);
    CALL(write(ends[1], "x", 1));
}

static void memory(void) {
    int anonymous = MAP_PRIVATE | MAP_ANONYMOUS;
    char *at = mmap(NULL, 8192, PROT_READ | PROT_WRITE, anonymous, -1, 0);
    strcpy(at, "mapped");
    CALL(mprotect(at, 4096, PROT_READ));
    CALL(mprotect(at + 1, 4096, PROT_READ));
    CALL(mprotect((void *)0x1000000000, 4096, PROT_READ));
    CALL(read(3, at, 1));
    CALL(munmap(at + 1, 1));
    CALL(munmap(at, 0));
    CALL(mprotect(at, 8192, PROT_READ | PROT_WRITE));
    at = mremap(at, 8192, 1 << 20, MREMAP_MAYMOVE);
    printf("%s\n", at);
    CALL(mremap(at, 1 << 20, 4096, 0) == at);
    CALL(munmap(at, 4096));
    MAP(mremap(at, 4096, 8192, 0));
    MAP(mmap(NULL, 0, PROT_READ, anonymous, -1, 0));
    MAP(mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 99, 0));
    MAP(mmap(NULL, 4096, PROT_READ, 0, -1, 0));
    MAP(mmap((void *)4097, 4096, PROT_READ, anonymous | MAP_FIXED, -1, 0));
    MAP(mmap(NULL, 1UL << 62, PROT_READ, anonymous, -1, 0));
    MAP(mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 1));
    unsigned long sparse = 1UL << 32;
    at = mmap(NULL, sparse, PROT_NONE, anonymous | MAP_NORESERVE, -1, 0);
    CALL(mprotect(at + sparse / 2, 4096, PROT_READ | PROT_WRITE));
    at[sparse / 2] = 1;
    CALL(madvise(at + sparse / 2, 4096, MADV_DONTNEED));
    CALL(at[sparse / 2]);
    CALL(madvise(at + 1, 4096, MADV_DONTNEED));
    CALL(munmap(at, sparse));
    void *old = sbrk(0);
    CALL(sbrk(1 << 20) == old);
    memset(old, 1, 1 << 20);
    CALL(sbrk(-(1 << 20)) != (void *)-1);
    char *block = calloc(1, 1 << 24);
    block[(1 << 24) - 1] = 7;
    block = realloc(block, 1 << 25);
    CALL(block[(1 << 24) - 1]);
    free(block);
}

static void mapped_files(void) {
    int writable = PROT_READ | PROT_WRITE;
    CALL(ftruncate(3, 0));
    CALL(pwrite(3, "file content here", 17, 0));
    char *at = mmap(NULL, 4096, writable, MAP_SHARED, 3, 0);
    printf("%.17s|%d\n", at, at[17]);
    memcpy(at, "FILE", 4);
    CALL(msync(at, 4096, MS_SYNC));
    memcpy(at + 5, "CONT", 4);
    CALL(munmap(at, 4096));
    CALL(pread(3, buffer, 17, 0));
    printf("%.17s\n", buffer);
    at = mmap(NULL, 4096, writable, MAP_PRIVATE, 3, 0);
    at[0] = 'z';
    CALL(pread(3, buffer, 17, 0));
    printf("%.17s\n", buffer);
    CALL(munmap(at, 4096));
    int fd = open("d", O_RDONLY);
    MAP(mmap(NULL, 4096, writable, MAP_SHARED, fd, 0));
    CALL(close(fd));
}

static void clocks(void) {
    struct timespec time_;
    TRY(clock_gettime(CLOCK_REALTIME, &time_));
    TRY(clock_gettime(CLOCK_MONOTONIC, &time_));
    TRY(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time_));
    CALL(clock_gettime(99, &time_));
    CALL(clock_getres(CLOCK_MONOTONIC, &time_));
    printf("%ld\n", time_.tv_nsec);
    time_ = (struct timespec){0, 1000000};
    CALL(nanosleep(&time_, NULL));
    time_.tv_nsec = -1;
    CALL(nanosleep(&time_, NULL));
    time_ = (struct timespec){0, 5};
    CALL(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time_, NULL));
    struct tms ticks;
    TRY(times(&ticks));
    struct rusage usage;
    CALL(getrusage(RUSAGE_SELF, &usage));
    CALL(getrusage(77, &usage));
    CALL(time(NULL) > 1000000);
}

static void system_and_process(void) {
    struct utsname name;
    CALL(uname(&name));
    printf("%s %s\n", name.sysname, name.machine);
    struct sysinfo info;
    CALL(sysinfo(&info));
    CALL(sysconf(_SC_PAGESIZE));
    CALL(sysconf(_SC_CLK_TCK));
    struct rlimit limit;
    CALL(getrlimit(99, &limit));
    limit = (struct rlimit){10, 5};
    CALL(setrlimit(RLIMIT_CORE, &limit));
    limit = (struct rlimit){0, 0};
    CALL(setrlimit(RLIMIT_CORE, &limit));
    CALL(getrandom(buffer, 16, 0));
    CALL(getrandom(buffer, 16, 0xff));
    TRY(getpid());
    TRY(getppid());
    CALL(getpid() == gettid());
    CALL(getuid() == geteuid());
    CALL(getpgid(0) > 0);
    CALL(sched_yield());
    CALL(sched_get_priority_max(SCHED_FIFO));
    CALL(sched_get_priority_min(SCHED_OTHER));
    CALL(waitpid(-1, NULL, 0));
    CALL(access("/proc/self/maps", R_OK));
    FILE *null = fopen("/dev/null", "w");
    CALL(fputs("x", null));
    CALL(fclose(null));
    FILE *zero = fopen("/dev/zero", "r");
    CALL(fgetc(zero));
    FILE *temporary = tmpfile();
    fputs("temp", temporary);
    rewind(temporary);
    CALL(fgetc(temporary));
}

static void ignore(int signal) {
    (void)signal;
}

static void signals(void) {
    struct sigaction action = {.sa_handler = ignore};
    struct sigaction old;
    CALL(sigaction(SIGUSR1, &action, NULL));
    CALL(sigaction(SIGUSR1, NULL, &old));
    CALL(old.sa_handler == ignore);
    CALL(sigaction(SIGKILL, &action, NULL));
    CALL(sigaction(65, &action, NULL));
    sigset_t set;
    sigset_t seen;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR2);
    CALL(sigprocmask(SIG_BLOCK, &set, NULL));
    CALL(sigprocmask(SIG_BLOCK, NULL, &seen));
    CALL(sigismember(&seen, SIGUSR2));
    CALL(raise(SIGUSR2));
    sigpending(&seen);
    CALL(sigismember(&seen, SIGUSR2));
    signal(SIGUSR2, SIG_IGN);
    CALL(sigprocmask(SIG_UNBLOCK, &set, NULL));
    CALL(sigprocmask(77, &set, NULL));
    CALL(kill(getpid(), 0));
    CALL(kill(getpid(), 99));
    CALL(raise(SIGCHLD));
    stack_t stack = {.ss_sp = buffer, .ss_size = 100};
    CALL(sigaltstack(&stack, NULL));
    stack.ss_size = sizeof buffer;
    CALL(sigaltstack(&stack, NULL));
    CALL(sigaltstack(NULL, &stack));
    printf("%ld %d\n", (long)stack.ss_size, stack.ss_flags);
}

int main(int argc, char **argv) {
    printf("%d %s %s\n", argc, argv[1], getenv("TEXT"));
    reading_and_writing();
    descriptors();
    paths();
    directories();
    attributes();
    pipes();
    memory();
    mapped_files();
    clocks();
    system_and_process();
    signals();
    fflush(stdout);
    abort();
}
