// A compiler of expressions: a recursive parser, a tree in an arena, folding, then evaluation three ways:
// over the tree, through function pointers, and on a stack.
//
//   expressions [ROUNDS]
#include "../../common/sample.h"

enum { NODES = 4096, VARIABLES = 8, TEXT = 4096 };

typedef enum { NUMBER, VARIABLE, ADD, SUB, MUL, DIV, REM, AND, OR, XOR, NEG, LESS, SELECT } kind;

typedef struct node node;
typedef int64_t (*evaluator)(const node *, const int64_t *);

struct node {
    kind kind;
    evaluator evaluate;
    int64_t value; // of a number; the index of a variable
    node *operand[3];
};

static node arena[NODES];
static int used;
static const char *at;

static int64_t apply(kind k, int64_t a, int64_t b) {
    switch (k) {
        case ADD: return (int64_t)((uint64_t)a + (uint64_t)b);
        case SUB: return (int64_t)((uint64_t)a - (uint64_t)b);
        case MUL: return (int64_t)((uint64_t)a * (uint64_t)b);
        case DIV: return b == 0 || b == -1 ? a : a / b;
        case REM: return b == 0 || b == -1 ? 0 : a % b;
        case AND: return a & b;
        case OR: return a | b;
        case XOR: return a ^ b;
        case NEG: return (int64_t)(0 - (uint64_t)a);
        case LESS: return a < b;
        default: return 0;
    }
}

static int64_t number(const node *n, const int64_t *v) { return (void)v, n->value; }

static int64_t variable(const node *n, const int64_t *v) { return v[n->value]; }

static int64_t evaluate(const node *n, const int64_t *v) { return n->evaluate(n, v); }

#define OPERATION(name, kind)                                                     \
    static int64_t name(const node *n, const int64_t *v) {                        \
        return apply(kind, evaluate(n->operand[0], v), evaluate(n->operand[1], v)); \
    }

OPERATION(add, ADD)
OPERATION(sub, SUB)
OPERATION(mul, MUL)
OPERATION(div_, DIV)
OPERATION(rem_, REM)
OPERATION(and_, AND)
OPERATION(or_, OR)
OPERATION(xor_, XOR)
OPERATION(less, LESS)

static int64_t negate(const node *n, const int64_t *v) {
    return apply(NEG, evaluate(n->operand[0], v), 0);
}

static int64_t select_(const node *n, const int64_t *v) {
    return evaluate(n->operand[evaluate(n->operand[0], v) != 0 ? 1 : 2], v);
}

static const evaluator evaluators[] = {
    number, variable, add, sub, mul, div_, rem_, and_, or_, xor_, negate, less, select_};

static node *make(kind k, node *a, node *b, node *c, int64_t value) {
    int constant = k != VARIABLE && k != SELECT && k != NUMBER && a->kind == NUMBER &&
            (b == NULL || b->kind == NUMBER);
    if (constant) {
        a->value = apply(k, a->value, b == NULL ? 0 : b->value);
        return a;
    }
    if (used == NODES) {
        printf("too many nodes\n");
        exit(1);
    }
    node *n = &arena[used++];
    *n = (node){k, evaluators[k], value, {a, b, c}};
    return n;
}

static node *parse_choice(void);

static node *parse_primary(void) {
    char c = *at++;
    if (c == '(') {
        node *inner = parse_choice();
        at++;
        return inner;
    }
    if (c == '-') {
        return make(NEG, parse_primary(), NULL, NULL, 0);
    }
    if (c >= 'a') {
        return make(VARIABLE, NULL, NULL, NULL, c - 'a');
    }
    int64_t value = c - '0';
    while (*at >= '0' && *at <= '9') {
        value = value * 10 + (*at++ - '0');
    }
    return make(NUMBER, NULL, NULL, NULL, value);
}

static int binding(char c, kind *k) {
    switch (c) {
        case '|': *k = OR; return 1;
        case '^': *k = XOR; return 2;
        case '&': *k = AND; return 3;
        case '<': *k = LESS; return 4;
        case '+': *k = ADD; return 5;
        case '-': *k = SUB; return 5;
        case '*': *k = MUL; return 6;
        case '/': *k = DIV; return 6;
        case '%': *k = REM; return 6;
        default: return 0;
    }
}

static node *parse_binary(int least) {
    node *left = parse_primary();
    kind k;
    for (int level; (level = binding(*at, &k)) >= least && level > 0;) {
        at++;
        left = make(k, left, parse_binary(level + 1), NULL, 0);
    }
    return left;
}

static node *parse_choice(void) {
    node *condition = parse_binary(1);
    if (*at != '?') {
        return condition;
    }
    at++;
    node *yes = parse_choice();
    at++;
    return make(SELECT, condition, yes, parse_choice(), 0);
}

static int64_t walk(const node *n, const int64_t *v) {
    switch (n->kind) {
        case NUMBER: return n->value;
        case VARIABLE: return v[n->value];
        case NEG: return apply(NEG, walk(n->operand[0], v), 0);
        case SELECT: return walk(n->operand[walk(n->operand[0], v) != 0 ? 1 : 2], v);
        default: return apply(n->kind, walk(n->operand[0], v), walk(n->operand[1], v));
    }
}

// Postfix code; a choice evaluates both sides, which is right because nothing has an effect.
static int flatten(const node *n, const node **code, int size) {
    for (int i = 0; i < 3; i++) {
        if (n->operand[i] != NULL) {
            size = flatten(n->operand[i], code, size);
        }
    }
    code[size] = n;
    return size + 1;
}

static int64_t run(const node **code, int size, const int64_t *v) {
    int64_t stack[256];
    int top = 0;
    for (int i = 0; i < size; i++) {
        const node *n = code[i];
        switch (n->kind) {
            case NUMBER: stack[top++] = n->value; break;
            case VARIABLE: stack[top++] = v[n->value]; break;
            case NEG: stack[top - 1] = apply(NEG, stack[top - 1], 0); break;
            case SELECT:
                top -= 2;
                stack[top - 1] = stack[top - 1] != 0 ? stack[top] : stack[top + 1];
                break;
            default:
                top--;
                stack[top - 1] = apply(n->kind, stack[top - 1], stack[top]);
        }
    }
    return stack[0];
}

static char *write_expression(char *to, uint64_t *random, int depth) {
    uint64_t r = next_random(random) >> 12;
    if (depth == 0 || r % 9 == 0) {
        if (r & 16) {
            *to++ = (char)('a' + (r >> 5) % VARIABLES);
        } else {
            *to++ = (char)('1' + (r >> 5) % 9);
            *to++ = (char)('0' + (r >> 9) % 10);
        }
        return to;
    }
    *to++ = '(';
    to = write_expression(to, random, depth - 1);
    if (r % 11 == 0) {
        *to++ = '?';
        to = write_expression(to, random, depth - 1);
        *to++ = ':';
    } else {
        *to++ = "+-*/%&|^<+-*"[(r >> 20) % 12];
        if (r >> 30 & 1) {
            *to++ = '-';
        }
    }
    to = write_expression(to, random, depth - 1);
    *to++ = ')';
    return to;
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 42000);
    static char text[TEXT];
    static const node *code[NODES];
    uint64_t random = 602214;
    uint64_t sum = MIX_START;
    int longest = 0;
    for (long round = 0; round < rounds; round++) {
        char *end = write_expression(text, &random, 3 + (int)(round & 3));
        *end = 0;
        longest = end - text > longest ? (int)(end - text) : longest;
        used = 0;
        at = text;
        const node *tree = parse_choice();
        int size = flatten(tree, code, 0);
        int64_t v[VARIABLES];
        for (int i = 0; i < VARIABLES; i++) {
            v[i] = (int64_t)(next_random(&random) >> 30) - (1L << 33);
        }
        for (int i = 0; i < 100; i++) {
            int64_t a = walk(tree, v);
            int64_t b = evaluate(tree, v);
            int64_t c = run(code, size, v);
            if (a != b || a != c) {
                printf("%s: %ld, %ld, %ld\n", text, (long)a, (long)b, (long)c);
                return 1;
            }
            sum = mix(sum, (uint64_t)a);
            v[i % VARIABLES] += i;
        }
    }
    printf("the longest expression had %d characters\n%ld rounds: checksum %016lx\n", longest, rounds,
            (unsigned long)sum);
    return 0;
}
