#include <errno.h>
#include <unistd.h>

#include "syscall.h"

int errno;

long syscall_result(long result) {
    if ((unsigned long)result > -4096UL) {
        errno = (int)-result;
        return -1;
    }
    return result;
}

ssize_t read(int fd, void *buffer, size_t size) {
    return syscall_result(syscall3(SYS_READ, fd, (long)buffer, (long)size));
}

ssize_t write(int fd, const void *buffer, size_t size) {
    return syscall_result(syscall3(SYS_WRITE, fd, (long)buffer, (long)size));
}

int close(int fd) { return (int)syscall_result(syscall3(SYS_CLOSE, fd, 0, 0)); }

off_t lseek(int fd, off_t offset, int whence) {
    return syscall_result(syscall3(SYS_LSEEK, fd, offset, whence));
}

int isatty(int fd) {
    enum { TCGETS = 0x5401 };
    char termios[64];
    return syscall_result(syscall3(SYS_IOCTL, fd, TCGETS, (long)termios)) == 0;
}

int getpid(void) { return (int)syscall3(SYS_GETPID, 0, 0, 0); }

void _exit(int status) {
    for (;;) {
        syscall3(SYS_EXIT_GROUP, status, 0, 0);
    }
}
