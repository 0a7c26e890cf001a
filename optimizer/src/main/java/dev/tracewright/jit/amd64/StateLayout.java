package dev.tracewright.jit.amd64;

/// Where things lie in the [NativeState], as displacements from RBP, which points 128 bytes into
/// it: the integer registers are in reach of a displacement of one byte.
final class StateLayout {
    /// How far RBP points into the block.
    static final int BIAS = 128;

    /// The constant 2^42, the first address that is none of the guest's. It lies where `x0` would.
    static final int LIMIT = -BIAS;

    /// 32 words: the floating-point registers.
    private static final int F = 128;

    /// The number of instructions that may still retire; in R15 while compiled code runs.
    static final int BUDGET = 384;

    /// The guest address at which execution goes on, where the reason for leaving says so.
    static final int PC = 392;

    /// The address behind the `call` by which compiled code left ([Stubs#exit], [Stubs#deopt]), or
    /// of the instruction that faulted.
    static final int SITE = 400;

    /// The host address that a faulting access wanted to reach; 0 if the processor does not tell.
    static final int FAULT_ADDRESS = 408;

    /// The address that `lr` reserved, or -1.
    static final int RESERVATION = 416;

    /// The value that `lr` read.
    static final int RESERVED_VALUE = 424;

    /// The host's stack pointer while compiled code runs.
    static final int HOST_STACK = 432;

    /// The host address of guest address 0: the base of GS.
    static final int GUEST_BASE = 440;

    /// 32 bits: MXCSR as the guest's arithmetic has it while compiled code does not run.
    static final int GUEST_MXCSR = 448;

    /// 32 bits: MXCSR as the host has it.
    static final int HOST_MXCSR = 452;

    /// 32 bits: the field `frm` of `fcsr`, 0 to 7. MXCSR can follow it from 0 to 3 only.
    static final int ROUNDING = 456;

    /// 32 bits: accrued exceptions as in `fflags`, added by compiled code where MXCSR does not have
    /// them.
    static final int FLAGS = 460;

    /// Constants, each aligned to 16 bytes as an operand of 128 bits has to be: the sign of a
    /// double, and of a single.
    static final int DOUBLE_SIGN = 464;

    static final int SINGLE_SIGN = DOUBLE_SIGN + 16;

    /// Everything but the sign.
    static final int DOUBLE_MAGNITUDE = DOUBLE_SIGN + 32;

    static final int SINGLE_MAGNITUDE = DOUBLE_SIGN + 48;

    /// What a single in a 64-bit register has in its upper half; the other half is 0.
    static final int BOX = DOUBLE_SIGN + 64;

    /// The quiet NaN that arithmetic yields, as a double, and as a boxed single.
    static final int DOUBLE_NAN = DOUBLE_SIGN + 80;

    static final int SINGLE_NAN = DOUBLE_SIGN + 96;

    /// 16 words: the general registers at a deoptimization or a fault.
    private static final int GPR_DUMP = DOUBLE_SIGN + 128;

    /// 16 words: the lower halves of the vector registers at a deoptimization or a fault.
    private static final int XMM_DUMP = GPR_DUMP + 128;

    private static final int SPILL = XMM_DUMP + 128;

    /// The number of words for values that have no register.
    static final int SPILL_SLOTS = 512;

    /// The targets of indirect jumps: pairs of a guest address and the host address of its code.
    static final int TARGETS = SPILL + 8 * SPILL_SLOTS;

    /// The number of pairs.
    static final int TARGET_COUNT = 1 << 14;

    /// The bits of a guest address that choose the pair: the address and this, times 8, is the
    /// pair's offset.
    static final int TARGET_MASK = TARGET_COUNT - 1 << 1;

    /// Words for values in the middle of an operation.
    private static final int TEMPORARY = TARGETS + 16 * TARGET_COUNT;

    /// Words that count executions.
    private static final int COUNTERS = TEMPORARY + 64;

    /// The number of execution counters.
    static final int COUNTER_COUNT = 1 << 18;

    /// Bytes in the whole block.
    static final int SIZE = BIAS + COUNTERS + 8 * COUNTER_COUNT;

    private StateLayout() {}

    /// The slot of `x1` to `x31`.
    static int x(int register) {
        if (register < 1 || register > 31) {
            throw new IllegalArgumentException("x" + register + " has no slot");
        }
        return -BIAS + 8 * register;
    }

    /// The slot of `f0` to `f31`.
    static int f(int register) {
        return F + 8 * register;
    }

    /// The slot in which a general register is found after a deoptimization or a fault. That of RSP
    /// means nothing.
    static int dump(Gpr register) {
        return GPR_DUMP + 8 * register.ordinal();
    }

    /// The slot in which the lower half of a vector register is found then.
    static int dump(Xmm register) {
        return XMM_DUMP + 8 * register.ordinal();
    }

    /// The slot of a value that has no register, 0 to [#SPILL_SLOTS] - 1.
    static int spill(int slot) {
        return SPILL + 8 * slot;
    }

    /// One of 8 words for values in the middle of an operation.
    static int temporary(int index) {
        return TEMPORARY + 8 * index;
    }

    /// An execution counter, 0 to [#COUNTER_COUNT] - 1.
    static int counter(int number) {
        return COUNTERS + 8 * number;
    }
}
