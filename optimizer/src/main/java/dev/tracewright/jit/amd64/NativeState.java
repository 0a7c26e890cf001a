package dev.tracewright.jit.amd64;

import dev.tracewright.engine.Hart;
import dev.tracewright.memory.HostMemory;

/// The state of a hart while compiled code runs it, and what compiled code needs besides, in one
/// block outside of Java's heap ([StateLayout]).
///
/// A hart's registers live either here or in its [Hart]: [#load] and [#store] move them.
final class NativeState implements AutoCloseable {
    private static final int WORD = 8;

    /// An address that no instruction has.
    private static final long NOWHERE = -1;

    private final long block = Mapping.anonymous(StateLayout.SIZE);
    private final long pointer = block + StateLayout.BIAS;
    private final long integers = pointer + StateLayout.x(1);
    private final long floats = pointer + StateLayout.f(0);

    /// @param guestBase the host address of guest address 0
    NativeState(long guestBase) {
        set(StateLayout.LIMIT, 1L << 42);
        set(StateLayout.GUEST_BASE, guestBase);
        set(StateLayout.RESERVATION, -1);
        setInt(StateLayout.GUEST_MXCSR, Mxcsr.DEFAULT);
        set(StateLayout.DOUBLE_SIGN, Long.MIN_VALUE);
        set(StateLayout.SINGLE_SIGN, 0x8000_0000L);
        set(StateLayout.DOUBLE_MAGNITUDE, Long.MAX_VALUE);
        set(StateLayout.SINGLE_MAGNITUDE, 0x7fff_ffffL);
        set(StateLayout.BOX, 0xffff_ffff_0000_0000L);
        set(StateLayout.DOUBLE_NAN, 0x7ff8_0000_0000_0000L);
        set(StateLayout.SINGLE_NAN, 0xffff_ffff_7fc0_0000L);
        forgetZero();
    }

    /// What RBP holds while compiled code runs.
    long pointer() {
        return pointer;
    }

    /// The word at a displacement of [StateLayout].
    long get(int displacement) {
        return HostMemory.getLong(pointer + displacement);
    }

    void set(int displacement, long value) {
        HostMemory.putLong(pointer + displacement, value);
    }

    int getInt(int displacement) {
        return HostMemory.getInt(pointer + displacement);
    }

    void setInt(int displacement, int value) {
        HostMemory.putInt(pointer + displacement, value);
    }

    /// Takes over a hart's registers, all but its `pc` and its count of instructions.
    void load(Hart hart) {
        HostMemory.copy(hart.x, 1, integers, 31);
        HostMemory.copy(hart.f, 0, floats, 32);
        setInt(StateLayout.GUEST_MXCSR, Mxcsr.of(hart.fcsr));
        setInt(StateLayout.ROUNDING, hart.fcsr.rounding);
        setInt(StateLayout.FLAGS, hart.fcsr.flags);
        set(StateLayout.RESERVATION, hart.reservation);
        set(StateLayout.RESERVED_VALUE, hart.reservedValue);
    }

    /// Gives the registers back. The exceptions accrued are those of MXCSR and those of the slot.
    void store(Hart hart) {
        HostMemory.copy(integers, hart.x, 1, 31);
        HostMemory.copy(floats, hart.f, 0, 32);
        hart.fcsr.flags = getInt(StateLayout.FLAGS) | Mxcsr.flags(getInt(StateLayout.GUEST_MXCSR));
        hart.reservation = get(StateLayout.RESERVATION);
        hart.reservedValue = get(StateLayout.RESERVED_VALUE);
    }

    /// Makes an indirect jump to a guest address find its code. Another address that shares the
    /// place is forgotten.
    void setTarget(long pc, long code) {
        long slot = target(pc);
        HostMemory.putLong(slot + WORD, code);
        HostMemory.putLong(slot, pc);
    }

    /// Makes indirect jumps to a guest address leave compiled code.
    void removeTarget(long pc) {
        long slot = target(pc);
        if (HostMemory.getLong(slot) == pc) {
            HostMemory.putLong(slot, NOWHERE);
        }
    }

    /// Makes all indirect jumps leave compiled code.
    void clearTargets() {
        long table = pointer + StateLayout.TARGETS;
        HostMemory.fill(table, 16L * StateLayout.TARGET_COUNT, (byte) 0);
        forgetZero();
    }

    /// An entry of zeros is an empty one but where the address 0 belongs: nothing else is looked
    /// for there.
    private void forgetZero() {
        HostMemory.putLong(target(0), NOWHERE);
    }

    @Override
    public void close() {
        Mapping.unmap(block, StateLayout.SIZE);
    }

    private long target(long pc) {
        return pointer + StateLayout.TARGETS + (pc & StateLayout.TARGET_MASK) * WORD;
    }
}
