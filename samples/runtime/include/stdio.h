#pragma once

#include <stdarg.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EOF (-1)
#define BUFSIZ 4096

#ifndef SEEK_SET
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#endif

typedef struct stream FILE;

extern FILE *const stdin;
extern FILE *const stdout;
extern FILE *const stderr;

FILE *fopen(const char *path, const char *mode);
int fclose(FILE *stream);
int fflush(FILE *stream);
int fseek(FILE *stream, long offset, int whence);
long ftell(FILE *stream);
int ferror(FILE *stream);
int feof(FILE *stream);

size_t fread(void *to, size_t size, size_t count, FILE *stream);
size_t fwrite(const void *from, size_t size, size_t count, FILE *stream);
int fgetc(FILE *stream);
int getc(FILE *stream);
int getchar(void);
char *fgets(char *to, int size, FILE *stream);
int fputc(int c, FILE *stream);
int putc(int c, FILE *stream);
int putchar(int c);
int fputs(const char *text, FILE *stream);
int puts(const char *text);
void perror(const char *text);

__attribute__((format(printf, 1, 2))) int printf(const char *format, ...);
__attribute__((format(printf, 2, 3))) int fprintf(FILE *stream, const char *format, ...);
__attribute__((format(printf, 3, 4))) int snprintf(char *to, size_t size, const char *format, ...);
int vfprintf(FILE *stream, const char *format, va_list arguments);
int vsnprintf(char *to, size_t size, const char *format, va_list arguments);

#ifdef __cplusplus
}
#endif
