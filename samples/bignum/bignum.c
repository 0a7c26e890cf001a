// Arithmetic on large numbers in limbs of 64 bits, hence with 128-bit products and quotients:
// digits of pi by two formulas that must agree, a factorial, and Fibonacci numbers with Cassini's
// identity as the check.
//
//   bignum [DIGITS]
#include <string.h>

#include "../common/sample.h"

typedef unsigned __int128 uint128;

// ---- fixed-point fractions: limb 0 is the integer part, the others follow the point

static void add(uint64_t *a, const uint64_t *b, int limbs) {
    uint64_t carry = 0;
    for (int i = limbs - 1; i >= 0; i--) {
        uint128 sum = (uint128)a[i] + b[i] + carry;
        a[i] = (uint64_t)sum;
        carry = (uint64_t)(sum >> 64);
    }
}

static void subtract(uint64_t *a, const uint64_t *b, int limbs) {
    uint64_t borrow = 0;
    for (int i = limbs - 1; i >= 0; i--) {
        uint128 difference = (uint128)a[i] - b[i] - borrow;
        a[i] = (uint64_t)difference;
        borrow = (uint64_t)(difference >> 64) & 1;
    }
}

// Divides by a number below 2^32, half a limb at a time; the first nonzero limb is `from`.
static void divide(uint64_t *quotient, const uint64_t *a, uint64_t divisor, int from, int limbs) {
    uint64_t rest = 0;
    for (int i = from; i < limbs; i++) {
        uint64_t high = rest << 32 | a[i] >> 32;
        uint64_t low = high % divisor << 32 | (a[i] & 0xffffffff);
        quotient[i] = high / divisor << 32 | low / divisor;
        rest = low % divisor;
    }
}

static void multiply(uint64_t *a, uint64_t factor, int limbs) {
    uint64_t carry = 0;
    for (int i = limbs - 1; i >= 0; i--) {
        uint128 product = (uint128)a[i] * factor + carry;
        a[i] = (uint64_t)product;
        carry = (uint64_t)(product >> 64);
    }
}

// sum += or -= factor * arctan(1 / x), by the series of Gregory.
static void add_arctan(uint64_t *sum, int factor, uint64_t x, int limbs) {
    uint64_t *power = calloc((size_t)limbs, sizeof *power);
    uint64_t *term = calloc((size_t)limbs, sizeof *term);
    int negative = factor < 0;
    power[0] = (uint64_t)(negative ? -factor : factor);
    divide(power, power, x, 0, limbs);
    int from = 0;
    for (uint64_t n = 1; from < limbs; n += 2) {
        memset(term, 0, (size_t)limbs * sizeof *term);
        divide(term, power, n, from, limbs);
        if (negative) {
            subtract(sum, term, limbs);
        } else {
            add(sum, term, limbs);
        }
        negative = !negative;
        divide(power, power, x * x, from, limbs);
        while (from < limbs && power[from] == 0) {
            from++;
        }
    }
    free(power);
    free(term);
}

static void digits_of(uint64_t *fraction, char *text, long digits, int limbs) {
    const uint64_t chunk = 1000000000000000000; // 18 digits at a time
    for (long done = 0; done < digits; done += 18) {
        fraction[0] = 0;
        multiply(fraction, chunk, limbs);
        char group[24];
        snprintf(group, sizeof group, "%018lu", (unsigned long)fraction[0]);
        memcpy(text + done, group, 18);
    }
    text[digits] = 0;
}

static uint64_t sum_of_text(const char *text) {
    uint64_t sum = MIX_START;
    for (; *text != 0; text++) {
        sum = mix(sum, (unsigned char)*text);
    }
    return sum;
}

static void compute_pi(long digits) {
    // log2(10) / 64 = 0.0519 limbs a digit, and some more
    int limbs = (int)(digits * 108 / 2048) + 4;
    uint64_t *machin = calloc((size_t)limbs, sizeof *machin);
    uint64_t *gauss = calloc((size_t)limbs, sizeof *gauss);
    char *text = malloc((size_t)digits + 20);
    char *other = malloc((size_t)digits + 20);
    add_arctan(machin, 16, 5, limbs);
    add_arctan(machin, -4, 239, limbs);
    add_arctan(gauss, 48, 18, limbs);
    add_arctan(gauss, 32, 57, limbs);
    add_arctan(gauss, -20, 239, limbs);
    digits_of(machin, text, digits, limbs);
    digits_of(gauss, other, digits, limbs);
    if (strcmp(text, other) != 0) {
        printf("the two values of pi differ\n");
        exit(1);
    }
    printf("pi = 3.%.20s...%s, %ld digits, checksum %016lx\n", text, text + digits - 20, digits,
            (unsigned long)sum_of_text(text));
    free(machin);
    free(gauss);
    free(text);
    free(other);
}

// ---- natural numbers, the lowest limb first

typedef struct {
    uint64_t *limb;
    int size;
} natural;

static natural from_size(int size) {
    return (natural){calloc((size_t)size, sizeof(uint64_t)), size};
}

static void trim(natural *a) {
    while (a->size > 1 && a->limb[a->size - 1] == 0) {
        a->size--;
    }
}

static natural product(const natural *a, const natural *b) {
    natural p = from_size(a->size + b->size);
    for (int i = 0; i < a->size; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < b->size; j++) {
            uint128 t = (uint128)a->limb[i] * b->limb[j] + p.limb[i + j] + carry;
            p.limb[i + j] = (uint64_t)t;
            carry = (uint64_t)(t >> 64);
        }
        p.limb[i + b->size] = carry;
    }
    trim(&p);
    return p;
}

static natural sum(const natural *a, const natural *b) {
    int size = (a->size > b->size ? a->size : b->size) + 1;
    natural s = from_size(size);
    uint64_t carry = 0;
    for (int i = 0; i < size; i++) {
        uint128 t = (uint128)(i < a->size ? a->limb[i] : 0) + (i < b->size ? b->limb[i] : 0)
                + carry;
        s.limb[i] = (uint64_t)t;
        carry = (uint64_t)(t >> 64);
    }
    trim(&s);
    return s;
}

static void replace(natural *old, natural by) {
    free(old->limb);
    *old = by;
}

static int same(const natural *a, const natural *b) {
    return a->size == b->size && memcmp(a->limb, b->limb, (size_t)a->size * sizeof *a->limb) == 0;
}

static uint64_t checksum(const natural *a) {
    uint64_t s = MIX_START;
    for (int i = 0; i < a->size; i++) {
        s = mix(s, a->limb[i]);
    }
    return s;
}

// F(2n + 1) = F(n + 1)^2 + F(n)^2 and F(2n + 2) = F(n + 1) (F(n + 1) + 2 F(n)), from the top bit
// down.
static void compute_fibonacci(long n) {
    natural a = from_size(1); // F(k)
    natural b = from_size(1); // F(k + 1)
    b.limb[0] = 1;
    for (int bit = 40; bit >= 0; bit--) {
        natural aa = product(&a, &a);
        natural bb = product(&b, &b);
        natural odd = sum(&aa, &bb); // F(2k + 1)
        natural twice = sum(&a, &a);
        natural both = sum(&twice, &b);
        natural next = product(&b, &both); // F(2k + 2)
        if (n >> bit & 1) {
            replace(&a, odd);
            replace(&b, next);
        } else { // F(2k) = F(2k + 2) - F(2k + 1)
            uint64_t borrow = 0;
            for (int i = 0; i < next.size; i++) {
                uint128 t = (uint128)next.limb[i] - (i < odd.size ? odd.limb[i] : 0) - borrow;
                next.limb[i] = (uint64_t)t;
                borrow = (uint64_t)(t >> 64) & 1;
            }
            trim(&next);
            replace(&a, next);
            replace(&b, odd);
        }
        free(aa.limb);
        free(bb.limb);
        free(twice.limb);
        free(both.limb);
    }
    // Cassini: F(n + 1)^2 = F(n) F(n + 1) + F(n)^2 +- 1
    natural one = from_size(1);
    one.limb[0] = 1;
    natural left = product(&b, &b);
    natural ab = product(&a, &b);
    natural aa = product(&a, &a);
    natural right = sum(&ab, &aa);
    natural *smaller = n & 1 ? &left : &right;
    replace(smaller, sum(smaller, &one));
    printf("Fibonacci number %ld: %d limbs, checksum %016lx, Cassini's identity: %s\n", n, a.size,
            (unsigned long)checksum(&a), same(&left, &right) ? "holds" : "fails");
    free(a.limb);
    free(b.limb);
    free(one.limb);
    free(left.limb);
    free(ab.limb);
    free(aa.limb);
    free(right.limb);
}

static void compute_factorial(long n) {
    natural f = from_size((int)(n / 4) + 2);
    f.limb[0] = 1;
    int size = 1;
    for (long i = 2; i <= n; i++) {
        uint64_t carry = 0;
        for (int j = 0; j < size; j++) {
            uint128 t = (uint128)f.limb[j] * (uint64_t)i + carry;
            f.limb[j] = (uint64_t)t;
            carry = (uint64_t)(t >> 64);
        }
        if (carry != 0) {
            f.limb[size++] = carry;
        }
    }
    f.size = size;
    // By Legendre, n! holds the factor 2 n - (bits set in n) times.
    long twos = 0;
    while (!(f.limb[twos / 64] >> twos % 64 & 1)) {
        twos++;
    }
    long expected = n;
    for (long m = n; m != 0; m &= m - 1) {
        expected--;
    }
    printf("%ld!: %d limbs, divisible by 2^%ld (%s), checksum %016lx\n", n, size, twos,
            twos == expected ? "right" : "wrong", (unsigned long)checksum(&f));
    free(f.limb);
}

// The quotient and the remainder of 128-bit numbers come from the compiler's library.
static void divide_wide(long count) {
    uint64_t random = 602214076;
    uint64_t s = MIX_START;
    for (long i = 0; i < count; i++) {
        uint128 a = (uint128)next_random(&random) << 64 | next_random(&random);
        uint128 b = ((uint128)next_random(&random) << 64 | next_random(&random)) >> (i % 120);
        uint128 q = a / (b | 1);
        uint128 r = a % (b | 1);
        if (q * (b | 1) + r != a || r >= (b | 1)) {
            printf("wrong quotient in step %ld\n", i);
            exit(1);
        }
        s = mix(mix(s, (uint64_t)q), (uint64_t)(r >> 7));
    }
    printf("%ld wide quotients, checksum %016lx\n", count, (unsigned long)s);
}

int main(int argc, char **argv) {
    long digits = number_argument(argc, argv, 1, 5000);
    digits = digits < 20 ? 20 : digits;
    compute_pi(digits);
    compute_fibonacci(digits * 12 + 1);
    compute_factorial(digits / 2);
    divide_wide(digits);
    return 0;
}
