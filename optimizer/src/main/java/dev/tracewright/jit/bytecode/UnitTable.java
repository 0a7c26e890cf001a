package dev.tracewright.jit.bytecode;

import java.util.Arrays;

/// Finds the unit that has an entry at an address: open addressing, linear probing.
final class UnitTable {
    private static final int LEAST = 256;
    private static final long FREE = -1;
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    private long[] addresses;
    private BytecodeUnit[] units;
    private CompiledUnit[] codes;
    private int[] entries;
    private int used;

    UnitTable() {
        allocate(LEAST);
    }

    private void allocate(int capacity) {
        addresses = new long[capacity];
        Arrays.fill(addresses, FREE);
        units = new BytecodeUnit[capacity];
        codes = new CompiledUnit[capacity];
        entries = new int[capacity];
        used = 0;
    }

    /// Makes an entry of a unit the one at the address. Code is never at an odd address.
    void put(long address, BytecodeUnit unit, int entry) {
        if (2 * used >= addresses.length) {
            grow();
        }
        int slot = slot(address);
        if (addresses[slot] == FREE) {
            addresses[slot] = address;
            used++;
        }
        units[slot] = unit;
        codes[slot] = unit.code();
        entries[slot] = entry;
    }

    private void grow() {
        long[] oldAddresses = addresses;
        BytecodeUnit[] oldUnits = units;
        int[] oldEntries = entries;
        allocate(2 * oldAddresses.length);
        for (int i = 0; i < oldAddresses.length; i++) {
            if (oldAddresses[i] != FREE) {
                put(oldAddresses[i], oldUnits[i], oldEntries[i]);
            }
        }
    }

    private int slot(long address) {
        int mask = addresses.length - 1;
        int slot = (int) (address * GOLDEN >>> 32) & mask;
        while (addresses[slot] != address && addresses[slot] != FREE) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /// Where the address is, or -1.
    int find(long address) {
        int slot = slot(address);
        return addresses[slot] == address && address != FREE ? slot : -1;
    }

    /// The unit at a place that was found.
    BytecodeUnit unit(int slot) {
        return units[slot];
    }

    /// What executes the unit at a place that was found.
    CompiledUnit code(int slot) {
        return codes[slot];
    }

    /// The number of the unit's entry at a place that was found.
    int entry(int slot) {
        return entries[slot];
    }

    /// Forgets all.
    void clear() {
        allocate(LEAST);
    }
}
