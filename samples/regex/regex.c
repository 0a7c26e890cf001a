// Regular expressions: a compiler to a small program (Thompson's construction), and two machines
// that run it over each line of a text, one by backtracking and one with all threads in lockstep.
// They must agree.  Syntax: characters, . [a-z] [^a-z] \d \w \s * + ? | ( ) ^ $
//
//   regex [PASSES [FILE]]
#include <string.h>

#include "../common/sample.h"

enum { MAX_PROGRAM = 256, MAX_SETS = 16 };

typedef enum { CHAR, ANY, SET, SPLIT, JUMP, AT_START, AT_END, MATCH } operation;

typedef struct {
    operation op;
    int x; // the character, the set, or where to go first
    int y; // where to go second
} instruction;

typedef struct {
    instruction code[MAX_PROGRAM];
    int size;
    uint64_t sets[MAX_SETS][4]; // 256 bits each
    int set_count;
    const char *at;
} program;

// ---- compiler: each function appends the code for what it reads and leaves `at` behind it

static int emit(program *p, operation op, int x, int y) {
    if (p->size == MAX_PROGRAM) {
        printf("the expression is too long\n");
        exit(1);
    }
    p->code[p->size] = (instruction){op, x, y};
    return p->size++;
}

// Moves the code from `start` on up by one, for a split in front of it.
static void insert(program *p, int start, instruction in) {
    emit(p, MATCH, 0, 0);
    for (int i = p->size - 1; i > start; i--) {
        p->code[i] = p->code[i - 1];
        if (p->code[i].op == SPLIT || p->code[i].op == JUMP) {
            p->code[i].x += p->code[i].x >= start;
            p->code[i].y += p->code[i].op == SPLIT && p->code[i].y >= start;
        }
    }
    p->code[start] = in;
}

static void include(uint64_t *set, int from, int to) {
    for (int c = from; c <= to; c++) {
        set[c >> 6] |= 1UL << (c & 63);
    }
}

static void include_class(uint64_t *set, char name) {
    switch (name) {
        case 'd': include(set, '0', '9'); break;
        case 's': include(set, ' ', ' '); include(set, '\t', '\r'); break;
        case 'w':
            include(set, '0', '9');
            include(set, 'a', 'z');
            include(set, 'A', 'Z');
            include(set, '_', '_');
            break;
        default: include(set, name, name); break;
    }
}

static void parse_set(program *p) {
    uint64_t *set = p->sets[p->set_count];
    memset(set, 0, sizeof p->sets[0]);
    int negated = *p->at == '^';
    p->at += negated;
    while (*p->at != ']') {
        if (*p->at == '\\') {
            include_class(set, p->at[1]);
            p->at += 2;
        } else if (p->at[1] == '-' && p->at[2] != ']') {
            include(set, p->at[0], p->at[2]);
            p->at += 3;
        } else {
            include(set, *p->at, *p->at);
            p->at++;
        }
    }
    p->at++;
    for (int i = 0; negated && i < 4; i++) {
        set[i] = ~set[i];
    }
    emit(p, SET, p->set_count++, 0);
}

static void parse_alternatives(program *p);

static void parse_atom(program *p) {
    char c = *p->at++;
    switch (c) {
        case '.': emit(p, ANY, 0, 0); break;
        case '^': emit(p, AT_START, 0, 0); break;
        case '$': emit(p, AT_END, 0, 0); break;
        case '[': parse_set(p); break;
        case '(':
            parse_alternatives(p);
            p->at++;
            break;
        case '\\':
            memset(p->sets[p->set_count], 0, sizeof p->sets[0]);
            include_class(p->sets[p->set_count], *p->at++);
            emit(p, SET, p->set_count++, 0);
            break;
        default: emit(p, CHAR, (unsigned char)c, 0); break;
    }
}

static void parse_repeated(program *p) {
    int start = p->size;
    parse_atom(p);
    for (;; p->at++) {
        switch (*p->at) {
            case '*':
                insert(p, start, (instruction){SPLIT, start + 1, p->size + 2});
                emit(p, JUMP, start, 0);
                break;
            case '+': emit(p, SPLIT, start, p->size + 1); break;
            case '?': insert(p, start, (instruction){SPLIT, start + 1, p->size + 1}); break;
            default: return;
        }
    }
}

static void parse_alternatives(program *p) {
    int start = p->size;
    while (*p->at != 0 && *p->at != '|' && *p->at != ')') {
        parse_repeated(p);
    }
    if (*p->at == '|') {
        p->at++;
        insert(p, start, (instruction){SPLIT, start + 1, p->size + 2});
        int jump = emit(p, JUMP, 0, 0);
        parse_alternatives(p);
        p->code[jump].x = p->size;
    }
}

static void compile(program *p, const char *expression) {
    p->size = 0;
    p->set_count = 0;
    p->at = expression;
    parse_alternatives(p);
    emit(p, MATCH, 0, 0);
}

static int in_set(const program *p, int set, unsigned char c) {
    return (int)(p->sets[set][c >> 6] >> (c & 63) & 1);
}

// ---- backtracking: tries one way after the other

static uint64_t steps;

static const char *backtrack(const program *p, int pc, const char *line, const char *at) {
    for (;;) {
        const instruction *in = &p->code[pc];
        steps++;
        switch (in->op) {
            case MATCH: return at;
            case JUMP: pc = in->x; continue;
            case SPLIT: {
                const char *end = backtrack(p, in->x, line, at);
                if (end != NULL) {
                    return end;
                }
                pc = in->y;
                continue;
            }
            case AT_START:
                if (at != line) {
                    return NULL;
                }
                break;
            case AT_END:
                if (*at != 0) {
                    return NULL;
                }
                break;
            default:
                if (*at == 0 || (in->op == CHAR && (unsigned char)*at != in->x)
                        || (in->op == SET && !in_set(p, in->x, (unsigned char)*at))) {
                    return NULL;
                }
                at++;
                break;
        }
        pc++;
    }
}

// ---- lockstep: all threads at once, no thread twice at a place

typedef struct {
    int pcs[MAX_PROGRAM];
    int count;
    uint32_t seen[MAX_PROGRAM]; // the generation in which the place was last taken
} threads;

static uint32_t generation;

static void add_thread(const program *p, threads *t, int pc, const char *line, const char *at) {
    if (t->seen[pc] == generation) {
        return;
    }
    t->seen[pc] = generation;
    steps++;
    const instruction *in = &p->code[pc];
    switch (in->op) {
        case JUMP: add_thread(p, t, in->x, line, at); break;
        case SPLIT:
            add_thread(p, t, in->x, line, at);
            add_thread(p, t, in->y, line, at);
            break;
        case AT_START:
            if (at == line) {
                add_thread(p, t, pc + 1, line, at);
            }
            break;
        case AT_END:
            if (*at == 0) {
                add_thread(p, t, pc + 1, line, at);
            }
            break;
        default: t->pcs[t->count++] = pc; break;
    }
}

// Is there a match anywhere in the line?
static int search_lockstep(const program *p, const char *line) {
    static threads lists[2];
    threads *now = &lists[0];
    threads *next = &lists[1];
    now->count = 0;
    generation++;
    for (const char *at = line;; at++) {
        add_thread(p, now, 0, line, at); // a match may begin here
        next->count = 0;
        generation++;
        for (int i = 0; i < now->count; i++) {
            const instruction *in = &p->code[now->pcs[i]];
            if (in->op == MATCH) {
                return 1;
            }
            int fits = *at != 0
                    && (in->op == ANY || (in->op == CHAR && (unsigned char)*at == in->x)
                            || (in->op == SET && in_set(p, in->x, (unsigned char)*at)));
            if (fits) {
                add_thread(p, next, now->pcs[i] + 1, line, at + 1);
            }
        }
        if (*at == 0) {
            return 0;
        }
        threads *t = now;
        now = next;
        next = t;
    }
}

static int search_backtracking(const program *p, const char *line, size_t *length) {
    for (const char *at = line;; at++) {
        const char *end = backtrack(p, 0, line, at);
        if (end != NULL) {
            *length = (size_t)(end - at);
            return 1;
        }
        if (*at == 0) {
            return 0;
        }
    }
}

static const char *const EXPRESSIONS[] = {
        "the (old|small|quiet) (river|bridge)",
        "^[A-Z]\\w* .*[.!]$",
        "\\d\\d\\d\\d",
        "[^aeiou .,!\\d]+ing",
        "(an?|the) \\w+ \\w+ (near|behind)",
        "(b[aeiou]+)+k",
        "(ab|a)*c?(r|x)(d|i)",
        "wa?i?t?(ed)? .* (and|but) ",
};

int main(int argc, char **argv) {
    long passes = number_argument(argc, argv, 1, 2);
    file_content file = read_file(argc > 2 ? argv[2] : "input.txt");
    char *text = (char *)file.bytes;
    long lines = 0;
    for (size_t i = 0; i < file.size; i++) {
        if (text[i] == '\n') {
            text[i] = 0;
            lines++;
        }
    }
    printf("%ld lines\n", lines);
    static program p;
    for (size_t e = 0; e < sizeof EXPRESSIONS / sizeof EXPRESSIONS[0]; e++) {
        compile(&p, EXPRESSIONS[e]);
        long matches = 0;
        size_t longest = 0;
        uint64_t taken[2] = {0};
        for (long pass = 0; pass < passes; pass++) {
            for (const char *line = text; line < text + file.size; line += strlen(line) + 1) {
                size_t length = 0;
                steps = 0;
                int first = search_backtracking(&p, line, &length);
                taken[0] += steps;
                steps = 0;
                int second = search_lockstep(&p, line);
                taken[1] += steps;
                if (first != second) {
                    printf("%s: %d and %d for: %s\n", EXPRESSIONS[e], first, second, line);
                    return 1;
                }
                matches += first;
                longest = length > longest ? length : longest;
            }
        }
        printf("%-38s %5ld lines, longest %2zu, %8lu and %8lu steps\n", EXPRESSIONS[e],
                matches / passes, longest, (unsigned long)taken[0], (unsigned long)taken[1]);
    }
    free(file.bytes);
    return 0;
}
