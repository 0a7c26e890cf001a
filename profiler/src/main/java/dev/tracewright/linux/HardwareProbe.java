package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;

/// What `riscv_hwprobe` tells of the processor, by key (`asm/hwprobe.h`).
enum HardwareProbe {
    VENDOR(0),
    ARCHITECTURE(0),
    IMPLEMENTATION(0),
    /// IMA with the supervisor's usual extensions.
    BASE_BEHAVIOR(1),
    /// F and D, C, Zba, Zbb, Zbs, Zbc, Zicond.
    EXTENSIONS(1 | 1 << 1 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 7 | 1L << 35),
    /// Misaligned accesses are fast.
    CPU_PERFORMANCE(3),
    /// No `cbo.zero`.
    CACHE_BLOCK_SIZE(0),
    HIGHEST_ADDRESS(GuestMemory.LIMIT - 1),
    /// Ticks of the `time` counter in a second.
    TIME_FREQUENCY(1_000_000_000),
    /// Misaligned scalar accesses are fast.
    MISALIGNED_SCALAR(3);

    private final long value;

    HardwareProbe(long value) {
        this.value = value;
    }

    static HardwareProbe of(long key) {
        return key >= 0 && key < values().length ? values()[(int) key] : null;
    }

    long value() {
        return value;
    }
}
