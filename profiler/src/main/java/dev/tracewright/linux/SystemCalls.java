package dev.tracewright.linux;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import java.nio.charset.StandardCharsets;

/// The machine that the guest believes to run on: one RISC-V core with 8 GiB.
final class SystemCalls {
    /// `getpriority` returns 20 - nice.
    static final long NICENESS = 20;

    private static final int NAME_FIELD = 65;
    private static final String[] NAMES = {
        "Linux", "tracewright", "6.6.0", "#1 SMP Tracewright", "riscv64", "(none)"
    };

    private static final int SYSINFO_SIZE = 112;
    private static final long TOTAL_MEMORY = 8L << 30;
    private static final long FREE_MEMORY = 4L << 30;

    private static final int CPU_SET_SIZE = 8;
    private static final int SCHED_FIFO = 1;
    private static final int SCHED_RR = 2;
    private static final int SCHED_DEADLINE = 6;

    /// `GRND_NONBLOCK`, `GRND_RANDOM`, `GRND_INSECURE`
    private static final int RANDOM_FLAGS = 7;

    private static final int MAX_RANDOM = 1 << 20;
    private static final int PROBE_SIZE = 16;

    private SystemCalls() {}

    static long uname(LinuxProcess p, long at) {
        byte[] fields = new byte[NAMES.length * NAME_FIELD];
        for (int i = 0; i < NAMES.length; i++) {
            byte[] name = NAMES[i].getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(name, 0, fields, i * NAME_FIELD, name.length);
        }
        p.memory().write(at, fields, 0, fields.length);
        return 0;
    }

    static long sysinfo(LinuxProcess p, GuestRegisters r, long at) {
        GuestMemory memory = p.memory();
        memory.slice(at, SYSINFO_SIZE, Permission.WRITE).fill((byte) 0);
        memory.storeLong(at, p.clock().monotonic(r.instret()) / GuestTime.SECOND);
        memory.storeLong(at + 32, TOTAL_MEMORY);
        memory.storeLong(at + 40, FREE_MEMORY);
        memory.storeShort(at + 80, 1);
        memory.storeInt(at + 104, 1);
        return 0;
    }

    static long getrandom(LinuxProcess p, long buffer, long size, long flags) {
        if ((flags & ~RANDOM_FLAGS) != 0) {
            throw Errno.EINVAL.error();
        }
        byte[] bytes = new byte[Math.clamp(size, 0, MAX_RANDOM)];
        p.memory().slice(buffer, bytes.length, Permission.WRITE);
        p.random().fill(bytes);
        p.memory().write(buffer, bytes, 0, bytes.length);
        return bytes.length;
    }

    static long schedGetaffinity(LinuxProcess p, long size, long mask) {
        if (size < CPU_SET_SIZE || size % CPU_SET_SIZE != 0) {
            throw Errno.EINVAL.error();
        }
        p.memory().storeLong(mask, 1);
        return CPU_SET_SIZE;
    }

    static long schedGetparam(LinuxProcess p, long at) {
        p.memory().storeInt(at, 0);
        return 0;
    }

    /// The limits of a scheduling policy: only the real-time policies have priorities.
    static long priority(long policy, int realTime) {
        if (policy < 0 || policy > SCHED_DEADLINE || policy == 4) {
            throw Errno.EINVAL.error();
        }
        return policy == SCHED_FIFO || policy == SCHED_RR ? realTime : 0;
    }

    static long getcpu(LinuxProcess p, long cpu, long node) {
        if (cpu != 0) {
            p.memory().storeInt(cpu, 0);
        }
        if (node != 0) {
            p.memory().storeInt(node, 0);
        }
        return 0;
    }

    /// Answers each key of an array of pairs; unknown keys become -1
    /// (`Documentation/riscv/hwprobe`).
    static long hwprobe(LinuxProcess p, long pairs, long count, long flags) {
        if (flags != 0) {
            throw Errno.EINVAL.error();
        }
        GuestMemory memory = p.memory();
        for (long i = 0; i < count; i++) {
            long at = pairs + i * PROBE_SIZE;
            HardwareProbe answer = HardwareProbe.of(memory.loadLong(at));
            if (answer == null) {
                memory.storeLong(at, -1);
            }
            memory.storeLong(at + 8, answer == null ? 0 : answer.value());
        }
        return 0;
    }

    static long flushInstructionCache(LinuxProcess p, long start, long end) {
        p.memory().announceCodeChange(start, end);
        return 0;
    }
}
