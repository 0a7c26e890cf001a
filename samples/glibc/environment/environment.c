// What a process knows about itself: arguments, environment, auxiliary vector, limits, names.
// Prints only what is the same everywhere.
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

extern char **environ;

// Printed results are taken one by one: the order in which arguments are evaluated is not fixed.
static int fails(long result, int error) { return result == -1 && errno == error; }

int main(int argc, char **argv) {
    printf("%d:", argc);
    for (int i = 1; i < argc; i++) {
        printf(" [%s]", argv[i]);
    }
    printf(" %d\n", argv[argc] == NULL);

    printf("%d\n", getenv("SURELY_NOT_SET") == NULL);
    setenv("SAMPLE_VARIABLE", "first", 1);
    setenv("SAMPLE_VARIABLE", "second", 0);
    printf("%s", getenv("SAMPLE_VARIABLE"));
    putenv("SAMPLE_VARIABLE=third");
    printf(" %s", getenv("SAMPLE_VARIABLE"));
    unsetenv("SAMPLE_VARIABLE");
    printf(" %d\n", getenv("SAMPLE_VARIABLE") == NULL);
    clearenv();
    printf("%d\n", environ == NULL || environ[0] == NULL);

    const Elf64_Phdr *headers = (const Elf64_Phdr *)getauxval(AT_PHDR);
    int loads = 0;
    for (unsigned long i = 0; i < getauxval(AT_PHNUM); i++) {
        loads += headers[i].p_type == PT_LOAD;
    }
    printf("%lu %lu loads %d\n", getauxval(AT_PAGESZ), getauxval(AT_PHENT), loads >= 2);
    printf("entry %d, secure %lu, clock %lu\n", getauxval(AT_ENTRY) != 0, getauxval(AT_SECURE),
            getauxval(AT_CLKTCK));
    unsigned long wanted = 1 << 0 | 1 << 2 | 1 << 3 | 1 << 5 | 1 << 8 | 1 << 12; // A C D F I M
    printf("hardware %d\n", (getauxval(AT_HWCAP) & wanted) == wanted);
    const char *path = (const char *)getauxval(AT_EXECFN);
    printf("%s\n", path == NULL ? "?" : strrchr(path, '.') == NULL ? path : strrchr(path, '.'));

    struct utsname name;
    printf("%d", uname(&name));
    printf(" %s %s\n", name.sysname, name.machine);
    printf("%d %d %d\n", getpid() > 0, getppid() >= 0, syscall(SYS_gettid) == getpid());
    printf("%d %d\n", getuid() == geteuid(), getgid() == getegid());
    struct rlimit limit;
    printf("%d", getrlimit(RLIMIT_STACK, &limit));
    printf(" %d\n", limit.rlim_cur >= 65536);
    printf("%d", getrlimit(RLIMIT_NOFILE, &limit));
    printf(" %d\n", limit.rlim_cur >= 16);
    printf("%d\n", fails(getrlimit((__rlimit_resource_t)99, &limit), EINVAL));
    printf("%ld %d\n", sysconf(_SC_PAGESIZE), sysconf(_SC_NPROCESSORS_ONLN) >= 1);
    cpu_set_t processors;
    printf("%d\n", sched_getaffinity(0, sizeof processors, &processors) == 0
            && CPU_COUNT(&processors) >= 1);
    printf("%d\n", sched_yield());
    char title[16] = "";
    printf("%d", prctl(PR_SET_NAME, "renamed"));
    prctl(PR_GET_NAME, title);
    printf(" %s\n", title);
    printf("%d", isatty(99));
    printf(" %d\n", errno == EBADF);
    printf("%d\n", fails(syscall(9999), ENOSYS));
    char where[PATH_MAX];
    printf("%d\n", getcwd(where, sizeof where) != NULL && where[0] == '/');
    printf("%d", getcwd(where, 1) == NULL);
    printf(" %d\n", errno == ERANGE);
    char link[PATH_MAX];
    printf("%d\n", readlink("/proc/self/exe", link, sizeof link) > 0);
    return 0;
}
