// Directories and what is known about files: mkdir, readdir, stat, links, modes, times, truncation.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Printed results are taken one by one: the order in which arguments are evaluated is not fixed.
static int fails(long result, int error) { return result == -1 && errno == error; }

static int by_name(const struct dirent **a, const struct dirent **b) {
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void list(const char *path) {
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, by_name);
    printf("%d:", count);
    for (int i = 0; i < count; i++) {
        unsigned char type = entries[i]->d_type;
        printf(" %s%s", entries[i]->d_name, type == DT_DIR ? "/" : type == DT_LNK ? "@" : "");
        free(entries[i]);
    }
    free(entries);
    printf("\n");
}

static void create(const char *path, const char *content, mode_t mode) {
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, mode);
    if (fd < 0 || write(fd, content, strlen(content)) != (ssize_t)strlen(content)) {
        perror(path);
        exit(1);
    }
    close(fd);
}

int main(void) {
    char folder[] = "/tmp/sample-directories-XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror(folder);
        return 1;
    }
    umask(022);
    create("alpha", "hello", 0644);
    create("beta", "", 0600);
    mkdir("sub", 0755);
    mkdir("sub/inner", 0700);
    symlink("alpha", "link");
    link("alpha", "sub/hard");
    list(".");
    list("sub");

    struct stat s, t;
    printf("%d", stat("alpha", &s));
    printf(" size %ld mode %o links %ld\n", (long)s.st_size, (unsigned)s.st_mode, (long)s.st_nlink);
    printf("%d", stat("sub/hard", &t));
    printf(" same inode %d\n", s.st_ino == t.st_ino && s.st_dev == t.st_dev);
    printf("%d", lstat("link", &t));
    printf(" link %d size %ld\n", S_ISLNK(t.st_mode), (long)t.st_size);
    char target[PATH_MAX];
    ssize_t length = readlink("link", target, sizeof target - 1);
    target[length < 0 ? 0 : length] = 0;
    printf("%zd %s\n", length, target);

    printf("%d", chmod("beta", 0400));
    printf(" %d\n", access("beta", R_OK));
    printf("%d\n", truncate("alpha", 100000) == 0 && stat("sub/hard", &t) == 0
            && t.st_size == 100000);
    int fd = open("alpha", O_RDWR);
    char zeros[8] = "x";
    printf("%zd", pread(fd, zeros, 8, 50000));
    printf(" %d\n", zeros[0]);
    printf("%zd", pwrite(fd, "there", 5, 99998));
    fstat(fd, &s);
    printf(" %ld %ld\n", (long)s.st_size, (long)lseek(fd, -3, SEEK_END));
    struct timespec times[2] = {{1000000000, 0}, {1234567890, 500000000}};
    printf("%d", futimens(fd, times));
    fstat(fd, &s);
    printf(" %ld %ld %ld\n", (long)s.st_atim.tv_sec, (long)s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
    close(fd);

    printf("%d\n", fails(rmdir("sub"), ENOTEMPTY));
    printf("%d\n", fails(mkdir("sub", 0755), EEXIST));
    printf("%d\n", fails(open("nowhere/x", O_RDONLY), ENOENT));
    printf("%d\n", fails(open("alpha/x", O_RDONLY), ENOTDIR));
    printf("%d\n", fails(open("alpha", O_CREAT | O_EXCL | O_WRONLY, 0644), EEXIST));
    printf("%d", rename("sub/inner", "moved"));
    printf(" %d\n", stat("moved", &s) == 0 && S_ISDIR(s.st_mode));

    int at = open("sub", O_RDONLY | O_DIRECTORY);
    printf("%d", openat(at, "hard", O_RDONLY) >= 0);
    printf(" %d\n", fails(faccessat(at, "inner", F_OK, 0), ENOENT));
    printf("%d\n", fstatat(at, "hard", &s, AT_SYMLINK_NOFOLLOW));
    printf("%d\n", unlinkat(at, "hard", 0));
    close(at);

    char where[PATH_MAX];
    chdir("sub");
    getcwd(where, sizeof where);
    size_t size = strlen(folder);
    printf("%d %s\n", strncmp(where, folder, size), where + size);
    printf("%d\n", realpath("../link", target) != NULL && strcmp(target + size, "/alpha") == 0);
    chdir(folder);

    DIR *directory = opendir(".");
    int entries = 0;
    while (readdir(directory) != NULL) {
        entries++;
    }
    rewinddir(directory);
    printf("%d %d\n", entries, readdir(directory) != NULL);
    closedir(directory);
    for (int i = 0; i < 300; i++) { // more than one call of getdents64 returns
        char name[64];
        snprintf(name, sizeof name, "sub/a-file-with-a-rather-long-name-number-%03d", i);
        create(name, "", 0644);
    }
    directory = opendir("sub");
    int found = 0;
    for (struct dirent *d; (d = readdir(directory)) != NULL;) {
        if (d->d_name[0] == 'a') {
            found++;
            unlinkat(dirfd(directory), d->d_name, 0);
        }
    }
    closedir(directory);
    printf("%d files\n", found);

    printf("%d\n", unlink("alpha") | unlink("beta") | unlink("link") | rmdir("sub")
            | rmdir("moved"));
    chdir("/");
    printf("%d\n", rmdir(folder));
    return 0;
}
