// The library's own algorithms in C: qsort, bsearch, strtod, strtok, sscanf, hash and tree search.
#define _GNU_SOURCE
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

enum { COUNT = 30000 };

typedef struct {
    int key;
    char payload[20];
} record;

static int by_number(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int by_key(const void *a, const void *b) {
    return ((const record *)a)->key - ((const record *)b)->key;
}

static void keep(void *key) { (void)key; }

static int nodes, tree_depth;

static void visit(const void *node, VISIT order, int depth) {
    (void)node;
    if (order == postorder || order == leaf) {
        nodes++;
        tree_depth = depth > tree_depth ? depth : tree_depth;
    }
}

int main(void) {
    static int numbers[COUNT];
    static record records[COUNT];
    unsigned seed = 12345;
    for (int i = 0; i < COUNT; i++) {
        seed = seed * 1103515245 + 12345;
        numbers[i] = (int)(seed >> 8);
        records[i].key = (int)(seed >> 12);
        snprintf(records[i].payload, sizeof records[i].payload, "r%d", records[i].key);
    }
    qsort(numbers, COUNT, sizeof numbers[0], by_number);
    qsort(records, COUNT, sizeof records[0], by_key);
    int wrong = 0;
    for (int i = 1; i < COUNT; i++) {
        wrong += numbers[i - 1] > numbers[i] || records[i - 1].key > records[i].key;
        wrong += atoi(records[i].payload + 1) != records[i].key;
    }
    printf("wrong %d, first %d, last %d\n", wrong, numbers[0], numbers[COUNT - 1]);
    const int *found = bsearch(&numbers[777], numbers, COUNT, sizeof numbers[0], by_number);
    int absent = -1;
    printf("%d %d\n", *found == numbers[777],
            bsearch(&absent, numbers, COUNT, sizeof numbers[0], by_number) == NULL);

    char text[] = "the quick brown fox jumps over the lazy dog and, finally, sleeps";
    char *words[16];
    int count = 0;
    for (char *w = strtok(text, " ,"); w != NULL; w = strtok(NULL, " ,")) {
        words[count++] = w;
    }
    qsort(words, (size_t)count, sizeof words[0], by_text);
    for (int i = 0; i < count; i++) {
        printf("%s ", words[i]);
    }
    printf("%d\n", count);

    static const char *const NUMBERS[] = {"3.14159xyz", "1e400", "-0x1.8p3", "  inf", "nan",
            "1e-320", ".5e", "123456789012345678901234567890", "4.9406564584124654e-324",
            "9007199254740993"};
    for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++) {
        char *end;
        double d = strtod(NUMBERS[i], &end);
        printf("%.17g+%ld %.9g\n", d, (long)(end - NUMBERS[i]), (double)strtof(NUMBERS[i], NULL));
    }
    int day, year, used;
    char month[12];
    double price;
    printf("%d", sscanf("12 August 1998, 3.50 EUR", "%d %11[A-Za-z] %d, %lf%n", &day, month, &year,
            &price, &used));
    printf(" %d %s %d %.2f %d\n", day, month, year, price, used);

    hcreate(100);
    for (int i = 0; i < count; i++) {
        ENTRY entry = {words[i], words[i]};
        hsearch(entry, ENTER);
    }
    ENTRY wanted = {"fox", NULL};
    printf("%d\n", hsearch(wanted, FIND) != NULL);
    hdestroy();
    void *root = NULL;
    for (int i = 0; i < 1000; i++) {
        tsearch(&numbers[i], &root, by_number);
    }
    twalk(root, visit);
    printf("%d nodes, balanced %d\n", nodes, tree_depth < 25);
    tdestroy(root, keep);

    printf("%d %s %s %s\n", strcasecmp("HeLLo", "hEllO"), strpbrk("hello world", "ow"),
            strrchr("a/b/c", '/'), strcasestr("A Needle in hay", "nEEd"));
    wchar_t wide[32];
    size_t n = mbstowcs(wide, "wide text", 32);
    printf("%zu %d %ls\n", n, wcscmp(wide, L"wide text"), wide);
    char buffer[32] = "memory";
    memmove(buffer + 2, buffer, 7);
    printf("%s %td\n", buffer, (char *)memmem(buffer, 8, "mor", 3) - buffer);
    return 0;
}
