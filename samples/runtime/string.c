// The string functions, a word at a time where alignment allows it.
#include <stdint.h>
#include <string.h>

// A word that may alias anything, as the bytes it is made of may.
typedef uint64_t __attribute__((may_alias)) word;

enum { WORD = sizeof(word), MASK = WORD - 1 };

static const word LOW_BITS = 0x0101010101010101;
static const word HIGH_BITS = 0x8080808080808080;

// Not zero if and only if a byte of the word is zero.
static inline word zero_byte(word w) { return (w - LOW_BITS) & ~w & HIGH_BITS; }

void *memcpy(void *to, const void *from, size_t size) {
    unsigned char *t = to;
    const unsigned char *f = from;
    if ((((uintptr_t)t ^ (uintptr_t)f) & MASK) == 0 && size >= 2 * WORD) {
        while ((uintptr_t)t & MASK) {
            *t++ = *f++;
            size--;
        }
        for (; size >= 4 * WORD; size -= 4 * WORD, t += 4 * WORD, f += 4 * WORD) {
            word a = ((const word *)f)[0];
            word b = ((const word *)f)[1];
            word c = ((const word *)f)[2];
            word d = ((const word *)f)[3];
            ((word *)t)[0] = a;
            ((word *)t)[1] = b;
            ((word *)t)[2] = c;
            ((word *)t)[3] = d;
        }
        for (; size >= WORD; size -= WORD, t += WORD, f += WORD) {
            *(word *)t = *(const word *)f;
        }
    }
    while (size-- > 0) {
        *t++ = *f++;
    }
    return to;
}

void *memmove(void *to, const void *from, size_t size) {
    unsigned char *t = to;
    const unsigned char *f = from;
    if ((uintptr_t)t - (uintptr_t)f >= size) {
        return memcpy(to, from, size); // copying upwards never overwrites what is still to be read
    }
    t += size;
    f += size;
    if ((((uintptr_t)t ^ (uintptr_t)f) & MASK) == 0) {
        for (; size > 0 && ((uintptr_t)t & MASK); size--) {
            *--t = *--f;
        }
        for (; size >= WORD; size -= WORD) {
            t -= WORD;
            f -= WORD;
            *(word *)t = *(const word *)f;
        }
    }
    while (size-- > 0) {
        *--t = *--f;
    }
    return to;
}

void *memset(void *to, int value, size_t size) {
    unsigned char *t = to;
    unsigned char byte = (unsigned char)value;
    for (; size > 0 && ((uintptr_t)t & MASK); size--) {
        *t++ = byte;
    }
    word pattern = LOW_BITS * byte;
    for (; size >= 4 * WORD; size -= 4 * WORD, t += 4 * WORD) {
        ((word *)t)[0] = pattern;
        ((word *)t)[1] = pattern;
        ((word *)t)[2] = pattern;
        ((word *)t)[3] = pattern;
    }
    for (; size >= WORD; size -= WORD, t += WORD) {
        *(word *)t = pattern;
    }
    while (size-- > 0) {
        *t++ = byte;
    }
    return to;
}

int memcmp(const void *left, const void *right, size_t size) {
    const unsigned char *l = left;
    const unsigned char *r = right;
    if ((((uintptr_t)l | (uintptr_t)r) & MASK) == 0) {
        for (; size >= WORD && *(const word *)l == *(const word *)r; size -= WORD) {
            l += WORD;
            r += WORD;
        }
    }
    for (; size > 0; size--, l++, r++) {
        if (*l != *r) {
            return *l - *r;
        }
    }
    return 0;
}

void *memchr(const void *from, int value, size_t size) {
    const unsigned char *f = from;
    for (; size > 0; size--, f++) {
        if (*f == (unsigned char)value) {
            return (void *)f;
        }
    }
    return NULL;
}

size_t strlen(const char *text) {
    const char *t = text;
    for (; (uintptr_t)t & MASK; t++) {
        if (*t == 0) {
            return (size_t)(t - text);
        }
    }
    // An aligned word never crosses into a page that the string does not reach.
    while (!zero_byte(*(const word *)t)) {
        t += WORD;
    }
    while (*t != 0) {
        t++;
    }
    return (size_t)(t - text);
}

int strcmp(const char *left, const char *right) {
    const unsigned char *l = (const unsigned char *)left;
    const unsigned char *r = (const unsigned char *)right;
    if ((((uintptr_t)l | (uintptr_t)r) & MASK) == 0) {
        while (*(const word *)l == *(const word *)r && !zero_byte(*(const word *)l)) {
            l += WORD;
            r += WORD;
        }
    }
    while (*l != 0 && *l == *r) {
        l++;
        r++;
    }
    return *l - *r;
}

int strncmp(const char *left, const char *right, size_t size) {
    for (; size > 0; size--, left++, right++) {
        unsigned char l = (unsigned char)*left;
        unsigned char r = (unsigned char)*right;
        if (l != r || l == 0) {
            return l - r;
        }
    }
    return 0;
}

char *strcpy(char *to, const char *from) {
    char *t = to;
    if ((((uintptr_t)t | (uintptr_t)from) & MASK) == 0) {
        while (!zero_byte(*(const word *)from)) {
            *(word *)t = *(const word *)from;
            t += WORD;
            from += WORD;
        }
    }
    while ((*t++ = *from++) != 0) {
    }
    return to;
}

char *strncpy(char *to, const char *from, size_t size) {
    size_t i = 0;
    for (; i < size && from[i] != 0; i++) {
        to[i] = from[i];
    }
    memset(to + i, 0, size - i);
    return to;
}

char *strcat(char *to, const char *from) {
    strcpy(to + strlen(to), from);
    return to;
}

char *strchr(const char *text, int value) {
    for (;; text++) {
        if (*text == (char)value) {
            return (char *)text;
        }
        if (*text == 0) {
            return NULL;
        }
    }
}

char *strrchr(const char *text, int value) {
    const char *last = NULL;
    for (;; text++) {
        if (*text == (char)value) {
            last = text;
        }
        if (*text == 0) {
            return (char *)last;
        }
    }
}

char *strstr(const char *text, const char *wanted) {
    size_t size = strlen(wanted);
    for (; *text != 0 || size == 0; text++) {
        if (strncmp(text, wanted, size) == 0) {
            return (char *)text;
        }
    }
    return NULL;
}

size_t strspn(const char *text, const char *accept) {
    size_t n = 0;
    while (text[n] != 0 && strchr(accept, text[n]) != NULL) {
        n++;
    }
    return n;
}

size_t strcspn(const char *text, const char *reject) {
    size_t n = 0;
    while (strchr(reject, text[n]) == NULL) {
        n++;
    }
    return n;
}
