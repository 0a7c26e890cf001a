package dev.tracewright.jit;

import dev.tracewright.engine.Hart;
import dev.tracewright.ir.TransferCounters;
import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.region.HotRegion;

import java.util.Map;
import java.util.TreeMap;

/// What compiled code has counted of branches and jumps, beside what they did.
final class CountedTransfers {
    /// A transfer and where it went.
    private record Way(long from, long to) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            int order = Long.compare(from, other.from);
            return order != 0 ? order : Long.compare(to, other.to);
        }

        @Override
        public String toString() {
            return "0x%x to 0x%x".formatted(from, to);
        }
    }

    private final CodeCache cache;
    private final CounterPool pool;
    private final Map<Way, Long> expected = new TreeMap<>();
    private UnitCounters counters;

    CountedTransfers(CodeCache cache) {
        this.cache = cache;
        pool = new CounterPool(cache);
    }

    /// New counters for a region.
    TransferCounters counters(HotRegion region) {
        pool.fill();
        expected.clear();
        counters = new UnitCounters(region, pool);
        return counters;
    }

    /// The instruction at the hart's pc is executed next, and counted if it is a transfer.
    ///
    /// @param step executes it
    void executed(Hart hart, Runnable step) {
        long from = hart.pc;
        Meaning meaning = at(hart.memory, from).opcode().meaning();
        step.run();
        if (meaning instanceof Meaning.Branch || meaning instanceof Meaning.Jump) {
            expected.merge(new Way(from, hart.pc), 1L, Long::sum);
        }
    }

    private static Instruction at(GuestMemory memory, long pc) {
        int parcel = memory.fetchParcel(pc);
        int word = Decoder.length(parcel) == 2 ? parcel : memory.fetchParcel(pc + 2) << 16 | parcel;
        return Decoder.decode(word).orElseThrow();
    }

    /// What is wrong with the counts; empty if they are right.
    String difference(GuestMemory memory) {
        var actual = new TreeMap<Way, Long>();
        counters.settle(
                cache::counted,
                new UnitCounters.Sums() {
                    private void add(long from, long to, long count) {
                        if (count != 0) {
                            actual.merge(new Way(from, to), count, Long::sum);
                        }
                    }

                    @Override
                    public void branch(long site, long taken, long passed) {
                        Instruction branch = at(memory, site);
                        add(site, site + branch.imm(), taken);
                        add(site, site + branch.length(), passed);
                    }

                    @Override
                    public void jump(long site, long count) {
                        add(site, site + at(memory, site).imm(), count);
                    }

                    @Override
                    public void indirect(long site, long target, long count) {
                        add(site, target, count);
                    }
                });
        return actual.equals(expected) ? "" : "counted " + actual + ", expected " + expected;
    }
}
