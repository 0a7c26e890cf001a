package dev.tracewright.region;

/// A way on from a block.
///
/// @param pc the address that control goes to
/// @param block the index of the region's block at that address, or [#OUTSIDE]
/// @param count how often it was taken, as far as is known
public record Way(long pc, int block, long count) {
    /// The index of no block: control leaves the region.
    public static final int OUTSIDE = -1;

    /// Whether control leaves the region.
    public boolean leaves() {
        return block == OUTSIDE;
    }
}
