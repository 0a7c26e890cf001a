// Four small kernels as an embedded processor meets them, each feeding a CRC: a linked list that is
// searched, reversed and merge-sorted; a matrix of 16-bit numbers; a state machine that recognizes
// numbers in text; and the CRC itself.  What the CoreMark benchmark measures, in our own code.
//
//   kernels [ITERATIONS]
#include <string.h>

#include "../common/sample.h"

enum { NODES = 96, ORDER = 20, TEXT_SIZE = 640 };

static uint16_t crc16(uint16_t crc, uint16_t value) {
    for (int bit = 0; bit < 16; bit++) {
        int carry = (crc ^ value) & 1;
        crc = (uint16_t)(crc >> 1 ^ (carry ? 0xa001 : 0));
        value >>= 1;
    }
    return crc;
}

// ---- lists

typedef struct node {
    struct node *next;
    int16_t key;
    int16_t index;
} node;

typedef int (*comparison)(const node *, const node *);

static int by_key(const node *a, const node *b) { return a->key - b->key; }

static int by_index(const node *a, const node *b) { return a->index - b->index; }

static node *find(node *list, int16_t key) {
    while (list != NULL && list->key != key) {
        list = list->next;
    }
    return list;
}

static node *reverse(node *list) {
    node *reversed = NULL;
    while (list != NULL) {
        node *rest = list->next;
        list->next = reversed;
        reversed = list;
        list = rest;
    }
    return reversed;
}

static node *merge(node *a, node *b, comparison compare) {
    node *first = NULL;
    node **link = &first;
    while (a != NULL && b != NULL) {
        node **smaller = compare(a, b) <= 0 ? &a : &b;
        *link = *smaller;
        link = &(*smaller)->next;
        *smaller = *link;
    }
    *link = a != NULL ? a : b;
    return first;
}

static node *sorted(node *list, comparison compare) {
    if (list == NULL || list->next == NULL) {
        return list;
    }
    node *middle = list;
    for (node *end = list->next; end != NULL && end->next != NULL; end = end->next->next) {
        middle = middle->next;
    }
    node *second = middle->next;
    middle->next = NULL;
    return merge(sorted(list, compare), sorted(second, compare), compare);
}

static uint16_t run_list(node *nodes, int iteration, uint16_t crc) {
    for (int i = 0; i < NODES; i++) {
        nodes[i].next = i + 1 < NODES ? &nodes[i + 1] : NULL;
        nodes[i].key = (int16_t)((i * 37 + iteration * 11) % 251);
        nodes[i].index = (int16_t)i;
    }
    node *list = nodes;
    int found = 0;
    for (int16_t key = 0; key < 16; key++) {
        node *at = find(list, (int16_t)(key * 13 + iteration % 7));
        if (at != NULL) {
            found++;
            crc = crc16(crc, (uint16_t)at->index);
            at->key ^= 1;
        }
        list = reverse(list);
    }
    list = sorted(list, by_key);
    crc = crc16(crc, (uint16_t)list->key);
    for (const node *n = list; n != NULL; n = n->next) {
        crc = (uint16_t)(crc * 31 + n->index);
    }
    list = sorted(list, by_index);
    return crc16(crc, (uint16_t)(list->key + found));
}

// ---- matrices

typedef struct {
    int16_t a[ORDER][ORDER];
    int16_t b[ORDER][ORDER];
    int32_t c[ORDER][ORDER];
} matrices;

static void fill(matrices *m, int seed) {
    for (int i = 0; i < ORDER; i++) {
        for (int j = 0; j < ORDER; j++) {
            seed = (seed * 75 + 74) % 65537;
            m->a[i][j] = (int16_t)(seed & 0xff);
            m->b[i][j] = (int16_t)(seed >> 8 & 0x7f);
        }
    }
}

static int32_t sum_of(const matrices *m, int32_t clip) {
    int32_t sum = 0;
    int32_t last = 0;
    for (int i = 0; i < ORDER; i++) {
        for (int j = 0; j < ORDER; j++) {
            int32_t value = m->c[i][j];
            sum += value > clip ? 10 : value > last ? 1 : 0;
            last = value;
        }
    }
    return sum;
}

static void times_constant(matrices *m, int16_t factor) {
    for (int i = 0; i < ORDER; i++) {
        for (int j = 0; j < ORDER; j++) {
            m->c[i][j] = (int32_t)m->a[i][j] * factor;
        }
    }
}

static void times_matrix(matrices *m) {
    for (int i = 0; i < ORDER; i++) {
        for (int j = 0; j < ORDER; j++) {
            int32_t sum = 0;
            for (int k = 0; k < ORDER; k++) {
                sum += (int32_t)m->a[i][k] * m->b[k][j];
            }
            m->c[i][j] = sum;
        }
    }
}

static void times_matrix_bits(matrices *m) {
    for (int i = 0; i < ORDER; i++) {
        for (int j = 0; j < ORDER; j++) {
            int32_t sum = 0;
            for (int k = 0; k < ORDER; k++) {
                int32_t product = (int32_t)m->a[i][k] * m->b[k][j];
                sum += (product >> 2 & 15) * (product >> 5 & 127);
            }
            m->c[i][j] = sum;
        }
    }
}

static uint16_t run_matrix(matrices *m, int iteration, uint16_t crc) {
    fill(m, iteration % 1021 + 1);
    times_constant(m, (int16_t)(iteration % 19 + 2));
    crc = crc16(crc, (uint16_t)sum_of(m, 2000));
    times_matrix(m);
    crc = crc16(crc, (uint16_t)sum_of(m, 100000));
    times_matrix_bits(m);
    return crc16(crc, (uint16_t)sum_of(m, 9000));
}

// ---- state machine

typedef enum {
    START,
    SIGN,
    INTEGER,
    POINT,
    FRACTION,
    EXPONENT,
    EXPONENT_SIGN,
    SCIENTIFIC,
    INVALID,
    STATES
} state;

static state step(state s, char c) {
    int digit = c >= '0' && c <= '9';
    int sign = c == '+' || c == '-';
    int e = (c | 32) == 'e';
    switch (s) {
        case START: return digit ? INTEGER : sign ? SIGN : c == '.' ? POINT : INVALID;
        case SIGN: return digit ? INTEGER : c == '.' ? POINT : INVALID;
        case INTEGER: return digit ? INTEGER : c == '.' ? FRACTION : e ? EXPONENT : INVALID;
        case POINT: return digit ? FRACTION : INVALID;
        case FRACTION: return digit ? FRACTION : e ? EXPONENT : INVALID;
        case EXPONENT: return digit ? SCIENTIFIC : sign ? EXPONENT_SIGN : INVALID;
        case EXPONENT_SIGN: return digit ? SCIENTIFIC : INVALID;
        case SCIENTIFIC: return digit ? SCIENTIFIC : INVALID;
        default: return INVALID;
    }
}

// Finds where each field ends up; fields are separated by commas.
static void classify(const char *text, int *ends) {
    state s = START;
    for (; *text != 0; text++) {
        if (*text == ',') {
            ends[s]++;
            s = START;
        } else {
            s = step(s, *text);
        }
    }
    ends[s]++;
}

static int fill_text(char *text) {
    static const char *const FIELDS[] = {"5012", "+874", "-122", "35.54400", ".1234500", "-110.700",
            "+0.64400", "5.500e+3", "-.123e-2", "-87e+832", "+0.6e-12", "T0.3e-1F", "-T.T++Tq",
            "1T3.4e4z", "34.0e-T^"};
    int length = 0;
    for (int i = 0; length + 12 < TEXT_SIZE; i++) {
        const char *field = FIELDS[i * 7 % 15];
        int size = (int)strlen(field);
        memcpy(text + length, field, (size_t)size);
        length += size;
        text[length++] = ',';
    }
    text[length] = 0;
    return length;
}

// Spoils every so many characters but the commas; once more repairs them.
static void flip(char *text, int length, int stride) {
    for (int i = 0; i < length; i += stride) {
        text[i] ^= text[i] == ',' ? 0 : 3;
    }
}

static uint16_t run_states(char *text, int length, int iteration, uint16_t crc) {
    int ends[STATES] = {0};
    int stride = iteration % 23 + 5;
    classify(text, ends);
    flip(text, length, stride);
    classify(text, ends);
    flip(text, length, stride);
    for (int i = 0; i < STATES; i++) {
        crc = crc16(crc, (uint16_t)ends[i]);
    }
    return crc;
}

int main(int argc, char **argv) {
    long iterations = number_argument(argc, argv, 1, 700);
    static node nodes[NODES];
    static matrices m;
    static char text[TEXT_SIZE];
    int length = fill_text(text);
    uint16_t list_crc = 0;
    uint16_t matrix_crc = 0;
    uint16_t state_crc = 0;
    uint16_t crc = 0xffff;
    for (long i = 0; i < iterations; i++) {
        list_crc = run_list(nodes, (int)i, list_crc);
        matrix_crc = run_matrix(&m, (int)i, matrix_crc);
        state_crc = run_states(text, length, (int)i, state_crc);
        crc = crc16(crc16(crc16(crc, list_crc), matrix_crc), state_crc);
    }
    printf("%ld iterations\n", iterations);
    printf("list   %04x\nmatrix %04x\nstates %04x\nall    %04x\n", list_crc, matrix_crc, state_crc,
            crc);
    return 0;
}
