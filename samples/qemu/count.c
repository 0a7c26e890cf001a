// A QEMU plugin that counts executed guest instructions.
//
//   qemu-riscv64 -plugin ./count.so prog.elf             prints the count on stderr at the end:
//                                                        "123456 instructions"
//   qemu-riscv64 -plugin ./count.so,out=FILE prog.elf    also writes a line for each instruction of
//                                                        each translated block, in the order of their
//                                                        translation: address (hexadecimal), count.
//                                                        The first line is the program's entry.
//
// The few declarations of QEMU's plugin interface that it needs are written down here, since
// distributions do not package the header.
#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef PLUGIN_INTERFACE
#define PLUGIN_INTERFACE 1
#endif

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t plugin_id;
typedef struct translation_block translation_block;
typedef struct instruction instruction;

enum { NO_REGISTERS = 0 };

extern void qemu_plugin_register_vcpu_tb_trans_cb(
        plugin_id id, void (*callback)(plugin_id, translation_block *));
extern void qemu_plugin_register_vcpu_tb_exec_cb(translation_block *block,
        void (*callback)(unsigned cpu, void *data), int flags, void *data);
extern void qemu_plugin_register_atexit_cb(
        plugin_id id, void (*callback)(plugin_id, void *), void *data);
extern size_t qemu_plugin_tb_n_insns(const translation_block *block);
extern instruction *qemu_plugin_tb_get_insn(const translation_block *block, size_t index);
extern uint64_t qemu_plugin_insn_vaddr(const instruction *instruction);

EXPORT int qemu_plugin_version = PLUGIN_INTERFACE;

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv);

// A translation of a block. A block may be translated many times.
struct translation {
    struct translation *next;
    uint64_t executed;
    size_t length;
    uint64_t addresses[];
};

static struct translation *first;
static struct translation **end = &first;
static const char *file_name;

static void at_execution(unsigned cpu, void *data) {
    (void)cpu;
    ((struct translation *)data)->executed++;
}

static void at_translation(plugin_id id, translation_block *block) {
    (void)id;
    size_t length = qemu_plugin_tb_n_insns(block);
    struct translation *translation = calloc(1, sizeof *translation + length * sizeof(uint64_t));
    if (!translation) {
        abort();
    }
    translation->length = length;
    for (size_t i = 0; i < length; i++) {
        translation->addresses[i] = qemu_plugin_insn_vaddr(qemu_plugin_tb_get_insn(block, i));
    }
    *end = translation;
    end = &translation->next;
    qemu_plugin_register_vcpu_tb_exec_cb(block, at_execution, NO_REGISTERS, translation);
}

static void write_counts(FILE *out) {
    for (struct translation *t = first; t; t = t->next) {
        for (size_t i = 0; i < t->length; i++) {
            fprintf(out, "%" PRIx64 " %" PRIu64 "\n", t->addresses[i], t->executed);
        }
    }
}

static void at_end(plugin_id id, void *data) {
    (void)id;
    (void)data;
    uint64_t executed = 0;
    for (struct translation *t = first; t; t = t->next) {
        executed += t->executed * t->length;
    }
    fprintf(stderr, "%" PRIu64 " instructions\n", executed);
    if (file_name) {
        FILE *out = fopen(file_name, "w");
        if (!out) {
            perror(file_name);
            return;
        }
        write_counts(out);
        fclose(out);
    }
}

int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv) {
    (void)info;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "out=", 4) == 0) {
            file_name = argv[i] + 4;
        }
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, at_translation);
    qemu_plugin_register_atexit_cb(id, at_end, NULL);
    return 0;
}
