// Graphs: shortest paths with a heap, spanning trees with union and find, strong components, all pairs.
//
//   graph [ROUNDS]
#include <string.h>

#include "../../common/sample.h"

enum { VERTICES = 3000, DEGREE = 6, EDGES = VERTICES * DEGREE, SMALL = 96 };

typedef struct {
    int to;
    int weight;
} edge;

typedef struct {
    long distance;
    int vertex;
} entry;

static edge edges[EDGES]; // those of a vertex lie side by side
static long distance[VERTICES];

static void make(uint64_t *random) {
    for (int v = 0; v < VERTICES; v++) {
        for (int i = 0; i < DEGREE; i++) {
            uint64_t r = next_random(random);
            // Mostly near by, so that the graph has some depth.
            int to = i == 0 ? (int)(r % VERTICES) : (v + (int)(r % 60)) % VERTICES;
            edges[v * DEGREE + i] = (edge){to, 1 + (int)(r >> 40 & 1023)};
        }
    }
}

static entry heap[EDGES + 1];
static int heap_size;

static void push(entry fresh) {
    int at = heap_size++;
    while (at > 0 && fresh.distance < heap[(at - 1) / 2].distance) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = fresh;
}

static entry pop(void) {
    entry first = heap[0];
    entry last = heap[--heap_size];
    int at = 0;
    for (int child; (child = 2 * at + 1) < heap_size; at = child) {
        if (child + 1 < heap_size && heap[child + 1].distance < heap[child].distance) {
            child++;
        }
        if (last.distance <= heap[child].distance) {
            break;
        }
        heap[at] = heap[child];
    }
    heap[at] = last;
    return first;
}

static uint64_t shortest_paths(int from) {
    for (int v = 0; v < VERTICES; v++) {
        distance[v] = INT64_MAX;
    }
    distance[from] = 0;
    heap_size = 0;
    push((entry){0, from});
    uint64_t sum = 0;
    while (heap_size > 0) {
        entry nearest = pop();
        if (nearest.distance != distance[nearest.vertex]) {
            continue;
        }
        sum += (uint64_t)nearest.distance;
        const edge *out = &edges[nearest.vertex * DEGREE];
        for (int i = 0; i < DEGREE; i++) {
            long length = nearest.distance + out[i].weight;
            if (length < distance[out[i].to]) {
                distance[out[i].to] = length;
                push((entry){length, out[i].to});
            }
        }
    }
    return sum;
}

static int parent[VERTICES];

static int find(int v) {
    while (parent[v] != v) {
        parent[v] = parent[parent[v]];
        v = parent[v];
    }
    return v;
}

// Kruskal's algorithm; the edges come in the order of their weight from a counting sort.
static uint64_t spanning_tree(void) {
    static int order[EDGES];
    int start[1026] = {0};
    for (int i = 0; i < EDGES; i++) {
        start[edges[i].weight + 1]++;
    }
    for (int w = 1; w < 1026; w++) {
        start[w] += start[w - 1];
    }
    for (int i = 0; i < EDGES; i++) {
        order[start[edges[i].weight]++] = i;
    }
    for (int v = 0; v < VERTICES; v++) {
        parent[v] = v;
    }
    uint64_t total = 0;
    for (int i = 0; i < EDGES; i++) {
        int a = find(order[i] / DEGREE);
        int b = find(edges[order[i]].to);
        if (a != b) {
            parent[a] = b;
            total += (uint64_t)edges[order[i]].weight;
        }
    }
    return total;
}

// Tarjan's strong components.
static int number[VERTICES], low[VERTICES], stack[VERTICES], numbered, stacked, components;
static uint8_t on_stack[VERTICES];

static void visit(int v) {
    number[v] = low[v] = ++numbered;
    stack[stacked++] = v;
    on_stack[v] = 1;
    for (int i = 0; i < DEGREE; i++) {
        int to = edges[v * DEGREE + i].to;
        if (edges[v * DEGREE + i].weight > 500) {
            continue; // a thinner graph has more components
        }
        if (number[to] == 0) {
            visit(to);
            low[v] = low[to] < low[v] ? low[to] : low[v];
        } else if (on_stack[to]) {
            low[v] = number[to] < low[v] ? number[to] : low[v];
        }
    }
    if (low[v] == number[v]) {
        components++;
        int top;
        do {
            top = stack[--stacked];
            on_stack[top] = 0;
        } while (top != v);
    }
}

static int strong_components(void) {
    memset(number, 0, sizeof number);
    numbered = components = 0;
    for (int v = 0; v < VERTICES; v++) {
        if (number[v] == 0) {
            visit(v);
        }
    }
    return components;
}

static uint64_t all_pairs(void) {
    static int far[SMALL][SMALL];
    for (int i = 0; i < SMALL; i++) {
        for (int j = 0; j < SMALL; j++) {
            far[i][j] = i == j ? 0 : 1 << 20;
        }
        for (int k = 0; k < DEGREE; k++) {
            far[i][edges[i * DEGREE + k].to % SMALL] = edges[i * DEGREE + k].weight;
        }
    }
    for (int k = 0; k < SMALL; k++) {
        for (int i = 0; i < SMALL; i++) {
            int first = far[i][k];
            for (int j = 0; j < SMALL; j++) {
                int through = first + far[k][j];
                far[i][j] = through < far[i][j] ? through : far[i][j];
            }
        }
    }
    uint64_t sum = 0;
    for (int i = 0; i < SMALL; i++) {
        sum += (uint64_t)far[i][(i * 7 + 3) % SMALL];
    }
    return sum;
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 1000);
    uint64_t random = 161803;
    uint64_t sum = MIX_START;
    int last = 0;
    for (long round = 0; round < rounds; round++) {
        make(&random);
        sum = mix(sum, shortest_paths((int)(round * 17 % VERTICES)));
        sum = mix(sum, spanning_tree());
        sum = mix(sum, (uint64_t)(last = strong_components()));
        sum = mix(sum, all_pairs());
    }
    printf("the last graph had %d components\n%ld rounds: checksum %016lx\n", last, rounds,
            (unsigned long)sum);
    return 0;
}
