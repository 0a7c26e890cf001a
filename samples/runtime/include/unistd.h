#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef long ssize_t;
typedef long off_t;

#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2

#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2

extern char **environ;

ssize_t read(int fd, void *buffer, size_t size);
ssize_t write(int fd, const void *buffer, size_t size);
int close(int fd);
off_t lseek(int fd, off_t offset, int whence);
int isatty(int fd);
int getpid(void);
__attribute__((noreturn)) void _exit(int status);

#ifdef __cplusplus
}
#endif
