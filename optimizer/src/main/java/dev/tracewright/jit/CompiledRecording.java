package dev.tracewright.jit;

import dev.tracewright.ir.TransferCounters;
import dev.tracewright.profile.CodeCounters;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.region.EdgeCounts;
import dev.tracewright.region.Flow;
import dev.tracewright.region.Formation;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.RegionBlock;
import dev.tracewright.region.Way;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What compiled units count while a profile is recorded; at its end it is added to what the
/// interpreter has counted.
final class CompiledRecording {
    private static final int MOST_TARGETS = 16;

    private final CodeCache cache;
    private final CounterPool pool;
    private final Queue<UnitCounters> units = new ConcurrentLinkedQueue<>();
    private final InterpretedCounts interpreted;

    /// @param interpreted the counters that the recorder knows
    CompiledRecording(CodeCache cache, ProfileRecorder recorder, InterpretedCounts interpreted) {
        this.cache = cache;
        this.interpreted = interpreted;
        pool = new CounterPool(cache);
        recorder.beforeEnd(this::settle);
    }

    /// Has counters at hand for what is going to be compiled.
    void prepare() {
        if (pool.isLow()) {
            pool.fill();
        }
    }

    /// The counters of a unit that is going to be compiled.
    TransferCounters counters(HotRegion region) {
        var counters = new UnitCounters(region, pool);
        units.add(counters);
        return counters;
    }

    /// A region in which indirect jumps are compared with their targets elsewhere too: the others
    /// have to be counted by the interpreter.
    static Formation comparing(Formation formation, EdgeCounts counts) {
        HotRegion region = formation.region();
        var blocks = new ArrayList<RegionBlock>();
        for (RegionBlock block : region.blocks()) {
            blocks.add(
                    block.flow() instanceof Flow.Indirect flow
                            ? new RegionBlock(
                                    block.start(),
                                    block.instructions(),
                                    comparing(block, flow, counts),
                                    block.count())
                            : block);
        }
        return new Formation(
                new HotRegion(blocks, region.entries()), formation.own(), formation.rejected());
    }

    private static Flow comparing(RegionBlock block, Flow.Indirect flow, EdgeCounts counts) {
        var expected = new ArrayList<>(flow.expected());
        var known = new HashSet<Long>();
        expected.forEach(way -> known.add(way.pc()));
        long others = flow.others();
        long site = block.end() - block.instructions().getLast().length();
        List<EdgeCounts.Target> targets =
                counts.targets(site).stream()
                        .sorted(Comparator.comparingLong(EdgeCounts.Target::count).reversed())
                        .toList();
        for (EdgeCounts.Target target : targets) {
            if (expected.size() < MOST_TARGETS && known.add(target.pc())) {
                expected.add(new Way(target.pc(), Way.OUTSIDE, target.count()));
                others -= target.count();
            }
        }
        return new Flow.Indirect(expected, Math.max(0, others));
    }

    private void settle() {
        units.forEach(unit -> unit.settle(cache::counted, new Adding()));
        units.clear();
    }

    private final class Adding implements UnitCounters.Sums {
        @Override
        public void branch(long site, long taken, long passed) {
            add(site, 1, taken);
            add(site, 0, passed);
        }

        @Override
        public void jump(long site, long count) {
            add(site, 0, count);
        }

        private void add(long site, int outcome, long count) {
            if (count != 0) {
                CodeCounters counters = interpreted.at(site);
                counters.counts[2 * (int) (site - counters.base >> 1) + outcome] += count;
            }
        }

        @Override
        public void indirect(long site, long target, long count) {
            if (count != 0) {
                CodeCounters counters = interpreted.at(site);
                counters.indirect((int) (site - counters.base >> 1), target, count);
            }
        }
    }
}
