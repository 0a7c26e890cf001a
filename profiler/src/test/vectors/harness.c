// Runs single instructions on given register and memory contents and reports what they did.
//
//     qemu-riscv64 harness cases.bin results.bin
//
// The code region is filled with c.ebreak. For each case the signal handler writes the case's
// instructions into the middle of it, puts the registers into the signal context and returns, so that
// the machine continues there with exactly this state. Wherever it arrives next is an ebreak, which
// enters the handler again, with the resulting state in the signal context.

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define BUFFER_PAGE 0x40000000UL
#define BUFFER (BUFFER_PAGE + 0x1000)
#define CODE 0x50000000UL
#define CODE_SIZE 0x2000000UL
#define ENTRY (CODE + CODE_SIZE / 2)
#define MEMORY 32
#define GP 3
#define TP 4

// Both sides of the interface are little-endian; generate.py packs and unpacks the same layout.
struct state {
    uint64_t pc;
    uint64_t x[32];
    uint64_t f[32];
    uint32_t fcsr;
    uint32_t signal;
    uint8_t memory[MEMORY];
    uint8_t code[16];
};

static struct state *cases;
static long count;
static long current = -1;
static uint64_t gp;
static uint64_t tp;
static uint32_t other_word;
static const char *results_path;

static void fail(const char *what)
{
    perror(what);
    _exit(1);
}

static void write_results(void)
{
    // The thread pointer belongs to the interrupted case, which never changes it.
    int fd = open(results_path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    size_t left = count * sizeof *cases;
    char *from = (char *)cases;
    while (left > 0) {
        ssize_t written = write(fd, from, left);
        if (written <= 0)
            fail(results_path);
        from += written;
        left -= written;
    }
    _exit(0);
}

static void save(struct state *s, int signal, ucontext_t *context)
{
    s->pc = context->uc_mcontext.__gregs[0];
    s->x[0] = 0;
    for (int i = 1; i < 32; i++)
        s->x[i] = i == GP || i == TP ? 0 : context->uc_mcontext.__gregs[i];
    for (int i = 0; i < 32; i++)
        s->f[i] = context->uc_mcontext.__fpregs.__d.__f[i];
    s->fcsr = context->uc_mcontext.__fpregs.__d.__fcsr;
    s->signal = signal;
    memcpy(s->memory, (void *)BUFFER, MEMORY);
}

static void load(const struct state *s, ucontext_t *context)
{
    context->uc_mcontext.__gregs[0] = ENTRY;
    for (int i = 1; i < 32; i++)
        context->uc_mcontext.__gregs[i] = i == GP ? gp : i == TP ? tp : s->x[i];
    for (int i = 0; i < 32; i++)
        context->uc_mcontext.__fpregs.__d.__f[i] = s->f[i];
    context->uc_mcontext.__fpregs.__d.__fcsr = s->fcsr;
    memcpy((void *)BUFFER, s->memory, MEMORY);
    memcpy((void *)ENTRY, s->code, sizeof s->code);
    // A reservation must not survive from one case to the next.
    asm volatile("sc.w zero, zero, (%0)\n\tfence.i" : : "r"(&other_word) : "memory");
}

static void handle(int signal, siginfo_t *info, void *raw)
{
    ucontext_t *context = raw;
    (void)info;
    if (current < 0) {
        gp = context->uc_mcontext.__gregs[GP];
        tp = context->uc_mcontext.__gregs[TP];
    } else {
        save(&cases[current], signal, context);
    }
    if (++current == count)
        write_results();
    load(&cases[current], context);
}

static void read_cases(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END))
        fail(path);
    count = ftell(file) / sizeof *cases;
    rewind(file);
    cases = malloc(count * sizeof *cases);
    if (!cases || fread(cases, sizeof *cases, count, file) != (size_t)count)
        fail(path);
    fclose(file);
}

static void map(uint64_t address, size_t size, int protection)
{
    void *wanted = (void *)address;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    if (mmap(wanted, size, protection, flags, -1, 0) != wanted)
        fail("mmap");
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: %s cases results\n", argv[0]);
        return 2;
    }
    results_path = argv[2];
    read_cases(argv[1]);
    map(BUFFER_PAGE, 0x3000, PROT_READ | PROT_WRITE);
    map(CODE, CODE_SIZE, PROT_READ | PROT_WRITE | PROT_EXEC);
    for (uint16_t *p = (uint16_t *)CODE; p < (uint16_t *)(CODE + CODE_SIZE); p++)
        *p = 0x9002;

    stack_t stack = {.ss_size = 0x10000, .ss_sp = malloc(0x10000)};
    sigaltstack(&stack, NULL);
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    int signals[] = {SIGTRAP, SIGILL, SIGSEGV, SIGBUS};
    for (int i = 0; i < 4; i++)
        sigaction(signals[i], &action, NULL);
    asm volatile("ebreak");
    return 1;
}
