package dev.tracewright.jit;

/// Counts how often something happened at addresses.
final class HeatTable {
    private static final int SLOTS = 1 << 12;
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    // Two addresses that share a slot take it from each other; the hotter one keeps it.
    private final long[] addresses = new long[SLOTS];
    private final int[] counts = new int[SLOTS];

    /// Counts.
    ///
    /// @return how often, this time included
    int count(long address) {
        int slot = (int) (address * GOLDEN >>> 52);
        if (addresses[slot] != address && --counts[slot] < 0) {
            addresses[slot] = address;
            counts[slot] = 0;
        }
        return addresses[slot] == address ? ++counts[slot] : 0;
    }
}
