// Buffered streams over file descriptors.
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "syscall.h"

enum {
    READABLE = 1,
    WRITABLE = 2,
    UNBUFFERED = 4,
    BY_LINE = 8,
    UNDECIDED = 16, // whether by line, until the first write
    FAILED = 32,
    ENDED = 64,
};

struct stream {
    int fd;
    int flags;
    unsigned char *buffer;
    size_t position; // the next byte to read, or the number of bytes to be written
    size_t filled;   // bytes in the buffer that were read
    FILE *next;      // in the list of open streams
};

static unsigned char in_buffer[BUFSIZ];
static unsigned char out_buffer[BUFSIZ];

static FILE err_stream = {STDERR_FILENO, WRITABLE | UNBUFFERED, NULL, 0, 0, NULL};
static FILE out_stream = {STDOUT_FILENO, WRITABLE | UNDECIDED, out_buffer, 0, 0, &err_stream};
static FILE in_stream = {STDIN_FILENO, READABLE, in_buffer, 0, 0, &out_stream};

FILE *const stdin = &in_stream;
FILE *const stdout = &out_stream;
FILE *const stderr = &err_stream;

static FILE *open_streams = &in_stream;

static int write_all(FILE *stream, const unsigned char *from, size_t size) {
    while (size > 0) {
        ssize_t written = write(stream->fd, from, size);
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            stream->flags |= FAILED;
            return EOF;
        }
        from += written;
        size -= (size_t)written;
    }
    return 0;
}

static int flush_one(FILE *stream) {
    if (!(stream->flags & WRITABLE) || stream->position == 0) {
        return 0;
    }
    size_t size = stream->position;
    stream->position = 0;
    return write_all(stream, stream->buffer, size);
}

int fflush(FILE *stream) {
    if (stream != NULL) {
        return flush_one(stream);
    }
    int result = 0;
    for (FILE *each = open_streams; each != NULL; each = each->next) {
        result |= flush_one(each);
    }
    return result;
}

FILE *fopen(const char *path, const char *mode) {
    enum { AT_FDCWD = -100, O_WRONLY = 1, O_CREAT = 0100, O_TRUNC = 01000, O_APPEND = 02000 };
    int flags = mode[0] == 'r' ? 0
            : mode[0] == 'a'   ? O_WRONLY | O_CREAT | O_APPEND
                               : O_WRONLY | O_CREAT | O_TRUNC;
    long fd = syscall_result(syscall6(SYS_OPENAT, AT_FDCWD, (long)path, flags, 0666, 0, 0));
    if (fd < 0) {
        return NULL;
    }
    FILE *stream = malloc(sizeof(FILE) + BUFSIZ);
    if (stream == NULL) {
        close((int)fd);
        return NULL;
    }
    stream->fd = (int)fd;
    stream->flags = mode[0] == 'r' ? READABLE : WRITABLE;
    stream->buffer = (unsigned char *)(stream + 1);
    stream->position = 0;
    stream->filled = 0;
    stream->next = open_streams;
    open_streams = stream;
    return stream;
}

int fclose(FILE *stream) {
    int result = flush_one(stream) | close(stream->fd);
    FILE **link = &open_streams;
    while (*link != stream) {
        link = &(*link)->next;
    }
    *link = stream->next;
    if (stream != stdin && stream != stdout && stream != stderr) {
        free(stream);
    }
    return result;
}

int fseek(FILE *stream, long offset, int whence) {
    if (flush_one(stream) != 0) {
        return -1;
    }
    if (whence == SEEK_CUR) {
        offset -= (long)(stream->filled - stream->position);
    }
    stream->position = 0;
    stream->filled = 0;
    stream->flags &= ~ENDED;
    return lseek(stream->fd, offset, whence) < 0 ? -1 : 0;
}

long ftell(FILE *stream) {
    long at = lseek(stream->fd, 0, SEEK_CUR);
    if (at < 0) {
        return -1;
    }
    return stream->flags & READABLE ? at - (long)(stream->filled - stream->position)
                                    : at + (long)stream->position;
}

int ferror(FILE *stream) { return (stream->flags & FAILED) != 0; }

int feof(FILE *stream) { return (stream->flags & ENDED) != 0; }

static ssize_t read_some(FILE *stream, unsigned char *to, size_t size) {
    ssize_t got;
    do {
        got = read(stream->fd, to, size);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) {
        stream->flags |= got == 0 ? ENDED : FAILED;
    }
    return got;
}

size_t fread(void *to, size_t size, size_t count, FILE *stream) {
    unsigned char *t = to;
    size_t wanted = size * count;
    while (wanted > 0) {
        size_t buffered = stream->filled - stream->position;
        if (buffered > 0) {
            size_t n = buffered < wanted ? buffered : wanted;
            memcpy(t, stream->buffer + stream->position, n);
            stream->position += n;
            t += n;
            wanted -= n;
        } else if (wanted >= BUFSIZ) {
            ssize_t got = read_some(stream, t, wanted);
            if (got <= 0) {
                break;
            }
            t += got;
            wanted -= (size_t)got;
        } else {
            ssize_t got = read_some(stream, stream->buffer, BUFSIZ);
            stream->position = 0;
            stream->filled = got > 0 ? (size_t)got : 0;
            if (got <= 0) {
                break;
            }
        }
    }
    return size == 0 ? 0 : (size_t)(t - (unsigned char *)to) / size;
}

int fgetc(FILE *stream) {
    if (stream->position < stream->filled) {
        return stream->buffer[stream->position++];
    }
    unsigned char byte;
    return fread(&byte, 1, 1, stream) == 1 ? byte : EOF;
}

int getc(FILE *stream) { return fgetc(stream); }

int getchar(void) { return fgetc(stdin); }

char *fgets(char *to, int size, FILE *stream) {
    int n = 0;
    while (n < size - 1) {
        int c = fgetc(stream);
        if (c == EOF) {
            break;
        }
        to[n++] = (char)c;
        if (c == '\n') {
            break;
        }
    }
    if (n == 0) {
        return NULL;
    }
    to[n] = 0;
    return to;
}

size_t fwrite(const void *from, size_t size, size_t count, FILE *stream) {
    const unsigned char *f = from;
    size_t left = size * count;
    if (stream->flags & UNDECIDED) {
        stream->flags &= ~UNDECIDED;
        stream->flags |= isatty(stream->fd) ? BY_LINE : 0;
    }
    if (stream->flags & UNBUFFERED) {
        return write_all(stream, f, left) == 0 ? count : 0;
    }
    while (left > 0) {
        size_t room = BUFSIZ - stream->position;
        size_t n = left < room ? left : room;
        memcpy(stream->buffer + stream->position, f, n);
        stream->position += n;
        f += n;
        left -= n;
        if (stream->position == BUFSIZ && flush_one(stream) != 0) {
            return 0;
        }
    }
    if ((stream->flags & BY_LINE) && memchr(from, '\n', size * count) != NULL) {
        flush_one(stream);
    }
    return count;
}

int fputc(int c, FILE *stream) {
    unsigned char byte = (unsigned char)c;
    return fwrite(&byte, 1, 1, stream) == 1 ? byte : EOF;
}

int putc(int c, FILE *stream) { return fputc(c, stream); }

int putchar(int c) { return fputc(c, stdout); }

int fputs(const char *text, FILE *stream) {
    size_t size = strlen(text);
    return fwrite(text, 1, size, stream) == size ? 0 : EOF;
}

int puts(const char *text) { return fputs(text, stdout) | fputs("\n", stdout); }

void perror(const char *text) { fprintf(stderr, "%s: error %d\n", text, errno); }

void assertion_failed(const char *expression, const char *file, int line) {
    fflush(stdout);
    fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, expression);
    abort();
}
