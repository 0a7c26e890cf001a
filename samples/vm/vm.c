// A virtual machine inside the virtual machine: a stack machine of 30 instructions whose
// interpreter is one loop around one switch, hence one indirect jump with dozens of targets.  An
// assembler translates the guest programs, which are written below as text.
//
//   vm [SCALE]
#include <ctype.h>
#include <string.h>

#include "../common/sample.h"

enum { CODE_SIZE = 4096, STACK_SIZE = 4096, MEMORY_SIZE = 16384, LABELS = 64, NAME_SIZE = 16 };

// The operand of an instruction, where it has one, is the 32-bit word behind it.
#define INSTRUCTIONS(X) \
    X(HALT, 0) X(PUSH, 1) X(POP, 0) X(DUP, 0) X(SWAP, 0) X(OVER, 0) \
    X(ADD, 0) X(SUB, 0) X(MUL, 0) X(DIV, 0) X(REM, 0) \
    X(AND, 0) X(OR, 0) X(XOR, 0) X(SHL, 0) X(SHR, 0) \
    X(EQ, 0) X(LT, 0) X(NOT, 0) \
    X(JMP, 1) X(JZ, 1) X(JNZ, 1) X(CALL, 1) X(RET, 0) \
    X(GET, 1) X(SET, 1) X(LOAD, 0) X(STORE, 0) X(ENTER, 1) X(OUT, 0)

#define NAME_IT(name, operands) name,
enum opcode { INSTRUCTIONS(NAME_IT) OPCODES };

#define DESCRIBE_IT(name, operands) {#name, operands},
static const struct {
    const char *name;
    int operands;
} DESCRIPTIONS[OPCODES] = {INSTRUCTIONS(DESCRIBE_IT)};

typedef struct {
    int32_t code[CODE_SIZE];
    int size;
} program;

// ---- assembler: "label:", "INSTRUCTION [number or label]", comments from ; to the end of the line

typedef struct {
    char names[LABELS][NAME_SIZE];
    int addresses[LABELS];
    int count;
} labels;

static const char *word_at(const char *text, char *word) {
    for (;;) {
        while (isspace((unsigned char)*text)) {
            text++;
        }
        if (*text != ';') {
            break;
        }
        text += strcspn(text, "\n");
    }
    size_t size = strcspn(text, " \t\n;");
    if (size >= NAME_SIZE) {
        printf("word too long: %.20s\n", text);
        exit(1);
    }
    memcpy(word, text, size);
    word[size] = 0;
    return text + size;
}

static int opcode_of(const char *word) {
    for (int op = 0; op < OPCODES; op++) {
        if (strcmp(word, DESCRIPTIONS[op].name) == 0) {
            return op;
        }
    }
    printf("no instruction: %s\n", word);
    exit(1);
}

static int32_t operand_of(const char *word, const labels *known, int final) {
    if (isdigit((unsigned char)word[0]) || word[0] == '-') {
        return (int32_t)strtol(word, NULL, 10);
    }
    for (int i = 0; i < known->count; i++) {
        if (strcmp(word, known->names[i]) == 0) {
            return known->addresses[i];
        }
    }
    if (final) {
        printf("no label: %s\n", word);
        exit(1);
    }
    return 0;
}

static void assemble(const char *text, program *p) {
    labels known = {.count = 0};
    for (int final = 0; final <= 1; final++) { // the first pass finds the labels
        char word[NAME_SIZE];
        p->size = 0;
        for (const char *t = word_at(text, word); word[0] != 0; t = word_at(t, word)) {
            size_t size = strlen(word);
            if (word[size - 1] == ':') {
                if (!final) {
                    memcpy(known.names[known.count], word, size - 1);
                    known.names[known.count][size - 1] = 0;
                    known.addresses[known.count++] = p->size;
                }
                continue;
            }
            int op = opcode_of(word);
            p->code[p->size++] = op;
            if (DESCRIPTIONS[op].operands == 1) {
                t = word_at(t, word);
                p->code[p->size++] = operand_of(word, &known, final);
            }
        }
    }
}

// ---- machine

typedef struct {
    int64_t stack[STACK_SIZE];
    int64_t memory[MEMORY_SIZE];
    int32_t calls[STACK_SIZE]; // return address and frame of each caller, alternating
    uint64_t executed;
    uint64_t output;
    int64_t last;
} machine;

static void run(machine *m, const program *p) {
    const int32_t *pc = p->code;
    int64_t *sp = m->stack; // points behind the top
    int64_t *frame = m->stack;
    int32_t *call = m->calls;
    uint64_t executed = 0;
    int64_t t;
    for (;;) {
        executed++;
        switch ((enum opcode)*pc++) {
            case HALT: m->executed += executed; return;
            case PUSH: *sp++ = *pc++; break;
            case POP: sp--; break;
            case DUP: sp[0] = sp[-1]; sp++; break;
            case SWAP: t = sp[-1]; sp[-1] = sp[-2]; sp[-2] = t; break;
            case OVER: sp[0] = sp[-2]; sp++; break;
            case ADD: sp--; sp[-1] = (int64_t)((uint64_t)sp[-1] + (uint64_t)sp[0]); break;
            case SUB: sp--; sp[-1] = (int64_t)((uint64_t)sp[-1] - (uint64_t)sp[0]); break;
            case MUL: sp--; sp[-1] = (int64_t)((uint64_t)sp[-1] * (uint64_t)sp[0]); break;
            case DIV: sp--; sp[-1] = sp[0] == 0 ? -1 : sp[-1] / sp[0]; break;
            case REM: sp--; sp[-1] = sp[0] == 0 ? sp[-1] : sp[-1] % sp[0]; break;
            case AND: sp--; sp[-1] &= sp[0]; break;
            case OR: sp--; sp[-1] |= sp[0]; break;
            case XOR: sp--; sp[-1] ^= sp[0]; break;
            case SHL: sp--; sp[-1] = (int64_t)((uint64_t)sp[-1] << (sp[0] & 63)); break;
            case SHR: sp--; sp[-1] = (int64_t)((uint64_t)sp[-1] >> (sp[0] & 63)); break;
            case EQ: sp--; sp[-1] = sp[-1] == sp[0]; break;
            case LT: sp--; sp[-1] = sp[-1] < sp[0]; break;
            case NOT: sp[-1] = sp[-1] == 0; break;
            case JMP: pc = p->code + *pc; break;
            case JZ: pc = *--sp == 0 ? p->code + *pc : pc + 1; break;
            case JNZ: pc = *--sp != 0 ? p->code + *pc : pc + 1; break;
            case CALL:
                *call++ = (int32_t)(pc + 1 - p->code);
                *call++ = (int32_t)(frame - m->stack);
                pc = p->code + *pc;
                break;
            case ENTER: frame = sp - *pc++; break; // so many arguments are on the stack
            case RET: // the result replaces the arguments
                t = sp[-1];
                sp = frame;
                *sp++ = t;
                frame = m->stack + *--call;
                pc = p->code + *--call;
                break;
            case GET: *sp++ = frame[*pc++]; break;
            case SET: frame[*pc++] = *--sp; break;
            case LOAD: sp[-1] = m->memory[sp[-1] & (MEMORY_SIZE - 1)]; break;
            case STORE: sp -= 2; m->memory[sp[0] & (MEMORY_SIZE - 1)] = sp[1]; break;
            case OUT: m->last = *--sp; m->output = mix(m->output, (uint64_t)m->last); break;
            default: printf("illegal instruction at %d\n", (int)(pc - 1 - p->code)); exit(1);
        }
    }
}

// ---- guest programs; each finds its size in memory[0] and prints results with OUT

static const char FIBONACCI[] =
        "  PUSH 0 LOAD CALL fib OUT HALT\n"
        "fib: ENTER 1\n"
        "  GET 0 PUSH 2 LT JNZ small\n"
        "  GET 0 PUSH 1 SUB CALL fib\n"
        "  GET 0 PUSH 2 SUB CALL fib\n"
        "  ADD RET\n"
        "small: GET 0 RET\n";

static const char SIEVE[] =
        "  PUSH 2 PUSH 0 PUSH 0 ENTER 3  ; candidate, multiple, count\n"
        "clear: GET 0 PUSH 1 STORE\n"
        "  GET 0 PUSH 1 ADD DUP SET 0\n"
        "  PUSH 0 LOAD LT JNZ clear\n"
        "  PUSH 2 SET 0\n"
        "next: GET 0 LOAD JZ composite\n"
        "  GET 2 PUSH 1 ADD SET 2\n"
        "  GET 0 DUP MUL SET 1\n"
        "strike: GET 1 PUSH 0 LOAD LT JZ composite\n"
        "  GET 1 PUSH 0 STORE\n"
        "  GET 1 GET 0 ADD SET 1 JMP strike\n"
        "composite: GET 0 PUSH 1 ADD DUP SET 0\n"
        "  PUSH 0 LOAD LT JNZ next\n"
        "  GET 2 OUT HALT\n";

static const char COLLATZ[] =
        "  PUSH 1 PUSH 0 PUSH 0 PUSH 0 ENTER 4  ; start, n, steps, longest\n"
        "start: GET 0 SET 1 PUSH 0 SET 2\n"
        "step: GET 1 PUSH 1 EQ JNZ done\n"
        "  GET 2 PUSH 1 ADD SET 2\n"
        "  GET 1 PUSH 1 AND JZ even\n"
        "  GET 1 PUSH 3 MUL PUSH 1 ADD SET 1 JMP step\n"
        "even: GET 1 PUSH 1 SHR SET 1 JMP step\n"
        "done: GET 3 GET 2 LT JZ shorter\n"
        "  GET 2 SET 3\n"
        "shorter: GET 0 PUSH 1 ADD DUP SET 0\n"
        "  PUSH 0 LOAD LT JNZ start\n"
        "  GET 3 OUT HALT\n";

static const char BUBBLE_SORT[] =
        "  PUSH 1 PUSH 0 PUSH 12345 ENTER 3  ; i, swapped, random\n"
        "fill: GET 2 PUSH 1103515245 MUL PUSH 12345 ADD PUSH 2147483647 AND SET 2\n"
        "  GET 0 GET 2 PUSH 8 SHR STORE\n"
        "  GET 0 PUSH 1 ADD DUP SET 0 PUSH 0 LOAD LT JNZ fill\n"
        "pass: PUSH 2 SET 0 PUSH 0 SET 1\n"
        "pair: GET 0 LOAD GET 0 PUSH 1 SUB LOAD LT JZ ordered\n"
        "  GET 0 LOAD GET 0 PUSH 1 SUB LOAD\n"
        "  GET 0 SWAP STORE\n"
        "  GET 0 PUSH 1 SUB SWAP STORE\n"
        "  PUSH 1 SET 1\n"
        "ordered: GET 0 PUSH 1 ADD DUP SET 0 PUSH 0 LOAD LT JNZ pair\n"
        "  GET 1 JNZ pass\n"
        "  PUSH 1 SET 0\n"
        "show: GET 0 LOAD OUT\n"
        "  GET 0 PUSH 1 ADD DUP SET 0 PUSH 0 LOAD LT JNZ show\n"
        "  HALT\n";

static const char EUCLID[] =
        "  PUSH 1 PUSH 1 PUSH 0 ENTER 3  ; a, b, coprime pairs\n"
        "loop: GET 0 GET 1 CALL gcd PUSH 1 EQ JZ common\n"
        "  GET 2 PUSH 1 ADD SET 2\n"
        "common: GET 1 PUSH 1 ADD DUP SET 1 PUSH 0 LOAD LT JNZ loop\n"
        "  PUSH 1 SET 1 GET 0 PUSH 1 ADD DUP SET 0 PUSH 0 LOAD LT JNZ loop\n"
        "  GET 2 OUT HALT\n"
        "gcd: ENTER 2\n"
        "more: GET 1 JZ found\n"
        "  GET 1 GET 0 OVER REM SET 1 SET 0 JMP more\n"
        "found: GET 0 RET\n";

static const struct {
    const char *name;
    const char *text;
    long size; // at scale 1
    int power; // of the size, with which the work grows; 0 stands for exponential growth
} PROGRAMS[] = {
        {"fibonacci", FIBONACCI, 15, 0},
        {"sieve", SIEVE, 120, 1},
        {"collatz", COLLATZ, 40, 1},
        {"bubble sort", BUBBLE_SORT, 24, 2},
        {"euclid", EUCLID, 12, 2},
};

static long size_for(int i, long scale) {
    long size = PROGRAMS[i].size;
    switch (PROGRAMS[i].power) {
        case 0:
            // golden ratio: one more step, 1.6 times the work
            for (; scale > 1; scale = scale * 8 / 13) {
                size++;
            }
            return size;
        case 1: return size * scale < MEMORY_SIZE ? size * scale : MEMORY_SIZE;
        default: {
            long factor = 1;
            while (factor * factor < scale) {
                factor++;
            }
            return size * factor < MEMORY_SIZE ? size * factor : MEMORY_SIZE;
        }
    }
}

int main(int argc, char **argv) {
    long scale = number_argument(argc, argv, 1, 130);
    static program p;
    static machine m;
    for (int i = 0; i < (int)(sizeof PROGRAMS / sizeof PROGRAMS[0]); i++) {
        assemble(PROGRAMS[i].text, &p);
        memset(&m, 0, sizeof m);
        m.output = MIX_START;
        m.memory[0] = size_for(i, scale);
        long size = m.memory[0];
        run(&m, &p);
        printf("%-12s size %5ld: last output %10ld, checksum %016lx, %9lu guest instructions\n",
                PROGRAMS[i].name, size, (long)m.last, (unsigned long)m.output,
                (unsigned long)m.executed);
    }
    return 0;
}
