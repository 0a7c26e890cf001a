package dev.tracewright.region;

import java.util.List;

/// A region that was formed, and what it was not extended to.
///
/// @param region the region
/// @param rejected the ways that were not followed, the most used first
public record Formation(HotRegion region, List<RejectedWay> rejected) {
    /// Copies the list.
    public Formation {
        rejected = List.copyOf(rejected);
    }

    /// Whether the instruction at the address is in the region, in whatever copy.
    public boolean contains(long pc) {
        return region.blocks().stream().anyMatch(block -> block.contains(pc));
    }
}
