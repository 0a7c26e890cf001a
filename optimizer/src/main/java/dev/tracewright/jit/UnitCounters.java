package dev.tracewright.jit;

import dev.tracewright.code.Terminator;
import dev.tracewright.ir.TransferCounters;
import dev.tracewright.isa.Instruction;
import dev.tracewright.region.Flow;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.RegionBlock;
import dev.tracewright.region.Way;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;

/// The counters of a unit that is executed while a profile is recorded.
///
/// Each transfer is counted where it is executed, which stays right when control leaves a block in
/// the middle. Of the ways on from it the most frequent one has no counter: its count is the rest.
final class UnitCounters implements TransferCounters {
    private static final int NONE = -1;

    /// What takes the counts.
    interface Sums {
        /// A conditional branch was taken and not taken so often.
        void branch(long site, long taken, long passed);

        /// A direct jump was executed so often.
        void jump(long site, long count);

        /// An indirect jump went to the target so often.
        void indirect(long site, long target, long count);
    }

    /// The counters of one transfer.
    private record Transfer(long site, Flow flow, int executed, int unexpected, int[] ways) {}

    private final Transfer[] transfers;

    /// @param pool where the counters come from
    UnitCounters(HotRegion region, CounterPool pool) {
        transfers = new Transfer[region.blocks().size()];
        for (int i = 0; i < transfers.length; i++) {
            transfers[i] = transfer(region.blocks().get(i), pool);
        }
    }

    private static Transfer transfer(RegionBlock block, CounterPool pool) {
        if (block.instructions().isEmpty()) {
            return null;
        }
        Instruction last = block.instructions().getLast();
        if (Terminator.of(last) == Terminator.NONE) {
            return null;
        }
        List<Way> ways = ways(block.flow());
        int[] counters = new int[ways.size()];
        Arrays.fill(counters, NONE);
        int most = mostFrequent(ways);
        for (int i = 0; i < counters.length; i++) {
            if (i != most) {
                counters[i] = pool.take();
            }
        }
        return new Transfer(
                block.end() - last.length(),
                block.flow(),
                pool.take(),
                block.flow() instanceof Flow.Indirect ? pool.take() : NONE,
                counters);
    }

    private static List<Way> ways(Flow flow) {
        return switch (flow) {
            case Flow.Next(Way way) -> List.of(way);
            case Flow.Branch(Way taken, Way notTaken) -> List.of(taken, notTaken);
            case Flow.Indirect(List<Way> expected, long _) -> expected;
            case Flow.Interpret() -> List.of();
        };
    }

    private static int mostFrequent(List<Way> ways) {
        int most = 0;
        for (int i = 1; i < ways.size(); i++) {
            if (ways.get(i).count() > ways.get(most).count()) {
                most = i;
            }
        }
        return most;
    }

    @Override
    public int executed(int block) {
        return transfers[block] == null ? NONE : transfers[block].executed;
    }

    @Override
    public int way(int block, int way) {
        return transfers[block] == null ? NONE : transfers[block].ways[way];
    }

    @Override
    public int unexpected(int block) {
        return transfers[block] == null ? NONE : transfers[block].unexpected;
    }

    /// Adds up what has been counted.
    ///
    /// @param counted what a counter says
    void settle(IntToLongFunction counted, Sums sums) {
        for (Transfer transfer : transfers) {
            if (transfer != null) {
                settle(transfer, counted, sums);
            }
        }
    }

    private static void settle(Transfer transfer, IntToLongFunction counted, Sums sums) {
        long rest = counted.applyAsLong(transfer.executed);
        if (transfer.unexpected != NONE) {
            rest -= counted.applyAsLong(transfer.unexpected);
        }
        var counts = new ArrayList<Long>();
        for (int way : transfer.ways) {
            counts.add(way == NONE ? 0 : counted.applyAsLong(way));
            rest -= counts.getLast();
        }
        for (int i = 0; i < counts.size(); i++) {
            if (transfer.ways[i] == NONE) {
                counts.set(i, rest);
            }
        }
        switch (transfer.flow) {
            case Flow.Next _ -> sums.jump(transfer.site, counts.getFirst());
            case Flow.Branch _ -> sums.branch(transfer.site, counts.getFirst(), counts.getLast());
            case Flow.Indirect(List<Way> expected, long _) -> {
                for (int i = 0; i < counts.size(); i++) {
                    sums.indirect(transfer.site, expected.get(i).pc(), counts.get(i));
                }
            }
            case Flow.Interpret() -> {}
        }
    }
}
