// Two interpreters of bytecode for the same problems: a stack machine with a switch, a register machine
// with computed gotos. Indirect jumps whose targets only history predicts.
//
//   interpreter [ROUNDS]
#include "../../common/sample.h"

enum { MEMORY = 4096 };

static int64_t memory[MEMORY];

// The stack machine: an operation is a byte, followed by a signed 16-bit operand where it takes one.
enum { PUSH, GET, SET, ADD, SUB, MUL, REM, LESS, JUMP, UNLESS, LOAD, STORE, HALT };

static int operand(const uint8_t *at) { return (int16_t)(at[0] | at[1] << 8); }

static int64_t run_stack(const uint8_t *code, int64_t *local) {
    int64_t stack[16];
    int64_t *top = stack; // the first free place
    const uint8_t *at = code;
    for (;;) {
        switch (*at++) {
            case PUSH:
                *top++ = operand(at);
                at += 2;
                break;
            case GET:
                *top++ = local[operand(at)];
                at += 2;
                break;
            case SET:
                local[operand(at)] = *--top;
                at += 2;
                break;
            case ADD:
                top--;
                top[-1] += top[0];
                break;
            case SUB:
                top--;
                top[-1] -= top[0];
                break;
            case MUL:
                top--;
                top[-1] *= top[0];
                break;
            case REM:
                top--;
                top[-1] %= top[0];
                break;
            case LESS:
                top--;
                top[-1] = top[-1] < top[0];
                break;
            case JUMP:
                at = code + operand(at);
                break;
            case UNLESS:
                at = *--top ? at + 2 : code + operand(at);
                break;
            case LOAD:
                top[-1] = memory[top[-1] & (MEMORY - 1)];
                break;
            case STORE:
                top -= 2;
                memory[top[0] & (MEMORY - 1)] = top[1];
                break;
            default:
                return local[3];
        }
    }
}

// The stack machine's program is put together here, so that jumps go to labels and not to numbers.
typedef struct {
    uint8_t code[256];
    int size;
} assembler;

static void emit(assembler *a, int operation) { a->code[a->size++] = (uint8_t)operation; }

static int emit_with(assembler *a, int operation, int value) {
    emit(a, operation);
    emit(a, value & 255);
    emit(a, value >> 8 & 255);
    return a->size - 2;
}

static void patch(assembler *a, int place) {
    a->code[place] = (uint8_t)(a->size & 255);
    a->code[place + 1] = (uint8_t)(a->size >> 8);
}

static void add_to_local(assembler *a, int local, int operation, int value) {
    emit_with(a, GET, local);
    emit_with(a, operation, value);
    emit(a, ADD);
    emit_with(a, SET, local);
}

static int leave_unless_less(assembler *a, int left, int right) {
    emit_with(a, GET, left);
    emit_with(a, GET, right);
    emit(a, LESS);
    return emit_with(a, UNLESS, 0);
}

static void assemble_sieve(assembler *a) {
    emit_with(a, PUSH, 2);
    emit_with(a, SET, 1);
    int clear = a->size;
    int cleared = leave_unless_less(a, 1, 0);
    emit_with(a, GET, 1);
    emit_with(a, PUSH, 1);
    emit(a, STORE);
    add_to_local(a, 1, PUSH, 1);
    emit_with(a, JUMP, clear);
    patch(a, cleared);
    emit_with(a, PUSH, 2);
    emit_with(a, SET, 1);
    int outer = a->size;
    int done = leave_unless_less(a, 1, 0);
    emit_with(a, GET, 1);
    emit(a, LOAD);
    int composite = emit_with(a, UNLESS, 0);
    add_to_local(a, 3, PUSH, 1);
    emit_with(a, GET, 1);
    emit_with(a, GET, 1);
    emit(a, MUL);
    emit_with(a, SET, 2);
    int inner = a->size;
    int crossed = leave_unless_less(a, 2, 0);
    emit_with(a, GET, 2);
    emit_with(a, PUSH, 0);
    emit(a, STORE);
    add_to_local(a, 2, GET, 1);
    emit_with(a, JUMP, inner);
    patch(a, composite);
    patch(a, crossed);
    add_to_local(a, 1, PUSH, 1);
    emit_with(a, JUMP, outer);
    patch(a, done);
    emit(a, HALT);
}

// The register machine: four bytes each, operation and three registers or a relative jump.
enum { R_CONST, R_MOVE, R_ADD, R_ADDI, R_MUL, R_SHIFT, R_AND, R_LESS, R_BRANCH, R_JUMP, R_HALT };

typedef struct {
    uint8_t operation;
    uint8_t to;
    int8_t left;
    int8_t right;
} instruction;

// The total length of the Collatz sequences that begin below register 0.
static const instruction collatz[] = {
    {R_CONST, 1, 1, 0}, {R_CONST, 2, 0, 0},             // i = 1, steps = 0
    {R_LESS, 4, 1, 0},  {R_BRANCH, 4, 2, 0},            // while i < n
    {R_HALT, 2, 0, 0},  {R_MOVE, 3, 1, 0},              // x = i
    {R_CONST, 5, 1, 0}, {R_LESS, 4, 5, 3},              // while 1 < x
    {R_BRANCH, 4, 3, 0}, {R_ADDI, 1, 1, 1},             //   else i++
    {R_JUMP, 0, -8, 0}, {R_ADDI, 2, 2, 1},              // steps++
    {R_AND, 4, 3, 5},   {R_BRANCH, 4, 3, 0},            // odd?
    {R_SHIFT, 3, 3, 1}, {R_JUMP, 0, -8, 0},             // x >>= 1
    {R_CONST, 6, 3, 0}, {R_MUL, 3, 3, 6},               // x = 3 * x + 1
    {R_ADDI, 3, 3, 1},  {R_JUMP, 0, -12, 0},
};

static int64_t run_registers(const instruction *code, int64_t n) {
    static const void *const labels[] = {&&constant, &&move, &&add, &&add_immediate, &&multiply,
            &&shift, &&and, &&less, &&branch, &&jump, &&halt};
    int64_t r[8] = {n};
    const instruction *at = code;
#define NEXT goto *labels[(++at)->operation]
    goto *labels[at->operation];
constant:
    r[at->to] = at->left;
    NEXT;
move:
    r[at->to] = r[at->left];
    NEXT;
add:
    r[at->to] = r[at->left] + r[at->right];
    NEXT;
add_immediate:
    r[at->to] = r[at->left] + at->right;
    NEXT;
multiply:
    r[at->to] = r[at->left] * r[at->right];
    NEXT;
shift:
    r[at->to] = r[at->left] >> at->right;
    NEXT;
and:
    r[at->to] = r[at->left] & r[at->right];
    NEXT;
less:
    r[at->to] = r[at->left] < r[at->right];
    NEXT;
branch:
    if (r[at->to] != 0) {
        at += at->left - 1;
    }
    NEXT;
jump:
    at += at->left - 1;
    NEXT;
halt:
    return r[at->to];
#undef NEXT
}

int main(int argc, char **argv) {
    long rounds = number_argument(argc, argv, 1, 3000);
    assembler sieve = {{0}, 0};
    assemble_sieve(&sieve);
    uint64_t sum = MIX_START;
    for (long round = 0; round < rounds; round++) {
        int64_t local[4] = {MEMORY - round % 64, 0, 0, 0};
        sum = mix(sum, (uint64_t)run_stack(sieve.code, local));
        sum = mix(sum, (uint64_t)run_registers(collatz, 500 + round % 16));
    }
    int64_t local[4] = {1000, 0, 0, 0};
    printf("primes below 1000: %ld\n", (long)run_stack(sieve.code, local));
    printf("steps of the sequences that begin below 10: %ld\n", (long)run_registers(collatz, 10));
    printf("%ld rounds: checksum %016lx\n", rounds, (unsigned long)sum);
    return 0;
}
