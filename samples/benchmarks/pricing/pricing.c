// Options priced in double precision: by the formula of Black and Scholes, by a tree of prices, by simulation;
// logarithm, exponential and sine are our own.
//
//   pricing [ROUNDS]
#include <math.h>
#include <string.h>

#include "../../common/sample.h"

enum { STEPS = 200, PATHS = 2000 };

static double from_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static double exponential(double x) {
    double scaled = x * 1.4426950408889634;
    long whole = (long)(scaled + (scaled < 0.0 ? -0.5 : 0.5));
    double f = x - (double)whole * 0.6931471805599453;
    double sum = 1.0;
    for (int i = 13; i > 0; i--) {
        sum = 1.0 + sum * f / i;
    }
    return sum * from_bits((uint64_t)(whole + 1023) << 52);
}

// 2 artanh((m - 1) / (m + 1)) of the mantissa.
static double logarithm(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    long exponent = (long)(bits >> 52) - 1023;
    double m = from_bits((bits & 0xfffffffffffff) | 0x3ff0000000000000);
    if (m > 1.4142135623730951) {
        m *= 0.5;
        exponent++;
    }
    double t = (m - 1.0) / (m + 1.0);
    double square = t * t;
    double sum = 0.0;
    for (int i = 19; i > 0; i -= 2) {
        sum = sum * square + 1.0 / i;
    }
    return 2.0 * t * sum + (double)exponent * 0.6931471805599453;
}

static double sine(double x) {
    double turns = x * 0.15915494309189535;
    x -= 6.283185307179586 * floor(turns + 0.5);
    double square = x * x;
    double sum = 0.0;
    for (int i = 21; i > 0; i -= 2) {
        sum = 1.0 - sum * square / ((i + 1) * (i + 2));
    }
    return x * sum;
}

// Abramowitz and Stegun, 26.2.17.
static double normal(double x) {
    double k = 1.0 / (1.0 + 0.2316419 * fabs(x));
    double tail = 0.3989422804014327 * exponential(-0.5 * x * x) * k *
            (0.319381530 +
                    k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
    return x < 0.0 ? tail : 1.0 - tail;
}

static double formula(double price, double strike, double rate, double spread, double years) {
    double width = spread * sqrt(years);
    double d = (logarithm(price / strike) + (rate + 0.5 * spread * spread) * years) / width;
    return price * normal(d) - strike * exponential(-rate * years) * normal(d - width);
}

// An American put, which may be exercised at every step.
static double tree(double price, double strike, double rate, double spread, double years) {
    double values[STEPS + 1];
    double step = years / STEPS;
    double up = exponential(spread * sqrt(step));
    double growth = exponential(rate * step);
    double p = (growth - 1.0 / up) / (up - 1.0 / up) / growth;
    double q = 1.0 / growth - p;
    double lowest = price;
    for (int i = 0; i < STEPS; i++) {
        lowest /= up;
    }
    double at = lowest;
    for (int i = 0; i <= STEPS; i++, at *= up * up) {
        values[i] = strike > at ? strike - at : 0.0;
    }
    for (int n = STEPS - 1; n >= 0; n--) {
        lowest *= up;
        at = lowest;
        for (int i = 0; i <= n; i++, at *= up * up) {
            double kept = p * values[i + 1] + q * values[i];
            double taken = strike - at;
            values[i] = kept > taken ? kept : taken;
        }
    }
    return values[0];
}

static double uniform(uint64_t *random) { return ((double)(next_random(random) >> 11) + 0.5) * 0x1p-53; }

static double simulation(double price, double strike, double rate, double spread, double years, uint64_t *random) {
    double drift = (rate - 0.5 * spread * spread) * years;
    double width = spread * sqrt(years);
    double sum = 0.0;
    for (int i = 0; i < PATHS; i++) {
        // Box and Muller's normal deviates.
        double radius = sqrt(-2.0 * logarithm(uniform(random)));
        double deviate = radius * sine(6.283185307179586 * uniform(random));
        double end = price * exponential(drift + width * deviate);
        sum += end > strike ? end - strike : 0.0;
    }
    return exponential(-rate * years) * sum / PATHS;
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 3600);
    uint64_t random = 346410;
    double exact = 0.0;
    double early = 0.0;
    double simulated = 0.0;
    for (long round = 0; round < rounds; round++) {
        double strike = 90.0 + (double)(round % 20);
        double spread = 0.15 + 0.01 * (double)(round % 17);
        for (int i = 1; i <= 20; i++) {
            exact += formula(100.0, strike, 0.03, spread, 0.25 * i) / 20.0;
        }
        early += tree(100.0, strike, 0.03, spread, 1.0);
        simulated += simulation(100.0, strike, 0.03, spread, 1.0, &random);
    }
    printf("formula %.6f, tree %.6f, simulation %.6f\n", exact / (double)rounds, early / (double)rounds,
            simulated / (double)rounds);
    return 0;
}
