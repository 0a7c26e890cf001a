// Pipes and descriptors: capacity, end of file, non-blocking mode, duplicates, vectors, poll,
// flags.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/uio.h>
#include <unistd.h>

// Printed results are taken one by one: the order in which arguments are evaluated is not fixed.
static int fails(long result, int error) { return result == -1 && errno == error; }

int main(void) {
    int ends[2];
    char buffer[64];
    printf("%d\n", pipe(ends));
    printf("%zd", write(ends[1], "through the pipe", 16));
    int waiting = 0;
    printf(" %d", ioctl(ends[0], FIONREAD, &waiting));
    printf(" %d\n", waiting);
    ssize_t got = read(ends[0], buffer, sizeof buffer);
    printf("%zd %.*s\n", got, (int)got, buffer);

    struct iovec parts[3] = {{"one ", 4}, {"", 0}, {"two", 3}};
    printf("%zd\n", writev(ends[1], parts, 3));
    char left[5] = {0}, right[5] = {0};
    struct iovec into[2] = {{left, 4}, {right, 4}};
    printf("%zd", readv(ends[0], into, 2));
    printf(" [%s] [%s]\n", left, right);

    struct pollfd polled[2] = {{ends[0], POLLIN, 0}, {ends[1], POLLOUT, 0}};
    printf("%d", poll(polled, 2, 0));
    printf(" %d %d\n", polled[0].revents, polled[1].revents == POLLOUT);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    printf("%d\n", (fcntl(ends[0], F_GETFL) & (O_NONBLOCK | O_ACCMODE)) == (O_NONBLOCK | O_RDONLY));
    printf("%d\n", fails(read(ends[0], buffer, 1), EAGAIN));
    fd_set set;
    FD_ZERO(&set);
    FD_SET(ends[0], &set);
    struct timeval none = {0, 0};
    printf("%d\n", select(ends[0] + 1, &set, NULL, NULL, &none));
    write(ends[1], "x", 1);
    FD_SET(ends[0], &set);
    printf("%d", select(ends[0] + 1, &set, NULL, NULL, &none));
    printf(" %d\n", FD_ISSET(ends[0], &set) != 0);
    read(ends[0], buffer, 1);

    static char block[4096];
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    long total = 0;
    for (ssize_t n; (n = write(ends[1], block, sizeof block)) > 0;) {
        total += n;
    }
    printf("filled %d %d\n", total >= 4096, errno == EAGAIN);
    long drained = 0;
    for (ssize_t n; (n = read(ends[0], block, sizeof block)) > 0;) {
        drained += n;
    }
    printf("drained %d\n", drained == total);

    int copy = dup(ends[1]);
    int high = fcntl(ends[1], F_DUPFD, 100);
    printf("%d %d %d\n", copy >= 0, high >= 100, dup2(ends[1], 200));
    close(ends[1]);
    close(copy);
    close(high);
    printf("%d\n", fails(read(ends[0], buffer, 1), EAGAIN)); // a writer is left
    close(200);
    printf("%zd\n", read(ends[0], buffer, 1)); // none: end of file
    close(ends[0]);
    printf("%d\n", fails(read(ends[0], buffer, 1), EBADF));

    signal(SIGPIPE, SIG_IGN);
    pipe2(ends, O_CLOEXEC);
    printf("%d\n", fcntl(ends[0], F_GETFD));
    close(ends[0]);
    printf("%d\n", fails(write(ends[1], "x", 1), EPIPE));
    printf("%d\n", fails(lseek(ends[1], 0, SEEK_CUR), ESPIPE));
    close(ends[1]);

    pipe(ends);
    FILE *out = fdopen(ends[1], "w");
    FILE *in = fdopen(ends[0], "r");
    fprintf(out, "line %d\n", 7);
    fclose(out);
    printf("%s", fgets(buffer, sizeof buffer, in));
    fclose(in);
    fflush(stdout);
    int saved = dup(1);
    dup2(2, 1); // nothing is printed meanwhile
    dup2(saved, 1);
    printf("standard output is back\n");
    return 0;
}
