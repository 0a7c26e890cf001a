// Large numbers of 32-bit limbs: powers by Montgomery's multiplication, division by Knuth's algorithm D,
// digits of pi by a spigot; greatest common divisors of words.
//
//   numbers [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { LIMBS = 16, DIGITS = 400 };

typedef struct {
    uint32_t limb[LIMBS];
} number;

static int compare(const number *a, const number *b) {
    for (int i = LIMBS - 1; i >= 0; i--) {
        if (a->limb[i] != b->limb[i]) {
            return a->limb[i] < b->limb[i] ? -1 : 1;
        }
    }
    return 0;
}

static void subtract(number *a, const number *b) {
    int64_t borrow = 0;
    for (int i = 0; i < LIMBS; i++) {
        borrow += (int64_t)a->limb[i] - b->limb[i];
        a->limb[i] = (uint32_t)borrow;
        borrow >>= 32;
    }
}

// result = a * b / 2^(32 * LIMBS) modulo m, where inverse * m = -1 modulo 2^32.
static void montgomery(number *result, const number *a, const number *b, const number *m, uint32_t inverse) {
    uint32_t t[LIMBS + 2] = {0};
    for (int i = 0; i < LIMBS; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < LIMBS; j++) {
            carry += (uint64_t)a->limb[i] * b->limb[j] + t[j];
            t[j] = (uint32_t)carry;
            carry >>= 32;
        }
        carry += t[LIMBS];
        t[LIMBS] = (uint32_t)carry;
        t[LIMBS + 1] = (uint32_t)(carry >> 32);
        uint32_t factor = t[0] * inverse;
        carry = ((uint64_t)factor * m->limb[0] + t[0]) >> 32;
        for (int j = 1; j < LIMBS; j++) {
            carry += (uint64_t)factor * m->limb[j] + t[j];
            t[j - 1] = (uint32_t)carry;
            carry >>= 32;
        }
        carry += t[LIMBS];
        t[LIMBS - 1] = (uint32_t)carry;
        t[LIMBS] = t[LIMBS + 1] + (uint32_t)(carry >> 32);
    }
    memcpy(result->limb, t, sizeof result->limb);
    if (t[LIMBS] != 0 || compare(result, m) >= 0) {
        subtract(result, m);
    }
}

static void power(number *result, const number *base, const number *exponent, const number *m) {
    uint32_t inverse = 1; // Newton's iteration doubles the right bits
    for (int i = 0; i < 5; i++) {
        inverse *= 2 - m->limb[0] * inverse;
    }
    inverse = -inverse;
    number one = {{0}}; // 2^(32 * LIMBS) modulo m, by doubling
    one.limb[0] = 1;
    number square = *base;
    for (int i = 0; i < 32 * LIMBS; i++) {
        for (number *n = &one; n != NULL; n = n == &one ? &square : NULL) {
            uint32_t out = n->limb[LIMBS - 1] >> 31;
            for (int j = LIMBS - 1; j > 0; j--) {
                n->limb[j] = n->limb[j] << 1 | n->limb[j - 1] >> 31;
            }
            n->limb[0] <<= 1;
            if (out || compare(n, m) >= 0) {
                subtract(n, m);
            }
        }
    }
    *result = one;
    for (int i = 0; i < 32 * LIMBS; i++) {
        if (exponent->limb[i / 32] >> i % 32 & 1) {
            montgomery(result, result, &square, m, inverse);
        }
        montgomery(&square, &square, &square, m, inverse);
    }
    number plain = {{1}};
    montgomery(result, result, &plain, m, inverse);
}

// Knuth, volume 2, 4.3.1: u of 2 * LIMBS limbs and one more becomes the remainder, q the quotient.
static void divide(uint32_t *u, const number *divisor, uint32_t *q) {
    int shift = __builtin_clz(divisor->limb[LIMBS - 1]);
    uint32_t v[LIMBS];
    for (int i = LIMBS - 1; i > 0; i--) {
        v[i] = (uint32_t)(((uint64_t)divisor->limb[i] << 32 | divisor->limb[i - 1]) >> (32 - shift));
    }
    v[0] = divisor->limb[0] << shift;
    for (int i = 2 * LIMBS; i > 0; i--) {
        u[i] = (uint32_t)(((uint64_t)u[i] << 32 | u[i - 1]) >> (32 - shift));
    }
    u[0] <<= shift;
    for (int j = LIMBS; j >= 0; j--) {
        uint64_t top = (uint64_t)u[j + LIMBS] << 32 | u[j + LIMBS - 1];
        uint64_t digit = top / v[LIMBS - 1];
        uint64_t rest = top % v[LIMBS - 1];
        while (digit >> 32 != 0 || digit * v[LIMBS - 2] > (rest << 32 | u[j + LIMBS - 2])) {
            digit--;
            rest += v[LIMBS - 1];
            if (rest >> 32 != 0) {
                break;
            }
        }
        uint64_t carry = 0;
        int64_t borrow = 0;
        for (int i = 0; i < LIMBS; i++) {
            carry += digit * v[i];
            borrow += (int64_t)u[i + j] - (uint32_t)carry;
            u[i + j] = (uint32_t)borrow;
            carry >>= 32;
            borrow >>= 32;
        }
        borrow += (int64_t)u[j + LIMBS] - (int64_t)carry;
        u[j + LIMBS] = (uint32_t)borrow;
        if (borrow < 0) {
            digit--;
            carry = 0;
            for (int i = 0; i < LIMBS; i++) {
                carry += (uint64_t)u[i + j] + v[i];
                u[i + j] = (uint32_t)carry;
                carry >>= 32;
            }
            u[j + LIMBS] += (uint32_t)carry;
        }
        q[j] = (uint32_t)digit;
    }
}

static int spigot(char *digits) {
    static uint32_t remainders[DIGITS * 10 / 3 + 2];
    const int length = DIGITS * 10 / 3 + 1;
    for (int i = 0; i < length; i++) {
        remainders[i] = 2;
    }
    int at = 0;
    int nines = 0;
    int held = -1;
    for (int d = 0; d < DIGITS; d++) {
        uint32_t carry = 0;
        for (int i = length - 1; i > 0; i--) {
            uint32_t x = 10 * remainders[i] + carry * (uint32_t)(i + 1);
            remainders[i] = x % (uint32_t)(2 * i + 1);
            carry = x / (uint32_t)(2 * i + 1);
        }
        uint32_t x = 10 * remainders[0] + carry;
        remainders[0] = x % 10;
        int digit = (int)(x / 10);
        if (digit == 9) {
            nines++;
            continue;
        }
        if (held >= 0) {
            digits[at++] = (char)('0' + held + digit / 10);
            for (; nines > 0; nines--) {
                digits[at++] = digit == 10 ? '0' : '9';
            }
        }
        nines = 0;
        held = digit % 10;
    }
    digits[at] = 0;
    return at;
}

static uint64_t greatest_divisor(uint64_t a, uint64_t b) {
    while (b != 0) {
        uint64_t r = a % b;
        a = b;
        b = r;
    }
    return a;
}

static number random_number(uint64_t *random) {
    number n;
    for (int i = 0; i < LIMBS; i++) {
        n.limb[i] = (uint32_t)(next_random(random) >> 32);
    }
    return n;
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 2600);
    static char digits[DIGITS + 8];
    uint64_t random = 299792;
    uint64_t sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        number m = random_number(&random);
        m.limb[0] |= 1;
        m.limb[LIMBS - 1] |= 0x80000000;
        number base = random_number(&random);
        base.limb[LIMBS - 1] >>= 1;
        number exponent = random_number(&random);
        number result;
        power(&result, &base, &exponent, &m);
        sum = mix(sum, (uint64_t)result.limb[0] << 32 | result.limb[LIMBS - 1]);
        for (int i = 0; i < 40; i++) {
            uint32_t u[2 * LIMBS + 1];
            uint32_t q[LIMBS + 1];
            number upper = random_number(&random);
            memcpy(u, result.limb, sizeof result.limb);
            memcpy(u + LIMBS, upper.limb, sizeof upper.limb);
            u[2 * LIMBS] = 0;
            upper.limb[LIMBS - 1] |= 1u << (round & 31);
            divide(u, &upper, q);
            sum = mix(sum, (uint64_t)q[0] << 32 | u[0]);
        }
        for (int i = 0; i < 200; i++) {
            uint64_t a = next_random(&random) >> 8;
            sum += greatest_divisor(a * 6, (next_random(&random) >> 16) * 10);
        }
        if (round % 16 == 0) {
            spigot(digits);
            sum = mix(sum, (uint64_t)digits[DIGITS / 2]);
        }
    }
    digits[20] = 0;
    printf("pi: %s\n%ld rounds: checksum %016lx\n", digits, rounds, (unsigned long)sum);
    return 0;
}
