package dev.tracewright.engine;

import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;

/// The atomic memory operations (specification, "A" extension); compiled code calls them.
public final class Atomics {
    private Atomics() {}

    /// Reads memory and registers a reservation.
    public static long loadReserved(Hart hart, Width width, long address) {
        long value =
                width.bytes() == 4
                        ? hart.memory.loadReservedInt(address)
                        : hart.memory.loadReservedLong(address);
        hart.reservation = address;
        hart.reservedValue = value;
        return value;
    }

    /// Stores if the reservation holds; yields 0 on success and 1 on failure. The reservation is
    /// gone either way. Memory that holds what was read counts as not written to.
    public static long storeConditional(Hart hart, Width width, long address, long value) {
        boolean reserved = hart.reservation == address;
        hart.reservation = -1;
        if (!reserved) {
            hart.memory.requireAtomic(address, width.bytes());
            return 1;
        }
        boolean stored =
                width.bytes() == 4
                        ? hart.memory.compareAndSetInt(
                                address, (int) hart.reservedValue, (int) value)
                        : hart.memory.compareAndSetLong(address, hart.reservedValue, value);
        return stored ? 0 : 1;
    }

    /// Replaces memory by `combine(old, value)` and yields the old value, sign-extended.
    public static long update(Hart hart, Width width, Primitive combine, long address, long value) {
        return width.bytes() == 4
                ? hart.memory.getAndUpdateInt(address, old -> combine.apply(old, value, 0, 0, null))
                : hart.memory.getAndUpdateLong(
                        address, old -> combine.apply(old, value, 0, 0, null));
    }
}
