package dev.tracewright.engine;

import dev.tracewright.profile.CodeCounters;

import java.util.Arrays;

/// A range of executable memory with one decoded word for each 16-bit parcel.
///
/// The fields are public because compiled code reads them.
public final class CodeRegion {
    /// The address of the first parcel.
    public final long base;

    /// The number of parcels.
    public final int parcels;

    /// The decoded words (see [DecodedWord]), and behind them some that stop whoever runs off the
    /// end.
    public final long[] words;

    /// What is counted here, or null when nothing is recorded.
    public final CodeCounters counters;

    // A four-byte instruction in the last parcel leaves the program counter one beyond the end.
    private static final int PADDING = 2;

    CodeRegion(long base, int parcels, CodeCounters counters) {
        this.base = base;
        this.parcels = parcels;
        this.counters = counters;
        words = new long[parcels + PADDING];
        forget();
    }

    /// Forgets all decoded words.
    void forget() {
        Arrays.fill(words, 0, parcels, DecodedWord.UNDECODED);
        Arrays.fill(words, parcels, parcels + PADDING, DecodedWord.SLOW);
    }

    /// Whether the address lies in this region.
    public boolean contains(long address) {
        return Long.compareUnsigned(address - base, 2L * parcels) < 0;
    }

    /// The parcel at an address.
    public int parcel(long address) {
        return (int) (address - base >> 1);
    }

    /// The address of a parcel.
    public long address(int parcel) {
        return base + 2L * parcel;
    }
}
