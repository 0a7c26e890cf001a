// A QEMU plugin that counts executed guest instructions and prints the count on stderr at the end:
//
//   qemu-riscv64 -plugin ./count.so prog.elf         -> "123456 instructions"
//
// The few declarations of QEMU's plugin interface that it needs are written down here, since
// distributions do not package the header.
#include <inttypes.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifndef PLUGIN_INTERFACE
#define PLUGIN_INTERFACE 1
#endif

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t plugin_id;
typedef struct translation_block translation_block;

enum { NO_REGISTERS = 0 };

extern void qemu_plugin_register_vcpu_tb_trans_cb(
        plugin_id id, void (*callback)(plugin_id, translation_block *));
extern void qemu_plugin_register_vcpu_tb_exec_cb(translation_block *block,
        void (*callback)(unsigned cpu, void *data), int flags, void *data);
extern void qemu_plugin_register_atexit_cb(
        plugin_id id, void (*callback)(plugin_id, void *), void *data);
extern size_t qemu_plugin_tb_n_insns(const translation_block *block);

EXPORT int qemu_plugin_version = PLUGIN_INTERFACE;

EXPORT int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv);

static uint64_t executed;

static void on_execution(unsigned cpu, void *size) {
    (void)cpu;
    executed += (uintptr_t)size;
}

static void on_translation(plugin_id id, translation_block *block) {
    (void)id;
    qemu_plugin_register_vcpu_tb_exec_cb(
            block, on_execution, NO_REGISTERS, (void *)qemu_plugin_tb_n_insns(block));
}

static void on_exit(plugin_id id, void *data) {
    (void)id;
    (void)data;
    fprintf(stderr, "%" PRIu64 " instructions\n", executed);
}

int qemu_plugin_install(plugin_id id, const void *info, int argc, char **argv) {
    (void)info;
    (void)argc;
    (void)argv;
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translation);
    qemu_plugin_register_atexit_cb(id, on_exit, NULL);
    return 0;
}
