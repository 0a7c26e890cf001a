// Parts of the POSIX library: options, patterns, memory streams, trees of files.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <ftw.h>
#include <getopt.h>
#include <glob.h>
#include <libgen.h>
#include <regex.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/times.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <fcntl.h>
#include <unistd.h>
#include <wordexp.h>

static int files, folders;
static long bytes;

static int visit(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    (void)path;
    (void)ftw;
    if (type == FTW_D || type == FTW_DP) {
        folders++;
    } else {
        files++;
        bytes += st->st_size;
    }
    return 0;
}

static int removing(const char *path, const struct stat *st, int type, struct FTW *ftw) {
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static int order(const struct dirent **a, const struct dirent **b) {
    return -strcmp((*a)->d_name, (*b)->d_name);
}

static int compare(const void *a, const void *b, void *context) {
    ++*(int *)context;
    return *(const int *)a - *(const int *)b;
}

int main(void) {
    char *words[] = {"posix", "-a", "-b", "value", "--long=7", "rest", NULL};
    struct option options[] = {{"long", required_argument, NULL, 'l'}, {0}};
    int c;
    while ((c = getopt_long(6, words, "ab:", options, NULL)) != -1) {
        printf("%c %s\n", c, optarg ? optarg : "-");
    }
    printf("%s\n", words[optind]);

    regex_t re;
    regmatch_t m[3];
    printf("%d", regcomp(&re, "([a-z]+)=([0-9]{2,4})", REG_EXTENDED));
    printf(" %d", regexec(&re, "xx key=12345 yy", 3, m, 0));
    printf(" %d-%d %d-%d\n", (int)m[1].rm_so, (int)m[1].rm_eo, (int)m[2].rm_so, (int)m[2].rm_eo);
    printf("%d\n", regexec(&re, "key=1", 0, NULL, 0) == REG_NOMATCH);
    regfree(&re);
    printf("%d %d\n", fnmatch("*.[ch]", "main.c", 0), fnmatch("*.[ch]", "main.o", 0) == FNM_NOMATCH);

    char *memory;
    size_t size;
    FILE *f = open_memstream(&memory, &size);
    for (int i = 0; i < 1000; i++) {
        fprintf(f, "%d,", i);
    }
    fclose(f);
    printf("%zu %.20s\n", size, memory);
    f = fmemopen(memory, size, "r");
    char *line = NULL;
    size_t capacity = 0;
    long sum = 0;
    while (getdelim(&line, &capacity, ',', f) > 0) {
        sum += atoi(line);
    }
    fclose(f);
    free(line);
    free(memory);
    printf("%ld\n", sum);

    char folder[] = "tree-XXXXXX";
    printf("%d\n", mkdtemp(folder) != NULL);
    if (chdir(folder)) {
        return 1;
    }
    mkdir("a", 0755);
    mkdir("a/b", 0755);
    mkdir("c", 0700);
    for (int i = 0; i < 30; i++) {
        char name[40];
        snprintf(name, sizeof name, "%s/file%02d.%s", i % 3 ? "a/b" : "c", i, i & 1 ? "txt" : "dat");
        f = fopen(name, "w");
        fprintf(f, "%*s", i, "");
        fclose(f);
    }
    nftw(".", visit, 8, FTW_PHYS);
    printf("%d files, %d folders, %ld bytes\n", files, folders, bytes);
    glob_t found;
    printf("%d", glob("*/*.dat", 0, NULL, &found));
    for (size_t i = 0; i < found.gl_pathc; i++) {
        printf(" %s", found.gl_pathv[i]);
    }
    printf("\n");
    globfree(&found);
    struct dirent **names;
    int n = scandir("a/b", &names, NULL, order);
    printf("%d %s %s\n", n, names[0]->d_name, names[n - 1]->d_name);
    for (int i = 0; i < n; i++) {
        free(names[i]);
    }
    free(names);

    int fd = open("vector", O_RDWR | O_CREAT, 0600);
    struct iovec out[] = {{"gather", 6}, {" ", 1}, {"writes", 6}};
    printf("%d\n", (int)writev(fd, out, 3));
    char head[7] = "", tail[7] = "";
    struct iovec in[] = {{head, 6}, {tail, 6}};
    lseek(fd, 0, SEEK_SET);
    printf("%d %s|%s\n", (int)readv(fd, in, 2), head, tail);
    printf("%d %d\n", (int)pwrite(fd, "X", 1, 100), (int)lseek(fd, 0, SEEK_END));
    printf("%d %d\n", ftruncate(fd, 3), (int)lseek(fd, 0, SEEK_END));
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    printf("%d\n", fcntl(fd, F_SETLK, &lock));
    close(fd);
    FILE *temporary = tmpfile();
    printf("%d\n", temporary && fputs("gone", temporary) >= 0);
    fclose(temporary);
    if (chdir("..")) {
        return 1;
    }
    printf("%d %d\n", nftw(folder, removing, 8, FTW_DEPTH | FTW_PHYS), access(folder, F_OK));

    char path[] = "/usr/lib/name.ext";
    printf("%s ", basename(path));
    printf("%s\n", dirname(path));
    char *resolved = realpath("/usr/../usr/./", NULL);
    printf("%s\n", resolved ? resolved : strerror(errno));
    free(resolved);
    int values[500], calls = 0;
    for (int i = 0; i < 500; i++) {
        values[i] = (i * 7919) % 503;
    }
    qsort_r(values, 500, sizeof *values, compare, &calls);
    printf("%d %d %d\n", values[0], values[499], calls);
    struct hsearch_data table = {0};
    hcreate_r(50, &table);
    ENTRY entry = {"key", (void *)77}, *hit;
    hsearch_r(entry, ENTER, &hit, &table);
    printf("%d\n", hsearch_r((ENTRY){"key", NULL}, FIND, &hit, &table) ? (int)(long)hit->data : -1);
    hdestroy_r(&table);
    struct tms ticks;
    struct rusage usage;
    struct statvfs vfs;
    printf("%d %d %d\n", times(&ticks) != -1, getrusage(RUSAGE_SELF, &usage), statvfs(".", &vfs));
    printf("%ld %ld %d\n", sysconf(_SC_PAGESIZE), sysconf(_SC_CLK_TCK), sysconf(_SC_NPROCESSORS_ONLN) > 0);
    wordexp_t expanded;
    setenv("WHO", "world", 1);
    printf("%d", wordexp("hello $WHO 'a b'", &expanded, WRDE_NOCMD));
    for (size_t i = 0; i < expanded.we_wordc; i++) {
        printf(" <%s>", expanded.we_wordv[i]);
    }
    printf("\n");
    return 0;
}
