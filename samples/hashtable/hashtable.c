// Two hash tables under load: strings in chains, growing by rehashing, and numbers by open
// addressing in the Robin Hood manner with deletion by shifting back.  Inserts, finds and removes
// in a random mix; a plain array keeps the books.
//
//   hashtable [OPERATIONS]
#include <string.h>

#include "../common/sample.h"

enum { KEY_SIZE = 24, KEYS = 1 << 14 };

// ---- chained

typedef struct entry {
    struct entry *next;
    uint64_t hash;
    long count;
    char key[KEY_SIZE];
} entry;

typedef struct {
    entry **buckets;
    size_t bucket_count; // a power of two
    size_t size;
} chained;

static uint64_t hash_text(const char *key) {
    uint64_t h = MIX_START;
    for (; *key != 0; key++) {
        h = mix(h, (unsigned char)*key);
    }
    return h ^ h >> 29;
}

static void rehash(chained *t, size_t bucket_count) {
    entry **buckets = calloc(bucket_count, sizeof *buckets);
    for (size_t i = 0; i < t->bucket_count; i++) {
        for (entry *e = t->buckets[i]; e != NULL;) {
            entry *next = e->next;
            entry **bucket = &buckets[e->hash & (bucket_count - 1)];
            e->next = *bucket;
            *bucket = e;
            e = next;
        }
    }
    free(t->buckets);
    t->buckets = buckets;
    t->bucket_count = bucket_count;
}

// The link that points to the entry, or to null where it would be.
static entry **find_text(const chained *t, const char *key, uint64_t hash) {
    entry **link = &t->buckets[hash & (t->bucket_count - 1)];
    while (*link != NULL && ((*link)->hash != hash || strcmp((*link)->key, key) != 0)) {
        link = &(*link)->next;
    }
    return link;
}

static void count_text(chained *t, const char *key) {
    uint64_t hash = hash_text(key);
    entry **link = find_text(t, key, hash);
    if (*link == NULL) {
        entry *e = malloc(sizeof *e);
        e->next = NULL;
        e->hash = hash;
        e->count = 0;
        strcpy(e->key, key);
        *link = e;
        if (++t->size > t->bucket_count) {
            rehash(t, t->bucket_count * 2);
            link = find_text(t, key, hash);
        }
    }
    (*link)->count++;
}

static long remove_text(chained *t, const char *key) {
    entry **link = find_text(t, key, hash_text(key));
    entry *e = *link;
    if (e == NULL) {
        return 0;
    }
    long count = e->count;
    *link = e->next;
    free(e);
    t->size--;
    return count;
}

// ---- open addressing

typedef struct {
    uint64_t key; // 0: empty
    uint64_t value;
} slot;

typedef struct {
    slot *slots;
    size_t mask;
    size_t size;
    uint64_t probes;
} open_table;

static size_t home_of(const open_table *t, uint64_t key) {
    return (size_t)(key * 0x9e3779b97f4a7c15 >> 32) & t->mask;
}

static size_t distance(const open_table *t, size_t at) {
    return (at - home_of(t, t->slots[at].key)) & t->mask;
}

static void put(open_table *t, uint64_t key, uint64_t value);

static void grow(open_table *t) {
    slot *old = t->slots;
    size_t count = t->mask + 1;
    t->mask = count * 2 - 1;
    t->slots = calloc(count * 2, sizeof *t->slots);
    t->size = 0;
    for (size_t i = 0; i < count; i++) {
        if (old[i].key != 0) {
            put(t, old[i].key, old[i].value);
        }
    }
    free(old);
}

// Who is farther from home takes the slot of who is nearer.
static void put(open_table *t, uint64_t key, uint64_t value) {
    slot moving = {key, value};
    size_t at = home_of(t, key);
    for (size_t d = 0;; d++, at = (at + 1) & t->mask) {
        t->probes++;
        if (t->slots[at].key == 0) {
            t->slots[at] = moving;
            t->size++;
            break;
        }
        if (t->slots[at].key == moving.key) {
            t->slots[at].value = moving.value;
            break;
        }
        size_t resident = distance(t, at);
        if (resident < d) {
            slot other = t->slots[at];
            t->slots[at] = moving;
            moving = other;
            d = resident;
        }
    }
    if (t->size * 8 > (t->mask + 1) * 7) {
        grow(t);
    }
}

static slot *get(open_table *t, uint64_t key) {
    size_t at = home_of(t, key);
    for (size_t d = 0;; d++, at = (at + 1) & t->mask) {
        t->probes++;
        if (t->slots[at].key == key) {
            return &t->slots[at];
        }
        if (t->slots[at].key == 0 || distance(t, at) < d) {
            return NULL;
        }
    }
}

static int drop(open_table *t, uint64_t key) {
    slot *found = get(t, key);
    if (found == NULL) {
        return 0;
    }
    size_t at = (size_t)(found - t->slots);
    for (;;) {
        size_t next = (at + 1) & t->mask;
        if (t->slots[next].key == 0 || distance(t, next) == 0) {
            break;
        }
        t->slots[at] = t->slots[next];
        at = next;
    }
    t->slots[at] = (slot){0, 0};
    t->size--;
    return 1;
}

// ---- load

static void name(char *key, unsigned number) {
    strcpy(key, "customer-000000");
    for (size_t digit = strlen(key) - 1; number != 0; number /= 10, digit--) {
        key[digit] = (char)('0' + number % 10);
    }
}

static void run_chained(long operations) {
    chained t = {calloc(16, sizeof(entry *)), 16, 0};
    int32_t *book = calloc(KEYS, sizeof *book);
    uint64_t random = 271828182845;
    uint64_t sum = MIX_START;
    for (long i = 0; i < operations; i++) {
        uint64_t r = next_random(&random);
        unsigned number = (unsigned)(r >> 8) % KEYS;
        number = number * (number >> 7) / (KEYS >> 7) % KEYS; // some keys are much more frequent
        char key[KEY_SIZE];
        name(key, number);
        if (r % 8 == 0) {
            long count = remove_text(&t, key);
            if (count != book[number]) {
                printf("%s: %ld instead of %d\n", key, count, (int)book[number]);
                exit(1);
            }
            sum = mix(sum, (uint64_t)count);
            book[number] = 0;
        } else {
            count_text(&t, key);
            book[number]++;
        }
    }
    size_t longest = 0;
    for (size_t i = 0; i < t.bucket_count; i++) {
        size_t length = 0;
        for (entry *e = t.buckets[i]; e != NULL; e = e->next) {
            length++;
        }
        longest = length > longest ? length : longest;
    }
    printf("chained: %zu keys in %zu buckets, longest chain %zu, checksum %016lx\n", t.size,
            t.bucket_count, longest, (unsigned long)sum);
    for (unsigned number = 0; number < KEYS; number++) {
        if (book[number] != 0) {
            char key[KEY_SIZE];
            name(key, number);
            remove_text(&t, key);
        }
    }
    printf("chained: %zu keys after removing all\n", t.size);
    free(t.buckets);
    free(book);
}

static void run_open(long operations) {
    open_table t = {calloc(16, sizeof(slot)), 15, 0, 0};
    uint32_t *book = calloc(KEYS, sizeof *book);
    uint64_t random = 314159265358979;
    uint64_t sum = MIX_START;
    long hits = 0;
    long misses = 0;
    for (long i = 0; i < operations; i++) {
        uint64_t r = next_random(&random);
        unsigned number = (unsigned)(r >> 16) % KEYS;
        uint64_t key = (number + 1) * 0x100000001; // the halves alike, never 0
        int expected = book[number] != 0;
        int found;
        switch (r & 7) {
            case 0:
            case 1:
                found = drop(&t, key);
                book[number] = 0;
                break;
            case 2:
            case 3:
            case 4:
                found = expected;
                book[number] = (uint32_t)(i + 1);
                put(&t, key, (uint64_t)(i + 1));
                break;
            default: {
                slot *s = get(&t, key);
                found = s != NULL;
                sum = mix(sum, found ? s->value : 0);
                if (found && s->value != book[number]) {
                    printf("wrong value for %u\n", number);
                    exit(1);
                }
                hits += found;
                misses += !found;
                break;
            }
        }
        if (found != expected) {
            printf("key %u: found %d, expected %d\n", number, found, expected);
            exit(1);
        }
    }
    printf("open: %zu keys in %zu slots, %ld hits, %ld misses, %lu probes, checksum %016lx\n",
            t.size, t.mask + 1, hits, misses, (unsigned long)t.probes, (unsigned long)sum);
    free(t.slots);
    free(book);
}

int main(int argc, char **argv) {
    long operations = number_argument(argc, argv, 1, 400000);
    run_chained(operations);
    run_open(operations);
    return 0;
}
