package dev.tracewright.ir;

import dev.tracewright.region.Flow;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.RegionBlock;
import dev.tracewright.region.Way;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Moves entries out of the middle of innermost loops: what is executed from there to the loop's
/// head gets a copy of its own.
///
/// Where control can come into a loop by two ways, every register may have come from outside, in
/// each block; and nothing can be moved in front of the loop.
final class Entrances {
    /// A copy is no longer than so many instructions.
    private static final int LONGEST_COPY = 120;

    private final List<RegionBlock> blocks;
    private final List<Integer> entries;
    private final List<List<Integer>> ways = new ArrayList<>();
    private final List<List<Integer>> arrivals = new ArrayList<>();

    /// The entries that other entries do not lead to, and the head.
    private final BitSet roots = new BitSet();

    /// By block, the blocks on every way from a root to it, itself among them.
    private final BitSet[] dominators;

    private Entrances(HotRegion region) {
        blocks = new ArrayList<>(region.blocks());
        entries = new ArrayList<>(region.entries());
        dominators = new BitSet[blocks.size()];
    }

    /// The same region, some blocks of which may have copies.
    static HotRegion outsideLoops(HotRegion region) {
        return region.entries().size() == 1 ? region : new Entrances(region).moved();
    }

    private HotRegion moved() {
        link();
        findRoots();
        dominate();
        for (int i = 0; i < entries.size(); i++) {
            if (!roots.get(entries.get(i))) {
                move(i);
            }
        }
        return new HotRegion(blocks, entries);
    }

    private void link() {
        for (int i = 0; i < dominators.length; i++) {
            ways.add(new ArrayList<>(2));
            arrivals.add(new ArrayList<>(2));
        }
        for (int i = 0; i < dominators.length; i++) {
            for (Way way : IrBuilder.ways(blocks.get(i).flow())) {
                if (!way.leaves()) {
                    ways.get(i).add(way.block());
                    arrivals.get(way.block()).add(i);
                }
            }
        }
    }

    private void findRoots() {
        var reached = new BitSet();
        for (int entry : entries) {
            if (!reached.get(entry)) {
                roots.set(entry);
                reach(entry, reached, -1, null);
            }
        }
    }

    // Adds what a block leads to, but not the block `end`, nor beyond what is allowed.
    private void reach(int from, BitSet reached, int end, BitSet allowed) {
        var work = new ArrayList<Integer>();
        work.add(from);
        reached.set(from);
        while (!work.isEmpty()) {
            for (int to : ways.get(work.removeLast())) {
                if (to != end && !reached.get(to) && (allowed == null || allowed.get(to))) {
                    reached.set(to);
                    work.add(to);
                }
            }
        }
    }

    private void dominate() {
        for (int i = 0; i < dominators.length; i++) {
            dominators[i] = new BitSet();
            dominators[i].set(0, dominators.length);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < dominators.length; i++) {
                var common = new BitSet();
                if (!roots.get(i)) {
                    common.set(0, dominators.length);
                    for (int from : arrivals.get(i)) {
                        common.and(dominators[from]);
                    }
                }
                common.set(i);
                if (!common.equals(dominators[i])) {
                    dominators[i] = common;
                    changed = true;
                }
            }
        }
    }

    private void move(int index) {
        int entry = entries.get(index);
        BitSet smallest = null;
        int head = -1;
        for (int candidate = 0; candidate < dominators.length; candidate++) {
            if (dominators[entry].get(candidate)) {
                BitSet loop = loop(candidate);
                boolean inside = loop.get(entry);
                if (inside && (head < 0 || loop.cardinality() < smallest.cardinality())) {
                    smallest = loop;
                    head = candidate;
                }
            }
        }
        if (head < 0 || head == entry) {
            return;
        }
        var copied = new BitSet();
        reach(entry, copied, head, smallest);
        if (isCopiable(copied)) {
            entries.set(index, copy(copied, entry));
        }
    }

    // The natural loop of a head; empty if no way leads back to it.
    private BitSet loop(int head) {
        var loop = new BitSet();
        var work = new ArrayList<Integer>();
        for (int from : arrivals.get(head)) {
            if (dominators[from].get(head)) {
                work.add(from);
                loop.set(head);
            }
        }
        while (!work.isEmpty()) {
            int block = work.removeLast();
            if (!loop.get(block)) {
                loop.set(block);
                work.addAll(arrivals.get(block));
            }
        }
        return loop;
    }

    // Short, and without a loop of its own.
    private boolean isCopiable(BitSet copied) {
        int length = 0;
        for (int i = copied.nextSetBit(0); i >= 0; i = copied.nextSetBit(i + 1)) {
            length += blocks.get(i).instructions().size();
            for (int to : ways.get(i)) {
                if (copied.get(to) && dominators[i].get(to)) {
                    return false;
                }
            }
        }
        return length <= LONGEST_COPY;
    }

    private int copy(BitSet copied, int entry) {
        int[] numbers = new int[dominators.length];
        int next = blocks.size();
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = copied.get(i) ? next++ : i;
        }
        for (int i = copied.nextSetBit(0); i >= 0; i = copied.nextSetBit(i + 1)) {
            RegionBlock block = blocks.get(i);
            blocks.add(
                    new RegionBlock(
                            block.start(), block.instructions(), flow(block.flow(), numbers), 0));
        }
        return numbers[entry];
    }

    private static Flow flow(Flow flow, int[] numbers) {
        if (flow instanceof Flow.Next next) {
            return new Flow.Next(way(next.way(), numbers));
        }
        if (flow instanceof Flow.Branch branch) {
            return new Flow.Branch(way(branch.taken(), numbers), way(branch.notTaken(), numbers));
        }
        if (flow instanceof Flow.Indirect indirect) {
            var expected = new ArrayList<Way>();
            for (Way way : indirect.expected()) {
                expected.add(way(way, numbers));
            }
            return new Flow.Indirect(expected, 0);
        }
        return flow;
    }

    // Nothing is known of how often the copy is executed: once, mostly.
    private static Way way(Way way, int[] numbers) {
        return new Way(way.pc(), way.leaves() ? Way.OUTSIDE : numbers[way.block()], 0);
    }
}
