// Random bytes from the system: sizes, flags, that they differ; and the library's generators, whose
// sequences are fixed by their seeds.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/random.h>
#include <unistd.h>
#include <fcntl.h>

// Printed results are taken one by one: the order in which arguments are evaluated is not fixed.
static int fails(long result, int error) { return result == -1 && errno == error; }

static int distinct(const unsigned char *bytes, size_t size) {
    int seen[256] = {0}, count = 0;
    for (size_t i = 0; i < size; i++) {
        count += !seen[bytes[i]]++;
    }
    return count;
}

int main(void) {
    static unsigned char a[5000], b[5000];
    printf("%zd", getrandom(a, sizeof a, 0));
    printf(" %zd\n", getrandom(b, sizeof b, 0));
    printf("all values %d %d, different %d\n", distinct(a, sizeof a) == 256,
            distinct(b, sizeof b) == 256, memcmp(a, b, sizeof a) != 0);
    printf("%zd\n", getrandom(a, 0, GRND_NONBLOCK));
    printf("%d\n", fails(getrandom(a, 16, 0xffff), EINVAL));
    printf("%d\n", getentropy(a, 256));
    printf("%d\n", getentropy(a, 257) == -1);
    int fd = open("/dev/urandom", O_RDONLY);
    printf("%d %zd", fd >= 0, read(fd, a, 1000));
    printf(" %d\n", distinct(a, 1000) > 200);
    close(fd);
    const unsigned char *start = (const unsigned char *)getauxval(AT_RANDOM);
    printf("AT_RANDOM %d\n", start != NULL && distinct(start, 16) > 4);

    srand(1);
    int x = rand(), y = rand();
    printf("rand %d %d\n", x, y);
    srandom(42);
    long r = random();
    printf("random %ld %ld\n", r, random());
    srand48(7);
    double d = drand48();
    printf("drand48 %.12f %ld\n", d, lrand48());
    unsigned seed = 5;
    printf("rand_r %d\n", rand_r(&seed));
    return 0;
}
