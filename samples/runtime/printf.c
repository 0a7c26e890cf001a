// The printf family.  Conversions: d i u x X o c s p % f e g, flags - + space 0 #, width,
// precision, * and the lengths hh h l ll z t.  Doubles are printed exactly, rounded half to even.
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    FILE *stream; // or a buffer of this size, when null
    char *to;
    size_t size;
    size_t length; // what was printed, or would have been with more room
} sink;

typedef struct {
    int left, plus, space, zero, alternative;
    int width;
    int precision; // -1: not given
} spec;

static void emit(sink *out, const char *text, size_t size) {
    if (out->stream != NULL) {
        fwrite(text, 1, size, out->stream);
    } else if (out->length < out->size) {
        size_t room = out->size - out->length;
        memcpy(out->to + out->length, text, size < room ? size : room);
    }
    out->length += size;
}

static void emit_repeated(sink *out, char c, int count) {
    char block[32];
    memset(block, c, sizeof block);
    for (; count > 0; count -= (int)sizeof block) {
        emit(out, block, count < (int)sizeof block ? (size_t)count : sizeof block);
    }
}

// Prints prefix and body, padded to the width: blanks before, zeros between, or blanks behind.
static void emit_padded(
        sink *out, const spec *s, const char *prefix, const char *body, size_t size, int zeros) {
    size_t prefix_size = strlen(prefix);
    int padding = s->width - (int)prefix_size - (int)size - zeros;
    padding = padding > 0 ? padding : 0;
    int zero_padded = s->zero && !s->left;
    emit_repeated(out, ' ', s->left || zero_padded ? 0 : padding);
    emit(out, prefix, prefix_size);
    emit_repeated(out, '0', zeros + (zero_padded ? padding : 0));
    emit(out, body, size);
    emit_repeated(out, ' ', s->left ? padding : 0);
}

static const char *sign_of(const spec *s, int negative) {
    return negative ? "-" : s->plus ? "+" : s->space ? " " : "";
}

static void emit_integer(sink *out, spec *s, uint64_t value, unsigned base, int upper,
        const char *prefix) {
    const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    char text[24];
    char *end = text + sizeof text;
    char *t = end;
    for (; value != 0; value /= base) {
        *--t = digits[value % base];
    }
    int minimum = s->precision < 0 ? 1 : s->precision;
    int size = (int)(end - t);
    if (s->precision >= 0) {
        s->zero = 0;
    }
    emit_padded(out, s, prefix, t, (size_t)size, size < minimum ? minimum - size : 0);
}

// The exact decimal digits of a finite double: 0.d1 d2 d3 ... * 10^exponent, without leading zeros.
// 767 digits are the most that a double has.
enum { MAX_DIGITS = 800, LIMBS = 128, LIMB_BASE = 1000000000 };

typedef struct {
    char digits[MAX_DIGITS];
    int count;
    int exponent;
} decimal;

static int multiply(uint32_t *limbs, int count, uint32_t factor) {
    uint64_t carry = 0;
    for (int i = 0; i < count; i++) {
        carry += (uint64_t)limbs[i] * factor;
        limbs[i] = (uint32_t)(carry % LIMB_BASE);
        carry /= LIMB_BASE;
    }
    if (carry != 0) {
        limbs[count++] = (uint32_t)carry;
    }
    return count;
}

static void drop_zeros(decimal *d) {
    while (d->count > 0 && d->digits[d->count - 1] == '0') {
        d->count--;
    }
}

static void to_decimal(double value, decimal *d) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    int biased = (int)(bits >> 52) & 0x7ff;
    uint64_t mantissa = bits & 0xfffffffffffff;
    if (biased != 0) {
        mantissa |= 1UL << 52;
    }
    int exponent = (biased == 0 ? 1 : biased) - 1075;
    d->count = 0;
    d->exponent = 0;
    if (mantissa == 0) {
        return;
    }
    while (!(mantissa & 1)) {
        mantissa >>= 1;
        exponent++;
    }
    // m * 2^e is an integer already for e >= 0; for e < 0 it is m * 5^-e / 10^-e.
    uint32_t limbs[LIMBS];
    int count = 0;
    for (; mantissa != 0; mantissa /= LIMB_BASE) {
        limbs[count++] = (uint32_t)(mantissa % LIMB_BASE);
    }
    int scale = exponent < 0 ? -exponent : 0;
    int step = exponent < 0 ? 12 : 28;
    for (int left = exponent < 0 ? scale : exponent; left > 0; left -= step) {
        int n = left < step ? left : step;
        uint32_t factor = 1;
        for (int i = 0; i < n; i++) {
            factor *= exponent < 0 ? 5 : 2;
        }
        count = multiply(limbs, count, factor);
    }
    for (int i = count - 1; i >= 0; i--) {
        for (uint32_t unit = LIMB_BASE / 10; unit > 0; unit /= 10) {
            int digit = (int)(limbs[i] / unit % 10);
            if (digit != 0 || d->count > 0) {
                d->digits[d->count++] = (char)('0' + digit);
            }
        }
    }
    d->exponent = d->count - scale;
    drop_zeros(d);
}

// Keeps so many digits, rounding half to even.
static void round_to(decimal *d, int keep) {
    if (keep >= d->count) {
        return;
    }
    int up = 0;
    if (keep >= 0) {
        char next = d->digits[keep];
        int exactly_half = next == '5' && keep + 1 == d->count;
        int odd = keep > 0 && (d->digits[keep - 1] & 1);
        up = next > '5' || (next == '5' && (!exactly_half || odd));
    }
    d->count = keep > 0 ? keep : 0;
    if (!up) {
        drop_zeros(d);
        return;
    }
    int i = d->count;
    while (i > 0 && d->digits[i - 1] == '9') {
        i--;
    }
    if (i > 0) {
        d->digits[i - 1]++;
        d->count = i;
    } else {
        d->digits[0] = '1';
        d->count = 1;
        d->exponent++;
    }
}

// The digit at 10^power.
static char digit_at(const decimal *d, int power) {
    int i = d->exponent - 1 - power;
    return i >= 0 && i < d->count ? d->digits[i] : '0';
}

enum { MAX_FLOAT_TEXT = 1024 };

static size_t fixed_text(char *text, decimal *d, int precision, int point) {
    round_to(d, d->exponent + precision);
    char *t = text;
    for (int power = d->count > 0 && d->exponent > 1 ? d->exponent - 1 : 0; power >= 0; power--) {
        *t++ = digit_at(d, power);
    }
    if (precision > 0 || point) {
        *t++ = '.';
    }
    for (int i = 1; i <= precision; i++) {
        *t++ = digit_at(d, -i);
    }
    return (size_t)(t - text);
}

static size_t exponent_text(char *text, decimal *d, int precision, int point, int upper) {
    round_to(d, precision + 1);
    int exponent = d->count > 0 ? d->exponent - 1 : 0;
    char *t = text;
    *t++ = digit_at(d, exponent);
    if (precision > 0 || point) {
        *t++ = '.';
    }
    for (int i = 1; i <= precision; i++) {
        *t++ = digit_at(d, exponent - i);
    }
    *t++ = upper ? 'E' : 'e';
    *t++ = exponent < 0 ? '-' : '+';
    int size = exponent < 0 ? -exponent : exponent;
    if (size >= 100) {
        *t++ = (char)('0' + size / 100);
    }
    *t++ = (char)('0' + size / 10 % 10);
    *t++ = (char)('0' + size % 10);
    return (size_t)(t - text);
}

// %g: the style of %e for very small and very large numbers, and no zeros at the end.
static size_t general_text(char *text, decimal *d, int precision, int alternative, int upper) {
    int significant = precision == 0 ? 1 : precision;
    round_to(d, significant);
    int exponent = d->count > 0 ? d->exponent - 1 : 0;
    int last = alternative ? significant : d->count > 0 ? d->count : 1;
    if (exponent < -4 || exponent >= significant) {
        return exponent_text(text, d, last - 1, alternative, upper);
    }
    int fraction = last - 1 - exponent;
    return fixed_text(text, d, fraction > 0 ? fraction : 0, alternative);
}

static void emit_double(sink *out, spec *s, double value, char conversion) {
    int upper = isupper((unsigned char)conversion);
    const char *sign = sign_of(s, __builtin_signbit(value) != 0);
    if (__builtin_isnan(value) || __builtin_isinf(value)) {
        static const char NAMES[2][2][4] = {{"inf", "INF"}, {"nan", "NAN"}};
        s->zero = 0;
        emit_padded(out, s, sign, NAMES[__builtin_isnan(value) != 0][upper != 0], 3, 0);
        return;
    }
    int precision = s->precision < 0 ? 6 : s->precision < 600 ? s->precision : 600;
    char text[MAX_FLOAT_TEXT];
    decimal d;
    size_t size;
    to_decimal(value, &d);
    switch (conversion | 32) {
        case 'f': size = fixed_text(text, &d, precision, s->alternative); break;
        case 'e': size = exponent_text(text, &d, precision, s->alternative, upper); break;
        default: size = general_text(text, &d, precision, s->alternative, upper); break;
    }
    emit_padded(out, s, sign, text, size, 0);
}

enum length { CHAR = -2, SHORT = -1, INT = 0, LONG = 1 };

static const char *parse_length(const char *f, int *length) {
    *length = INT;
    for (;; f++) {
        switch (*f) {
            case 'h': --*length; break;
            case 'l':
            case 'z':
            case 't':
            case 'j': *length = LONG; break;
            default: return f;
        }
    }
}

static const char *parse_flags(const char *f, spec *s) {
    for (;; f++) {
        switch (*f) {
            case '-': s->left = 1; break;
            case '+': s->plus = 1; break;
            case ' ': s->space = 1; break;
            case '0': s->zero = 1; break;
            case '#': s->alternative = 1; break;
            default: return f;
        }
    }
}

static int parse_number(const char **f) {
    int number = 0;
    for (; isdigit((unsigned char)**f); ++*f) {
        number = number * 10 + (**f - '0');
    }
    return number;
}

static int64_t narrow_signed(int64_t value, int length) {
    switch (length) {
        case CHAR: return (signed char)value;
        case SHORT: return (short)value;
        case INT: return (int)value;
        default: return value;
    }
}

static uint64_t narrow_unsigned(uint64_t value, int length) {
    switch (length) {
        case CHAR: return (unsigned char)value;
        case SHORT: return (unsigned short)value;
        case INT: return (unsigned)value;
        default: return value;
    }
}

static void format(sink *out, const char *f, va_list arguments) {
    while (*f != 0) {
        size_t plain = strcspn(f, "%");
        if (plain > 0) {
            emit(out, f, plain);
            f += plain;
            continue;
        }
        spec s = {.precision = -1};
        int length;
        f = parse_flags(f + 1, &s);
        if (*f == '*') {
            s.width = va_arg(arguments, int);
            f++;
        } else {
            s.width = parse_number(&f);
        }
        if (s.width < 0) {
            s.left = 1;
            s.width = -s.width;
        }
        if (*f == '.') {
            f++;
            if (*f == '*') {
                s.precision = va_arg(arguments, int);
                f++;
            } else {
                s.precision = parse_number(&f);
            }
        }
        f = parse_length(f, &length);
        char conversion = *f++;
        switch (conversion) {
            case 'd':
            case 'i': {
                int64_t value = length == LONG ? va_arg(arguments, long) : va_arg(arguments, int);
                value = narrow_signed(value, length);
                uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
                emit_integer(out, &s, size, 10, 0, sign_of(&s, value < 0));
                break;
            }
            case 'u':
            case 'o':
            case 'x':
            case 'X': {
                uint64_t value = length == LONG ? va_arg(arguments, unsigned long)
                                                : va_arg(arguments, unsigned);
                value = narrow_unsigned(value, length);
                unsigned base = conversion == 'u' ? 10 : conversion == 'o' ? 8 : 16;
                const char *prefix = base == 16 && s.alternative && value != 0
                        ? (conversion == 'x' ? "0x" : "0X")
                        : "";
                emit_integer(out, &s, value, base, conversion == 'X', prefix);
                break;
            }
            case 'p': {
                uint64_t value = (uint64_t)va_arg(arguments, void *);
                emit_integer(out, &s, value, 16, 0, "0x");
                break;
            }
            case 'c': {
                char c = (char)va_arg(arguments, int);
                s.zero = 0;
                emit_padded(out, &s, "", &c, 1, 0);
                break;
            }
            case 's': {
                const char *text = va_arg(arguments, const char *);
                const char *end = s.precision < 0 ? NULL : memchr(text, 0, (size_t)s.precision);
                size_t size = end != NULL ? (size_t)(end - text)
                        : s.precision < 0 ? strlen(text)
                                          : (size_t)s.precision;
                s.zero = 0;
                emit_padded(out, &s, "", text, size, 0);
                break;
            }
            case 'f':
            case 'F':
            case 'e':
            case 'E':
            case 'g':
            case 'G': emit_double(out, &s, va_arg(arguments, double), conversion); break;
            case '%': emit(out, "%", 1); break;
            default: return;
        }
    }
}

int vfprintf(FILE *stream, const char *f, va_list arguments) {
    sink out = {.stream = stream};
    format(&out, f, arguments);
    return (int)out.length;
}

int vsnprintf(char *to, size_t size, const char *f, va_list arguments) {
    sink out = {.to = to, .size = size > 0 ? size - 1 : 0};
    format(&out, f, arguments);
    if (size > 0) {
        to[out.length < out.size ? out.length : out.size] = 0;
    }
    return (int)out.length;
}

int printf(const char *f, ...) {
    va_list arguments;
    va_start(arguments, f);
    int length = vfprintf(stdout, f, arguments);
    va_end(arguments);
    return length;
}

int fprintf(FILE *stream, const char *f, ...) {
    va_list arguments;
    va_start(arguments, f);
    int length = vfprintf(stream, f, arguments);
    va_end(arguments);
    return length;
}

int snprintf(char *to, size_t size, const char *f, ...) {
    va_list arguments;
    va_start(arguments, f);
    int length = vsnprintf(to, size, f, arguments);
    va_end(arguments);
    return length;
}
