// Parses a JSON document into a tree, measures the tree, writes it again without blanks, parses that
// and compares the two trees.  The parser is the grammar of RFC 8259, written as functions; numbers
// with up to 15 digits and a small exponent are rounded exactly.
//
//   json [PASSES [FILE]]
#include <string.h>

#include "../common/sample.h"

typedef enum {
    JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT, KINDS
} kind;

static const char *const KIND_NAMES[KINDS] = {
        "null", "false", "true", "number", "string", "array", "object"};

typedef struct value {
    kind kind;
    char *name; // of a member of an object
    struct value *next;
    union {
        double number;
        char *string;
        struct value *first;
    };
} value;

typedef struct {
    const char *at;
    const char *start;
} parser;

__attribute__((noreturn)) static void fail(const parser *p, const char *expected) {
    printf("offset %ld: expected %s\n", (long)(p->at - p->start), expected);
    exit(1);
}

static void skip_blanks(parser *p) {
    while (*p->at == ' ' || *p->at == '\n' || *p->at == '\t' || *p->at == '\r') {
        p->at++;
    }
}

static int accept(parser *p, char c) {
    skip_blanks(p);
    if (*p->at != c) {
        return 0;
    }
    p->at++;
    return 1;
}

static unsigned hex4(parser *p) {
    unsigned code = 0;
    for (int i = 0; i < 4; i++) {
        char c = *p->at++;
        int digit = c >= '0' && c <= '9' ? c - '0'
                : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                     : -1;
        if (digit < 0) {
            fail(p, "a hexadecimal digit");
        }
        code = code << 4 | (unsigned)digit;
    }
    return code;
}

static char *put_utf8(char *to, unsigned code) {
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xc0 | code >> 6);
        *to++ = (char)(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        *to++ = (char)(0xe0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    } else {
        *to++ = (char)(0xf0 | code >> 18);
        *to++ = (char)(0x80 | (code >> 12 & 0x3f));
        *to++ = (char)(0x80 | (code >> 6 & 0x3f));
        *to++ = (char)(0x80 | (code & 0x3f));
    }
    return to;
}

static char *parse_escape(parser *p, char *to) {
    char c = *p->at++;
    switch (c) {
        case '"':
        case '\\':
        case '/': *to++ = c; return to;
        case 'b': *to++ = '\b'; return to;
        case 'f': *to++ = '\f'; return to;
        case 'n': *to++ = '\n'; return to;
        case 'r': *to++ = '\r'; return to;
        case 't': *to++ = '\t'; return to;
        case 'u': break;
        default: fail(p, "an escape");
    }
    unsigned code = hex4(p);
    // a surrogate pair
    if (code >= 0xd800 && code < 0xdc00 && p->at[0] == '\\' && p->at[1] == 'u') {
        p->at += 2;
        code = 0x10000 + ((code - 0xd800) << 10) + (hex4(p) - 0xdc00);
    }
    return put_utf8(to, code);
}

static char *parse_string(parser *p) {
    size_t size = 0; // an escape never takes more bytes than its source
    for (const char *c = p->at; *c != '"'; c++, size++) {
        if (*c == '\\') {
            c++;
            size++;
        }
        if ((unsigned char)*c < ' ') {
            p->at = c;
            fail(p, "the end of the string");
        }
    }
    char *string = malloc(size + 1);
    char *to = string;
    while (*p->at != '"') {
        if (*p->at == '\\') {
            p->at++;
            to = parse_escape(p, to);
        } else {
            *to++ = *p->at++;
        }
    }
    p->at++;
    *to = 0;
    return string;
}

static double parse_number(parser *p) {
    int negative = *p->at == '-';
    p->at += negative;
    int64_t digits = 0;
    int exponent = 0;
    int seen = 0;
    for (; *p->at >= '0' && *p->at <= '9'; p->at++, seen = 1) {
        digits = digits * 10 + (*p->at - '0');
    }
    if (*p->at == '.') {
        for (p->at++; *p->at >= '0' && *p->at <= '9'; p->at++, exponent--) {
            digits = digits * 10 + (*p->at - '0');
        }
    }
    if (!seen) {
        fail(p, "a digit");
    }
    if ((*p->at | 32) == 'e') {
        p->at++;
        int down = *p->at == '-';
        p->at += *p->at == '-' || *p->at == '+';
        int size = 0;
        for (; *p->at >= '0' && *p->at <= '9'; p->at++) {
            size = size * 10 + (*p->at - '0');
        }
        exponent += down ? -size : size;
    }
    double power = 1.0;
    for (int i = exponent < 0 ? -exponent : exponent; i > 0; i--) {
        power *= 10.0;
    }
    double number = exponent < 0 ? (double)digits / power : (double)digits * power;
    return negative ? -number : number;
}

static void expect_word(parser *p, const char *word) {
    size_t size = strlen(word);
    if (strncmp(p->at, word, size) != 0) {
        fail(p, word);
    }
    p->at += size;
}

static value *parse_value(parser *p);

static void parse_members(parser *p, value *parent, char end) {
    value **link = &parent->first;
    *link = NULL;
    if (accept(p, end)) {
        return;
    }
    do {
        char *name = NULL;
        if (parent->kind == JSON_OBJECT) {
            if (!accept(p, '"')) {
                fail(p, "a name");
            }
            name = parse_string(p);
            if (!accept(p, ':')) {
                fail(p, "a colon");
            }
        }
        *link = parse_value(p);
        (*link)->name = name;
        link = &(*link)->next;
    } while (accept(p, ','));
    if (!accept(p, end)) {
        fail(p, "a comma or the end of the list");
    }
}

static value *parse_value(parser *p) {
    value *v = malloc(sizeof *v);
    v->name = NULL;
    v->next = NULL;
    v->string = NULL;
    skip_blanks(p);
    switch (*p->at) {
        case 'n': v->kind = JSON_NULL; expect_word(p, "null"); break;
        case 't': v->kind = JSON_TRUE; expect_word(p, "true"); break;
        case 'f': v->kind = JSON_FALSE; expect_word(p, "false"); break;
        case '"':
            p->at++;
            v->kind = JSON_STRING;
            v->string = parse_string(p);
            break;
        case '[':
            p->at++;
            v->kind = JSON_ARRAY;
            parse_members(p, v, ']');
            break;
        case '{':
            p->at++;
            v->kind = JSON_OBJECT;
            parse_members(p, v, '}');
            break;
        default:
            v->kind = JSON_NUMBER;
            v->number = parse_number(p);
            break;
    }
    return v;
}

static value *parse(const char *text) {
    parser p = {text, text};
    value *v = parse_value(&p);
    skip_blanks(&p);
    if (*p.at != 0) {
        fail(&p, "the end of the document");
    }
    return v;
}

static void release(value *v) {
    while (v != NULL) {
        value *next = v->next;
        if (v->kind == JSON_STRING) {
            free(v->string);
        } else if (v->kind == JSON_ARRAY || v->kind == JSON_OBJECT) {
            release(v->first);
        }
        free(v->name);
        free(v);
        v = next;
    }
}

// ---- writing

typedef struct {
    char *text;
    size_t size;
    size_t room;
} text;

static void append(text *t, const char *from, size_t size) {
    if (t->size + size >= t->room) {
        t->room = (t->size + size + 1) * 2;
        t->text = realloc(t->text, t->room);
    }
    memcpy(t->text + t->size, from, size);
    t->size += size;
    t->text[t->size] = 0;
}

static void write_string(text *t, const char *string) {
    append(t, "\"", 1);
    for (const char *c = string; *c != 0; c++) {
        char escape[8];
        if (*c == '"' || *c == '\\') {
            escape[0] = '\\';
            escape[1] = *c;
            append(t, escape, 2);
        } else if ((unsigned char)*c < ' ') {
            append(t, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", (unsigned)*c));
        } else {
            append(t, c, 1);
        }
    }
    append(t, "\"", 1);
}

static void write_value(text *t, const value *v) {
    char number[32];
    switch (v->kind) {
        case JSON_NUMBER:
            append(t, number, (size_t)snprintf(number, sizeof number, "%.17g", v->number));
            break;
        case JSON_STRING: write_string(t, v->string); break;
        case JSON_ARRAY:
        case JSON_OBJECT:
            append(t, v->kind == JSON_ARRAY ? "[" : "{", 1);
            for (const value *member = v->first; member != NULL; member = member->next) {
                if (member != v->first) {
                    append(t, ",", 1);
                }
                if (member->name != NULL) {
                    write_string(t, member->name);
                    append(t, ":", 1);
                }
                write_value(t, member);
            }
            append(t, v->kind == JSON_ARRAY ? "]" : "}", 1);
            break;
        default: append(t, KIND_NAMES[v->kind], strlen(KIND_NAMES[v->kind])); break;
    }
}

// ---- looking at trees

typedef struct {
    long count[KINDS];
    int depth;
    double sum;
    size_t string_bytes;
} statistics;

static void measure(const value *v, statistics *s, int depth) {
    s->count[v->kind]++;
    s->depth = depth > s->depth ? depth : s->depth;
    if (v->kind == JSON_NUMBER) {
        s->sum += v->number;
    } else if (v->kind == JSON_STRING) {
        s->string_bytes += strlen(v->string);
    } else if (v->kind == JSON_ARRAY || v->kind == JSON_OBJECT) {
        for (const value *member = v->first; member != NULL; member = member->next) {
            measure(member, s, depth + 1);
        }
    }
}

// Numbers may differ in the last place after a decimal detour, and in nothing else.
static int same(const value *a, const value *b) {
    if (a->kind != b->kind || (a->name == NULL) != (b->name == NULL)
            || (a->name != NULL && strcmp(a->name, b->name) != 0)) {
        return 0;
    }
    switch (a->kind) {
        case JSON_NUMBER: {
            double difference = a->number - b->number;
            double size = a->number < 0 ? -a->number : a->number;
            return (difference < 0 ? -difference : difference) <= size * 0x1p-50;
        }
        case JSON_STRING: return strcmp(a->string, b->string) == 0;
        case JSON_ARRAY:
        case JSON_OBJECT: {
            const value *x = a->first;
            const value *y = b->first;
            while (x != NULL && y != NULL && same(x, y)) {
                x = x->next;
                y = y->next;
            }
            return x == NULL && y == NULL;
        }
        default: return 1;
    }
}

static uint64_t sum_of(const char *bytes, size_t size) {
    uint64_t sum = MIX_START;
    for (size_t i = 0; i < size; i++) {
        sum = mix(sum, (unsigned char)bytes[i]);
    }
    return sum;
}

int main(int argc, char **argv) {
    long passes = number_argument(argc, argv, 1, 6);
    file_content file = read_file(argc > 2 ? argv[2] : "input.json");
    for (long pass = 1; pass <= passes; pass++) {
        value *tree = parse((const char *)file.bytes);
        text written = {NULL, 0, 0};
        write_value(&written, tree);
        value *again = parse(written.text);
        if (!same(tree, again)) {
            printf("the trees differ\n");
            return 1;
        }
        if (pass == passes) {
            statistics s = {.depth = 0};
            measure(tree, &s, 1);
            printf("%zu bytes read, %zu written, checksum %016lx\n", file.size, written.size,
                    (unsigned long)sum_of(written.text, written.size));
            for (kind k = JSON_NULL; k < KINDS; k++) {
                printf("%-7s %6ld\n", KIND_NAMES[k], s.count[k]);
            }
            printf("depth %d, %zu bytes in strings, sum of the numbers %.6f\n", s.depth,
                    s.string_bytes, s.sum);
        }
        release(tree);
        release(again);
        free(written.text);
    }
    free(file.bytes);
    return 0;
}
