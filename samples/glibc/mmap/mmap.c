// Memory mappings: anonymous, of files, shared and private, protection, moving, sparse
// reservations, brk.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// Printed results are taken one by one: the order in which arguments are evaluated is not fixed.
static int fails(long result, int error) { return result == -1 && errno == error; }

static uint64_t checksum(const unsigned char *bytes, size_t size) {
    uint64_t sum = 0xcbf29ce484222325;
    for (size_t i = 0; i < size; i++) {
        sum = (sum ^ bytes[i]) * 0x100000001b3;
    }
    return sum;
}

static void *map(size_t size, int protection, int flags, int fd) {
    void *at = mmap(NULL, size, protection, flags, fd, 0);
    if (at == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return at;
}

int main(void) {
    const int both = PROT_READ | PROT_WRITE;
    const int anonymous = MAP_PRIVATE | MAP_ANONYMOUS;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    printf("page %zu\n", page);

    unsigned char *a = map(10 * page, both, anonymous, -1);
    printf("aligned %d, zero %d\n", ((uintptr_t)a & (page - 1)) == 0,
            checksum(a, page) == checksum(a + page, page));
    for (size_t i = 0; i < 10 * page; i++) {
        a[i] = (unsigned char)(i * 7 >> 3);
    }
    uint64_t before = checksum(a, 10 * page);
    printf("%d\n", mprotect(a + 2 * page, 3 * page, PROT_READ));
    printf("%d\n", checksum(a, 10 * page) == before);
    printf("%d\n", mprotect(a + 2 * page, 3 * page, both));
    a[3 * page] ^= 1;
    printf("%d\n", checksum(a, 10 * page) != before);
    a[3 * page] ^= 1;

    unsigned char *moved = mremap(a, 10 * page, 4000 * page, MREMAP_MAYMOVE);
    printf("%d %d\n", moved != MAP_FAILED, checksum(moved, 10 * page) == before);
    moved[4000 * page - 1] = 1;
    moved = mremap(moved, 4000 * page, 5 * page, 0);
    printf("%d %d\n", moved != MAP_FAILED,
            moved[5 * page - 1] == (unsigned char)((5 * page - 1) * 7 >> 3));
    printf("%d\n", munmap(moved + page, page)); // a hole in the middle
    printf("%d\n", munmap(moved, 5 * page));

    size_t huge = (size_t)1 << 40; // sparse: most of it is never touched
    unsigned char *sparse = map(huge, PROT_NONE, anonymous | MAP_NORESERVE, -1);
    unsigned long touched = 0;
    for (size_t offset = 0; offset < huge; offset += huge / 16) {
        if (mprotect(sparse + offset, page, both) == 0) {
            sparse[offset + 5] = (unsigned char)(offset >> 36);
            touched += sparse[offset + 5] + sparse[offset + 6];
        }
    }
    printf("touched %lu\n", touched);
    printf("%d\n", madvise(sparse, page, MADV_DONTNEED));
    printf("%d\n", sparse[5]);
    unsigned char *fixed = mmap(sparse + 8 * page, page, both, anonymous | MAP_FIXED, -1, 0);
    printf("%d\n", fixed == sparse + 8 * page && (fixed[0] = 3) == 3);
    printf("%d\n", munmap(sparse, huge));

    char path[] = "/tmp/sample-mmap-XXXXXX";
    int fd = mkstemp(path);
    ftruncate(fd, (off_t)(3 * page));
    pwrite(fd, "start", 5, 0);
    pwrite(fd, "second page", 11, (off_t)page);
    char *shared = map(3 * page, both, MAP_SHARED, fd);
    char *private = map(3 * page, both, MAP_PRIVATE, fd);
    printf("%.5s %.11s %d\n", shared, private + page, shared[2 * page]);
    memcpy(private, "PRIVATE", 7);
    memcpy(shared + 2 * page, "SHARED", 6);
    printf("%d\n", msync(shared, 3 * page, MS_SYNC));
    char text[8] = {0};
    pread(fd, text, 7, 0);
    printf("%s|%.7s\n", text, private);
    pread(fd, text, 7, (off_t)(2 * page));
    printf("%s\n", text);
    printf("%d %d\n", munmap(shared, 3 * page), munmap(private, 3 * page));
    char *second = mmap(NULL, page, PROT_READ, MAP_PRIVATE, fd, (off_t)page);
    printf("%.11s\n", second);
    munmap(second, page);
    close(fd);
    unlink(path);

    printf("%d\n", fails((long)mmap(NULL, 0, both, anonymous, -1, 0), EINVAL));
    printf("%d\n", fails((long)mmap(NULL, page, both, MAP_PRIVATE, 99, 0), EBADF));
    printf("%d\n", fails(munmap((void *)1, page), EINVAL));

    char *end = sbrk(0);
    printf("%d\n", sbrk(100 * (intptr_t)page) == end);
    end[50 * page] = 9;
    printf("%d\n", end[50 * page] + end[99 * page]);
    printf("%d\n", (char *)sbrk(-100 * (intptr_t)page) == end + 100 * page && sbrk(0) == end);
    return 0;
}
