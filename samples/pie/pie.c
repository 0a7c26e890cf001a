// A static position-independent program, which relocates itself when it starts: tables of pointers
// to functions, to strings and to other tables are right wherever it is loaded.  It plays a small
// text adventure of states and actions by itself.
//
//   pie [STEPS]
#include <string.h>

#include "../common/sample.h"

typedef struct room room;
typedef struct traveller traveller;

struct room {
    const char *name;
    const room *const *exits; // ends with null
    void (*enter)(traveller *, const room *);
};

struct traveller {
    const room *at;
    uint64_t random;
    uint64_t sum;
    long coins;
    long visits;
};

static void gain(traveller *t, const room *r);
static void pay(traveller *t, const room *r);
static void rest(traveller *t, const room *r);

extern const room harbour, market, tower, forest, cave, inn;

static const room *const from_harbour[] = {&market, &inn, NULL};
static const room *const from_market[] = {&harbour, &tower, &forest, &inn, NULL};
static const room *const from_tower[] = {&market, NULL};
static const room *const from_forest[] = {&market, &cave, NULL};
static const room *const from_cave[] = {&forest, &tower, NULL};
static const room *const from_inn[] = {&harbour, &market, NULL};

const room harbour = {"harbour", from_harbour, gain};
const room market = {"market", from_market, pay};
const room tower = {"tower", from_tower, gain};
const room forest = {"forest", from_forest, rest};
const room cave = {"cave", from_cave, gain};
const room inn = {"inn", from_inn, pay};

static const room *const rooms[] = {&harbour, &market, &tower, &forest, &cave, &inn};

// A pointer that is written to before main, and one that moves while the program runs.
static const char *const *const greeting = (const char *const[]){"good morning", "good evening"};
static void (*last_action)(traveller *, const room *) = rest;

static void gain(traveller *t, const room *r) {
    t->coins += (long)strlen(r->name);
    last_action = gain;
}

static void pay(traveller *t, const room *r) {
    (void)r;
    t->coins -= t->coins / 4;
    last_action = pay;
}

static void rest(traveller *t, const room *r) {
    (void)r;
    t->sum = mix(t->sum, last_action == gain ? 1 : last_action == pay ? 2 : 3);
    last_action = rest;
}

static void step(traveller *t) {
    size_t count = 0;
    while (t->at->exits[count] != NULL) {
        count++;
    }
    t->at = t->at->exits[next_random(&t->random) % count];
    t->at->enter(t, t->at);
    t->sum = mix(t->sum, (uint64_t)t->coins);
    t->visits++;
}

int main(int argc, char **argv) {
    long steps = number_argument(argc, argv, 1, 1500000);
    traveller t = {.at = &harbour, .random = 1414213562373, .sum = MIX_START};
    long visits[sizeof rooms / sizeof rooms[0]] = {0};
    printf("%s\n", greeting[0]);
    for (long i = 0; i < steps; i++) {
        step(&t);
        for (size_t r = 0; r < sizeof rooms / sizeof rooms[0]; r++) {
            visits[r] += rooms[r] == t.at;
        }
    }
    for (size_t r = 0; r < sizeof rooms / sizeof rooms[0]; r++) {
        printf("%-8s %8ld visits\n", rooms[r]->name, visits[r]);
    }
    printf("%s: %ld steps end at the %s with %ld coins, checksum %016lx\n", greeting[1], t.visits,
            t.at->name, t.coins, (unsigned long)t.sum);
    return 0;
}
