package dev.tracewright.jit.amd64;

import dev.tracewright.engine.Hart;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;

import java.util.Arrays;

/// Where the guest's registers are at the places of a unit at which it can be left in the middle.
///
/// An entry is found by the offset of an instruction that can fault, or of the return address of a
/// call that gives up; both ascend. It has the count of retired instructions to add, the address of
/// the guest's instruction, and two numbers for each register: its number with the kind of place,
/// and the place.
final class DeoptTable {
    /// What [#retired] says of a place where the unit only waits to be resumed.
    static final int SUSPENDED = Integer.MIN_VALUE;

    private static final int CONSTANT = 1 << 8;
    private static final int HEADER = 4;

    private final int[] offsets;
    private final int[] starts;
    private final int[] data;

    private DeoptTable(int[] offsets, int[] starts, int[] data) {
        this.offsets = offsets;
        this.starts = starts;
        this.data = data;
    }

    /// Collects the entries while code is emitted.
    static final class Builder {
        private final Allocation allocation;
        private int[] offsets = new int[32];
        private int[] starts = new int[32];
        private int count;
        private int[] data = new int[256];
        private int size;

        Builder(Allocation allocation) {
            this.allocation = allocation;
        }

        /// Adds an entry behind all others.
        ///
        /// @param late whether the node at the position may have written its result already
        void add(int offset, Snapshot snapshot, int retired, int position, boolean late) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, count * 2);
                starts = Arrays.copyOf(starts, count * 2);
            }
            offsets[count] = offset;
            starts[count++] = size;
            int most = HEADER + 3 * snapshot.registers.length;
            if (size + most > data.length) {
                data = Arrays.copyOf(data, Math.max(size + most, data.length * 2));
            }
            int header = size;
            data[size++] = retired;
            data[size++] = (int) snapshot.pc;
            data[size++] = (int) (snapshot.pc >>> 32);
            size++;
            for (int i = 0; i < snapshot.registers.length; i++) {
                value(snapshot.registers[i], snapshot.values[i], position, late);
            }
            data[header + HEADER - 1] = size;
        }

        private void value(int register, Node value, int position, boolean late) {
            if (value.kind == Kind.CONSTANT) {
                data[size++] = register | CONSTANT;
                data[size++] = (int) value.constant;
                data[size++] = (int) (value.constant >>> 32);
            } else if (value.kind != Kind.INITIAL || value.constant != register) {
                data[size++] = register;
                data[size++] =
                        late ? allocation.across(value, position) : allocation.at(value, position);
            }
        }

        DeoptTable build() {
            return new DeoptTable(
                    Arrays.copyOf(offsets, count),
                    Arrays.copyOf(starts, count),
                    Arrays.copyOf(data, size));
        }
    }

    /// The entry of an offset, or -1.
    int find(int offset) {
        int index = Arrays.binarySearch(offsets, offset);
        return index < 0 ? -1 : starts[index];
    }

    /// The number of instructions to add to those that the budget shows as retired, or
    /// [#SUSPENDED].
    int retired(int entry) {
        return data[entry];
    }

    /// Rebuilds a hart's registers and `pc` from the dump of registers, and from words in memory.
    /// All other registers must have been taken over from their homes already.
    void restore(int entry, NativeState state, Hart hart) {
        hart.pc = word(entry + 1);
        int end = data[entry + HEADER - 1];
        int at = entry + HEADER;
        while (at < end) {
            int register = data[at++];
            long value;
            if ((register & CONSTANT) != 0) {
                value = word(at);
                at += 2;
            } else {
                value = state.get(displacement(data[at++]));
            }
            register &= CONSTANT - 1;
            if (register < Graph.F0) {
                hart.x[register] = value;
            } else {
                hart.f[register - Graph.F0] = value;
            }
        }
    }

    private static int displacement(int location) {
        if (Location.isGpr(location)) {
            return StateLayout.dump(Location.gpr(location));
        }
        return Location.isXmm(location)
                ? StateLayout.dump(Location.xmm(location))
                : Location.displacement(location);
    }

    private long word(int at) {
        return data[at] & 0xffff_ffffL | (long) data[at + 1] << 32;
    }
}
