package dev.tracewright.region;

import java.util.List;

/// A region that was formed, and what it was not extended to.
///
/// @param region the region
/// @param own the indices of the blocks that are not inlined copies, ascending
/// @param rejected the ways that were not followed, the most used first
public record Formation(HotRegion region, List<Integer> own, List<RejectedWay> rejected) {
    /// Copies the lists.
    public Formation {
        own = List.copyOf(own);
        rejected = List.copyOf(rejected);
    }

    /// The starts of the blocks that are not inlined copies.
    public List<Long> ownBlocks() {
        return own.stream().map(index -> region.blocks().get(index).start()).toList();
    }

    /// The starts of the blocks that can be entered from outside, the head first.
    public List<Long> entries() {
        return region.entries().stream().map(index -> region.blocks().get(index).start()).toList();
    }

    /// Whether the instruction at the address is in the region, in whatever copy.
    public boolean contains(long pc) {
        return region.blocks().stream().anyMatch(block -> block.contains(pc));
    }
}
