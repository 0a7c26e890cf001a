// A lexical analyser for a language like C, driven by tables: characters fall into classes, a
// matrix gives the next state for state and class, and the longest match wins.  Reads the source
// text from standard input, counts tokens by kind, finds keywords by a perfect hash that it
// searches for first.
//
//   lexer [PASSES] <SOURCE
#include <ctype.h>
#include <string.h>

#include "../common/sample.h"

typedef enum {
    OTHER, BLANK, LETTER, ZERO, DIGIT, DOT, QUOTE, APOSTROPHE, BACKSLASH, SLASH, STAR, NEWLINE,
    PLUS_MINUS, EQUALS, ANGLE, AMPERSAND_BAR, OPERATOR, BRACKET, EXPONENT, HEX_MARK, CLASSES
} class;

typedef enum {
    START, WHITE, NAME, LEADING_ZERO, HEX_BEGIN, HEX, DECIMAL, FRACTION, EXPONENT_BEGIN,
    EXPONENT_SIGN, EXPONENT_DIGITS, A_DOT, IN_STRING, STRING_ESCAPE, STRING, IN_CHARACTER,
    CHARACTER_ESCAPE, CHARACTER, A_SLASH, LINE_COMMENT, IN_COMMENT, COMMENT_STAR, COMMENT, SIGN,
    SIGN_TWICE, ANGLE_ONE, ANGLE_TWO, LOGIC_ONE, LOGIC_TWO, SIMPLE_OPERATOR, ASSIGNMENT,
    PUNCTUATION, ERROR, STATES
} state;

typedef enum { SPACE, COMMENTS, IDENTIFIER, KEYWORD, INTEGER, REAL, STRINGS, CHARACTERS, OPERATORS,
    PUNCTUATIONS, ERRORS, KINDS } kind;

static const char *const KIND_NAMES[KINDS] = {"white space", "comment", "identifier", "keyword",
        "integer", "real number", "string", "character", "operator", "punctuation", "error"};

static const char *const KEYWORDS[] = {"break", "case", "char", "const", "continue", "default",
        "do", "double", "else", "enum", "extern", "float", "for", "goto", "if", "int", "long",
        "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef", "union",
        "unsigned", "void", "while"};

enum { KEYWORD_COUNT = sizeof KEYWORDS / sizeof KEYWORDS[0], SLOTS = 128 };

static unsigned char class_of[256];
static unsigned char next_state[STATES][CLASSES];
static signed char kind_of[STATES]; // -1: not the end of a token
static const char *slots[SLOTS];
static unsigned hash_factor;

static void classify(const char *characters, class c) {
    for (; *characters != 0; characters++) {
        class_of[(unsigned char)*characters] = (unsigned char)c;
    }
}

static void fill_classes(void) {
    for (int c = 0; c < 256; c++) {
        class_of[c] = (unsigned char)(isalpha(c) || c == '_' ? LETTER : isdigit(c) ? DIGIT : OTHER);
    }
    classify("eE", EXPONENT);
    classify("xX", HEX_MARK);
    classify("0", ZERO);
    classify(" \t\r", BLANK);
    classify("\n", NEWLINE);
    classify(".", DOT);
    classify("\"", QUOTE);
    classify("'", APOSTROPHE);
    classify("\\", BACKSLASH);
    classify("/", SLASH);
    classify("*", STAR);
    classify("+-", PLUS_MINUS);
    classify("=", EQUALS);
    classify("<>", ANGLE);
    classify("&|", AMPERSAND_BAR);
    classify("!%^~?:", OPERATOR);
    classify("()[]{},;#", BRACKET);
}

static void on(state from, class c, state to) { next_state[from][c] = (unsigned char)to; }

static void on_all(state from, state to) {
    for (class c = OTHER; c < CLASSES; c++) {
        on(from, c, to);
    }
}

static void on_letters(state from, state to) {
    on(from, LETTER, to);
    on(from, EXPONENT, to);
    on(from, HEX_MARK, to);
}

static void on_digits(state from, state to) {
    on(from, ZERO, to);
    on(from, DIGIT, to);
}

static void accept(state s, kind k) { kind_of[s] = (signed char)k; }

static void fill_numbers(void) {
    on(START, ZERO, LEADING_ZERO);
    on(START, DIGIT, DECIMAL);
    on(LEADING_ZERO, HEX_MARK, HEX_BEGIN);
    on_digits(HEX_BEGIN, HEX);
    on_digits(HEX, HEX);
    on_letters(HEX_BEGIN, HEX);
    on_letters(HEX, HEX);
    static const state WHOLE[] = {LEADING_ZERO, DECIMAL};
    for (int i = 0; i < 2; i++) {
        on_digits(WHOLE[i], DECIMAL);
        on(WHOLE[i], DOT, FRACTION);
        on(WHOLE[i], EXPONENT, EXPONENT_BEGIN);
    }
    on(START, DOT, A_DOT);
    on_digits(A_DOT, FRACTION);
    on_digits(FRACTION, FRACTION);
    on(FRACTION, EXPONENT, EXPONENT_BEGIN);
    on_digits(EXPONENT_BEGIN, EXPONENT_DIGITS);
    on(EXPONENT_BEGIN, PLUS_MINUS, EXPONENT_SIGN);
    on_digits(EXPONENT_SIGN, EXPONENT_DIGITS);
    on_digits(EXPONENT_DIGITS, EXPONENT_DIGITS);
    accept(LEADING_ZERO, INTEGER);
    accept(DECIMAL, INTEGER);
    accept(HEX, INTEGER);
    accept(FRACTION, REAL);
    accept(EXPONENT_DIGITS, REAL);
}

static void fill_quoted(class quote, state in, state escape, state done, kind k) {
    on(START, quote, in);
    on_all(in, in);
    on(in, quote, done);
    on(in, BACKSLASH, escape);
    on(in, NEWLINE, ERROR);
    on_all(escape, in);
    accept(done, k);
}

static void fill_operators(void) {
    on(START, SLASH, A_SLASH);
    on(A_SLASH, SLASH, LINE_COMMENT);
    on(A_SLASH, STAR, IN_COMMENT);
    on(A_SLASH, EQUALS, ASSIGNMENT);
    on_all(LINE_COMMENT, LINE_COMMENT);
    on(LINE_COMMENT, NEWLINE, ERROR);
    on_all(IN_COMMENT, IN_COMMENT);
    on(IN_COMMENT, STAR, COMMENT_STAR);
    on_all(COMMENT_STAR, IN_COMMENT);
    on(COMMENT_STAR, STAR, COMMENT_STAR);
    on(COMMENT_STAR, SLASH, COMMENT);
    on(START, PLUS_MINUS, SIGN);
    on(SIGN, PLUS_MINUS, SIGN_TWICE);
    on(SIGN, ANGLE, SIGN_TWICE); // ->
    on(SIGN, EQUALS, ASSIGNMENT);
    on(START, ANGLE, ANGLE_ONE);
    on(ANGLE_ONE, ANGLE, ANGLE_TWO);
    on(ANGLE_ONE, EQUALS, ASSIGNMENT);
    on(ANGLE_TWO, EQUALS, ASSIGNMENT);
    on(START, AMPERSAND_BAR, LOGIC_ONE);
    on(LOGIC_ONE, AMPERSAND_BAR, LOGIC_TWO);
    on(LOGIC_ONE, EQUALS, ASSIGNMENT);
    on(START, OPERATOR, SIMPLE_OPERATOR);
    on(START, STAR, SIMPLE_OPERATOR);
    on(START, EQUALS, SIMPLE_OPERATOR);
    on(SIMPLE_OPERATOR, EQUALS, ASSIGNMENT);
    on(START, BRACKET, PUNCTUATION);
    static const state ENDS[] = {A_SLASH, SIGN, SIGN_TWICE, ANGLE_ONE, ANGLE_TWO, LOGIC_ONE,
            LOGIC_TWO, SIMPLE_OPERATOR, ASSIGNMENT, A_DOT};
    for (size_t i = 0; i < sizeof ENDS / sizeof ENDS[0]; i++) {
        accept(ENDS[i], OPERATORS);
    }
    accept(LINE_COMMENT, COMMENTS);
    accept(COMMENT, COMMENTS);
    accept(PUNCTUATION, PUNCTUATIONS);
}

static void fill_tables(void) {
    memset(kind_of, -1, sizeof kind_of);
    memset(next_state, ERROR, sizeof next_state);
    fill_classes();
    on(START, BLANK, WHITE);
    on(START, NEWLINE, WHITE);
    on(WHITE, BLANK, WHITE);
    on(WHITE, NEWLINE, WHITE);
    accept(WHITE, SPACE);
    on_letters(START, NAME);
    on_letters(NAME, NAME);
    on_digits(NAME, NAME);
    accept(NAME, IDENTIFIER);
    fill_numbers();
    fill_quoted(QUOTE, IN_STRING, STRING_ESCAPE, STRING, STRINGS);
    fill_quoted(APOSTROPHE, IN_CHARACTER, CHARACTER_ESCAPE, CHARACTER, CHARACTERS);
    fill_operators();
}

// The first, the middle and the last letter and the length tell keywords apart, given the right
// factor.
static unsigned slot_of(const char *word, size_t size) {
    unsigned letters = (unsigned char)word[0] | (unsigned)(unsigned char)word[size / 2] << 8
            | (unsigned)(unsigned char)word[size - 1] << 16;
    return (letters + (unsigned)size) * hash_factor >> 25 & (SLOTS - 1);
}

static void find_perfect_hash(void) {
    for (hash_factor = 0x9e3779b1;; hash_factor += 2) {
        memset(slots, 0, sizeof slots);
        int placed = 0;
        for (; placed < KEYWORD_COUNT; placed++) {
            const char *word = KEYWORDS[placed];
            const char **slot = &slots[slot_of(word, strlen(word))];
            if (*slot != NULL) {
                break;
            }
            *slot = word;
        }
        if (placed == KEYWORD_COUNT) {
            return;
        }
    }
}

static int is_keyword(const char *word, size_t size) {
    const char *candidate = slots[slot_of(word, size)];
    return candidate != NULL && strncmp(candidate, word, size) == 0 && candidate[size] == 0;
}

typedef struct {
    long count[KINDS];
    long bytes[KINDS];
    long lines;
    size_t longest;
    uint64_t sum;
} statistics;

static void scan(const unsigned char *text, size_t size, statistics *s) {
    const unsigned char *end = text + size;
    while (text < end) {
        state at = START;
        const unsigned char *c = text;
        const unsigned char *token_end = text;
        kind found = ERRORS;
        while (c < end && (at = (state)next_state[at][class_of[*c]]) != ERROR) {
            c++;
            if (kind_of[at] >= 0) {
                token_end = c;
                found = (kind)kind_of[at];
            }
        }
        if (token_end == text) {
            token_end++;
        }
        size_t length = (size_t)(token_end - text);
        if (found == IDENTIFIER) {
            s->longest = length > s->longest ? length : s->longest;
            if (is_keyword((const char *)text, length)) {
                found = KEYWORD;
            }
        } else if (found == SPACE || found == COMMENTS) {
            for (const unsigned char *b = text; b < token_end; b++) {
                s->lines += *b == '\n';
            }
        }
        s->count[found]++;
        s->bytes[found] += (long)length;
        s->sum = mix(s->sum, length * KINDS + found);
        text = token_end;
    }
}

int main(int argc, char **argv) {
    long passes = number_argument(argc, argv, 1, 40);
    file_content source = read_stream(stdin);
    fill_tables();
    find_perfect_hash();
    statistics s = {.sum = MIX_START};
    for (long pass = 0; pass < passes; pass++) {
        uint64_t sum = s.sum;
        s = (statistics){.sum = sum};
        scan(source.bytes, source.size, &s);
    }
    printf("%zu bytes, %ld lines, longest identifier %zu\n", source.size, s.lines, s.longest);
    for (kind k = SPACE; k < KINDS; k++) {
        printf("%-12s %6ld tokens %7ld bytes\n", KIND_NAMES[k], s.count[k], s.bytes[k]);
    }
    printf("%ld passes, checksum %016lx\n", passes, (unsigned long)s.sum);
    free(source.bytes);
    return 0;
}
