// Files through stdio: writing, reading back in every way, seeking, appending, temporary files,
// renaming.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void) {
    char folder[] = "/tmp/sample-stdio-XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) {
        perror(folder);
        return 1;
    }
    FILE *f = fopen("numbers", "w+");
    for (int i = 0; i < 5000; i++) {
        fprintf(f, "%d %x %s\n", i * i, i, i % 2 ? "odd" : "even");
    }
    printf("position %ld\n", ftell(f));
    rewind(f);
    long sum = 0;
    int square, lines = 0;
    unsigned hex;
    char word[8];
    while (fscanf(f, "%d %x %7s", &square, &hex, word) == 3) {
        sum += square - (long)hex + (word[0] == 'o');
        lines++;
    }
    printf("%d lines, sum %ld, end of file %d, error %d\n", lines, sum, feof(f) != 0,
            ferror(f) != 0);
    fseek(f, 100, SEEK_SET);
    int c = fgetc(f);
    ungetc('!', f);
    char line[64];
    printf("%d %s", c, fgets(line, sizeof line, f));
    fseek(f, -9, SEEK_END);
    size_t got = fread(line, 1, sizeof line - 1, f);
    line[got] = 0;
    printf("%zu: %s", got, line);
    fclose(f);

    f = fopen("numbers", "a");
    fputs("appended\n", f);
    printf("%ld\n", ftell(f));
    fclose(f);
    f = fopen("numbers", "r+b");
    fwrite("XYZ", 1, 3, f);
    fflush(f);
    fseek(f, 0, SEEK_SET);
    printf("%s", fgets(line, sizeof line, f));
    fseek(f, -9, SEEK_END);
    printf("%s", fgets(line, sizeof line, f));
    fclose(f);

    char buffer[256];
    f = fopen("line", "w");
    setvbuf(f, buffer, _IOLBF, sizeof buffer);
    fputs("whole line\nhalf", f);
    FILE *reader = fopen("line", "r");
    printf("%s", fgets(line, sizeof line, reader));
    printf("%s\n", fgets(line, sizeof line, reader) == NULL ? "not yet" : line);
    fclose(f);
    clearerr(reader);
    printf("%s\n", fgets(line, sizeof line, reader));
    fclose(reader);

    char *memory;
    size_t size;
    f = open_memstream(&memory, &size);
    fprintf(f, "%s-%05.1f-%c", "memory", 3.14159, 'z');
    fclose(f);
    printf("%s %zu\n", memory, size);
    free(memory);

    f = tmpfile();
    fprintf(f, "temporary");
    rewind(f);
    printf("%s\n", fgets(line, sizeof line, f));
    fclose(f);

    char *allocated = NULL;
    size_t room = 0;
    f = fopen("numbers", "r");
    ssize_t length = getline(&allocated, &room, f);
    printf("%zd %s", length, allocated);
    free(allocated);
    fclose(f);

    printf("%d\n", fopen("missing/file", "r") == NULL && errno == ENOENT);
    printf("%d\n", fopen(".", "w") == NULL && errno == EISDIR);
    printf("%d", rename("numbers", "line"));
    printf(" %d\n", access("numbers", F_OK));
    printf("%d\n", remove("line"));
    chdir("/");
    printf("%d\n", rmdir(folder));
    return 0;
}
