// State machines: Conway's game of life by bits, a decoder of UTF-8 by a table, a scanner of numbers by a
// switch, a queue of coroutines by function pointers.
//
//   states [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { ROWS = 128, BYTES = 8192, TASKS = 64 };

static uint64_t field[ROWS], next_field[ROWS];

static uint64_t rotate(uint64_t x, int by) { return x << by | x >> (64 - by); }

// Sixty-four cells at a time: the neighbours are added in binary, column by column.
static void generation(void) {
    for (int i = 0; i < ROWS; i++) {
        uint64_t one = 0;
        uint64_t two = 0;
        uint64_t four = 0;
        for (int d = -1; d <= 1; d++) {
            uint64_t row = field[(i + d) & (ROWS - 1)];
            uint64_t around[3] = {rotate(row, 1), rotate(row, 63), d == 0 ? 0 : row};
            for (int k = 0; k < 3; k++) {
                uint64_t carry = one & around[k];
                one ^= around[k];
                four |= two & carry;
                two ^= carry;
            }
        }
        next_field[i] = two & ~four & (one | field[i]);
    }
    memcpy(field, next_field, sizeof field);
}

// Classes of bytes and states of the decoder; state 0 accepts, 1 is an error.
static uint8_t classes[256];
static uint8_t transitions[8][8];

static void make_decoder(void) {
    for (int b = 0; b < 256; b++) {
        classes[b] = b < 0x80 ? 0 : b < 0xc0 ? 1 : b < 0xc2 ? 5 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 5;
    }
    memset(transitions, 1, sizeof transitions);
    for (int from = 0; from < 2; from++) { // an error is left at the next byte that begins something
        transitions[from][0] = 0;
        transitions[from][2] = 2;
        transitions[from][3] = 3;
        transitions[from][4] = 4;
    }
    transitions[2][1] = 0;
    transitions[3][1] = 2;
    transitions[4][1] = 3;
}

static uint64_t decode(const uint8_t *text, int size) {
    uint64_t sum = 0;
    uint32_t code = 0;
    int state = 0;
    int errors = 0;
    for (int i = 0; i < size; i++) {
        int class = classes[text[i]];
        code = class == 1 ? code << 6 | (text[i] & 63) : text[i] & (0xffu >> (class + (class != 0)));
        state = transitions[state][class];
        if (state == 0) {
            sum = sum * 31 + code;
        } else if (state == 1) {
            errors++;
        }
    }
    return sum + (uint64_t)errors;
}

typedef enum { START, SIGN, WHOLE, POINT, FRACTION, EXPONENT, EXPONENT_SIGN, POWER, WRONG, STATES } scan_state;

// Counts what the words between commas are: CoreMark's kind of machine, our own grammar.
static void scan(const uint8_t *text, int size, uint32_t counts[STATES]) {
    scan_state state = START;
    for (int i = 0; i < size; i++) {
        uint8_t c = text[i];
        if (c == ',') {
            counts[state]++;
            state = START;
            continue;
        }
        int digit = c >= '0' && c <= '9';
        switch (state) {
            case START:
                state = digit ? WHOLE : c == '+' || c == '-' ? SIGN : c == '.' ? POINT : WRONG;
                break;
            case SIGN: state = digit ? WHOLE : c == '.' ? POINT : WRONG; break;
            case WHOLE: state = digit ? WHOLE : c == '.' ? FRACTION : c == 'e' ? EXPONENT : WRONG; break;
            case POINT: state = digit ? FRACTION : WRONG; break;
            case FRACTION: state = digit ? FRACTION : c == 'e' ? EXPONENT : WRONG; break;
            case EXPONENT: state = digit ? POWER : c == '+' || c == '-' ? EXPONENT_SIGN : WRONG; break;
            case EXPONENT_SIGN:
            case POWER: state = digit ? POWER : WRONG; break;
            default: break;
        }
    }
}

typedef struct task task;
typedef void (*step)(task *);

struct task {
    step go;
    uint32_t count;
    uint64_t value;
};

static void rising(task *t);
static void falling(task *t);

static void sleeping(task *t) {
    if (t->count-- == 0) {
        t->go = t->value & 1 ? rising : falling;
        t->count = (uint32_t)(t->value >> 5 & 7);
    }
}

static void rising(task *t) {
    t->value = t->value * 3 + 1;
    if (t->count-- == 0) {
        t->go = falling;
        t->count = 3;
    }
}

static void falling(task *t) {
    t->value ^= t->value >> 7;
    if (t->count-- == 0) {
        t->go = sleeping;
        t->count = (uint32_t)(t->value & 3);
    }
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 17000);
    static uint8_t bytes[BYTES], words[BYTES];
    static task tasks[TASKS];
    uint32_t counts[STATES] = {0};
    uint64_t random = 223606;
    uint64_t sum = MIX_START;
    make_decoder();
    for (int i = 0; i < ROWS; i++) {
        field[i] = next_random(&random) & next_random(&random);
    }
    for (int i = 0; i < TASKS; i++) {
        tasks[i] = (task){sleeping, (uint32_t)i, next_random(&random)};
    }
    for (int i = 0; i < BYTES;) {
        uint64_t r = next_random(&random);
        int tail = (int)(r & 3);
        static const uint8_t leads[] = {0x41, 0xc3, 0xe2, 0xf0};
        bytes[i++] = (uint8_t)(leads[tail] + (r >> 8 & 3));
        while (tail-- > 0 && i < BYTES) {
            r >>= 8;
            bytes[i++] = (uint8_t)(0x80 | (r & 63));
        }
    }
    for (int i = 0; i < BYTES; i++) {
        words[i] = (uint8_t)"0123456789,,.e+-123456789,0192837,.5x"[next_random(&random) % 37];
    }
    for (long round = 0; round < rounds; round++) {
        for (int i = 0; i < 10; i++) {
            generation();
        }
        sum = mix(sum, field[round & (ROWS - 1)]);
        bytes[round & (BYTES - 1)] ^= 0x11;
        sum = mix(sum, decode(bytes, BYTES));
        scan(words, BYTES, counts);
        for (int i = 0; i < 100; i++) {
            for (int t = 0; t < TASKS; t++) {
                tasks[t].go(&tasks[t]);
            }
        }
        sum = mix(sum, tasks[round % TASKS].value);
    }
    printf("whole %u, fractions %u, powers %u, wrong %u\n", counts[WHOLE], counts[FRACTION], counts[POWER],
            counts[WRONG]);
    printf("%ld rounds: checksum %016lx\n", rounds, (unsigned long)sum);
    return 0;
}
