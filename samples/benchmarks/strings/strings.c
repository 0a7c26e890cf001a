// Text: searching by Horspool, by Knuth, Morris and Pratt, and with wildcards; words counted, sorted,
// joined; numbers written and read.
//
//   strings [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { SIZE = 40000, WORDS = 2500 };

static char text[SIZE + 1];
static char *words[WORDS];
static int word_count;

static void make_text(uint64_t *random) {
    static const char *const syllables[] = {"ta", "re", "mi", "no", "lu", "ka", "sen", "tor", "vi", "bel"};
    size_t at = 0;
    while (at < SIZE - 40) {
        uint64_t r = next_random(random);
        for (int i = 1 + (int)(r & 3); i > 0; i--) {
            r >>= 4;
            const char *syllable = syllables[r % 10];
            size_t length = strlen(syllable);
            memcpy(text + at, syllable, length);
            at += length;
        }
        text[at++] = (r >> 20) % 12 == 0 ? '\n' : ' ';
    }
    text[at] = 0;
}

static int horspool(const char *in, const char *wanted) {
    int size = (int)strlen(in);
    int length = (int)strlen(wanted);
    int skip[256];
    for (int i = 0; i < 256; i++) {
        skip[i] = length;
    }
    for (int i = 0; i < length - 1; i++) {
        skip[(uint8_t)wanted[i]] = length - 1 - i;
    }
    int count = 0;
    for (int at = 0; at + length <= size; at += skip[(uint8_t)in[at + length - 1]]) {
        int i = length - 1;
        while (i >= 0 && in[at + i] == wanted[i]) {
            i--;
        }
        count += i < 0;
    }
    return count;
}

static int knuth_morris_pratt(const char *in, const char *wanted) {
    int border[64];
    int length = (int)strlen(wanted);
    border[0] = -1;
    for (int i = 0, k = -1; i < length;) {
        while (k >= 0 && wanted[i] != wanted[k]) {
            k = border[k];
        }
        border[++i] = ++k;
    }
    int count = 0;
    for (int k = 0; *in != 0; in++) {
        while (k >= 0 && (k == length || *in != wanted[k])) {
            k = border[k];
        }
        count += ++k == length;
    }
    return count;
}

// `*` is any text, `?` any character.
static int matches(const char *name, const char *pattern) {
    const char *star = NULL;
    const char *resume = NULL;
    while (*name != 0) {
        if (*pattern == '*') {
            star = pattern++;
            resume = name;
        } else if (*pattern == '?' || *pattern == *name) {
            pattern++;
            name++;
        } else if (star != NULL) {
            pattern = star + 1;
            name = ++resume;
        } else {
            return 0;
        }
    }
    while (*pattern == '*') {
        pattern++;
    }
    return *pattern == 0;
}

static void split(char *in) {
    word_count = 0;
    char *at = in;
    while (*at != 0 && word_count < WORDS) {
        while (*at == ' ' || *at == '\n') {
            at++;
        }
        if (*at == 0) {
            break;
        }
        words[word_count++] = at;
        while (*at != 0 && *at != ' ' && *at != '\n') {
            *at = *at >= 'a' && *at <= 'z' && (word_count & 1) ? (char)(*at - 32) : *at;
            at++;
        }
        if (*at != 0) {
            *at++ = 0;
        }
    }
}

// Quicksort by one character at a time (Bentley and Sedgewick).
static void sort(char **list, int count, int depth) {
    while (count > 1) {
        uint8_t pivot = (uint8_t)list[count / 2][depth];
        int low = 0;
        int high = count;
        for (int i = 0; i < high;) {
            uint8_t c = (uint8_t)list[i][depth];
            char *moved = list[i];
            if (c < pivot) {
                list[i++] = list[low];
                list[low++] = moved;
            } else if (c > pivot) {
                list[i] = list[--high];
                list[high] = moved;
            } else {
                i++;
            }
        }
        sort(list, low, depth);
        sort(list + high, count - high, depth);
        if (pivot == 0) {
            return;
        }
        list += low;
        count = high - low;
        depth++;
    }
}

static uint64_t numbers(uint64_t *random) {
    char line[512];
    size_t at = 0;
    for (int i = 0; i < 20; i++) {
        char digits[24];
        int length = 0;
        for (uint64_t n = next_random(random) >> (i + 20); n != 0; n /= 10) {
            digits[length++] = (char)('0' + n % 10);
        }
        while (length > 0) {
            line[at++] = digits[--length];
        }
        line[at++] = ',';
    }
    line[at] = 0;
    uint64_t sum = 0;
    uint64_t value = 0;
    for (const char *c = line; *c != 0; c++) {
        if (*c == ',') {
            sum = mix(sum, value);
            value = 0;
        } else {
            value = value * 10 + (uint64_t)(*c - '0');
        }
    }
    return sum;
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 2600);
    uint64_t random = 662607;
    uint64_t sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        make_text(&random);
        sum = mix(sum, (uint64_t)horspool(text, round & 1 ? "tarema" : "notorvi"));
        sum = mix(sum, (uint64_t)knuth_morris_pratt(text, "tatare"));
        split(text);
        sort(words, word_count, 0);
        int matched = 0;
        for (int i = 0; i < word_count; i++) {
            matched += matches(words[i], "*t?r*a*") + matches(words[i], "??L*");
            if (i % 64 == 0) {
                sum = mix(sum, (uint64_t)words[i][0] + (uint64_t)strlen(words[i]));
            }
            if (i > 0 && strcmp(words[i - 1], words[i]) > 0) {
                printf("not sorted\n");
                return 1;
            }
        }
        sum = mix(sum, (uint64_t)matched);
        for (int i = 0; i < 20; i++) {
            sum = mix(sum, numbers(&random));
        }
    }
    printf("%d words\n%ld rounds: checksum %016lx\n", word_count, rounds, (unsigned long)sum);
    return 0;
}
