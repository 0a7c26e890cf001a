package dev.tracewright.region;

import java.util.List;

/// A graph of guest blocks that is compiled as one unit.
///
/// The same guest block can occur several times, inlined in different callers.
///
/// @param blocks in the order of the wanted layout: likely successors adjacent, loops in one piece
/// @param entries indices of the blocks that can be entered from outside, the head first; no two
///   have the same start
public record HotRegion(List<RegionBlock> blocks, List<Integer> entries) {
    /// Copies the lists.
    public HotRegion {
        blocks = List.copyOf(blocks);
        entries = List.copyOf(entries);
    }

    /// The address at which the region is usually entered.
    public long head() {
        return blocks.get(entries.getFirst()).start();
    }

    /// The number of instructions in all blocks.
    public int length() {
        int length = 0;
        for (RegionBlock block : blocks) {
            length += block.instructions().size();
        }
        return length;
    }
}
