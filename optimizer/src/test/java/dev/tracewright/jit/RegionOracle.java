package dev.tracewright.jit;

import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.ReferenceEngine;
import dev.tracewright.engine.Stop;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.IrBuilder;
import dev.tracewright.ir.Verifier;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.pass.Pass;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.RandomRegion;
import dev.tracewright.region.RandomState;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Compiles random regions, runs them from random states, and holds every departure against the
/// reference engine that has executed as many instructions from the same state.
final class RegionOracle implements AutoCloseable {
    private static final int RUNS = 3;
    private static final int LENGTH = 400;

    /// Every so many regions count their transfers.
    private static final int COUNTED = 16;

    /// A hart with its memory, and the reference engine to execute single instructions.
    private static final class Side {
        final GuestMemory memory = GuestMemory.reserve();
        final Execution reference = new ReferenceEngine().open(memory, Optional.empty());
        Hart hart;

        Side() {
            RandomState.map(memory);
        }
    }

    private final Side compiled = new Side();
    private final Side expected = new Side();
    private final CodeCache cache;
    private final CountedTransfers transfers;
    private final List<Pass> passes;
    private final String name;
    private long inCompiled;
    private long inAll;
    private long refused;
    private String context;
    private boolean counts;

    /// Exceptions that an instruction has accrued before the interpreter executes it.
    private int raised;

    /// @param passes what each graph goes through before it is compiled
    RegionOracle(BackEnd backEnd, List<Pass> passes) {
        this.passes = passes;
        name = backEnd.name();
        cache = backEnd.open(compiled.memory);
        transfers = new CountedTransfers(cache);
    }

    /// The share of instructions that compiled code has executed.
    double compiledShare() {
        return (double) inCompiled / Math.max(1, inAll);
    }

    /// How many regions the back end has refused.
    long refused() {
        return refused;
    }

    /// Checks the region of a seed.
    void check(long seed) {
        context = "seed " + seed + ", back end " + name;
        try {
            RandomRegion random = RandomRegion.of(seed);
            byte[] code = random.code();
            RandomState.load(compiled.memory, code);
            RandomState.load(expected.memory, code);
            counts = seed % COUNTED == 0;
            if (!install(random.region())) {
                refused++;
                return;
            }
            for (int run = 0; run < RUNS; run++) {
                context = "seed %d, run %d, back end %s".formatted(seed, run, name);
                run(random, seed * RUNS + run);
            }
            String difference = counts ? transfers.difference(compiled.memory) : "";
            if (!difference.isEmpty()) {
                fail(difference);
            }
        } catch (RuntimeException e) {
            throw new AssertionError(context, e);
        }
    }

    private boolean install(HotRegion region) {
        Graph graph =
                counts ? IrBuilder.build(region, transfers::counters) : IrBuilder.build(region);
        verify(graph, "the builder");
        for (Pass pass : passes) {
            pass.run(graph);
            verify(graph, pass.name());
        }
        cache.flush();
        try {
            return cache.install(cache.compile(graph));
        } catch (UnitRefusedException _) {
            return false;
        }
    }

    private void verify(Graph graph, String after) {
        List<String> violations = Verifier.verify(graph);
        if (!violations.isEmpty()) {
            fail("after " + after + ": " + String.join("; ", violations));
        }
    }

    private void fail(String what) {
        throw new AssertionError(context + ": " + what);
    }

    private void run(RandomRegion region, long seed) {
        for (Side side : List.of(compiled, expected)) {
            side.hart = new Hart(side.memory);
            RandomState.fill(side.hart, region.starts(), seed);
        }
        var random = new Random(seed);
        List<Integer> entries = region.region().entries();
        int entry = entries.get(random.nextInt(entries.size()));
        compiled.hart.pc = region.region().blocks().get(entry).start();
        expected.hart.pc = compiled.hart.pc;
        long first = compiled.hart.instret;
        long last = first + LENGTH;
        boolean stepped = true;
        while (stepped && compiled.hart.instret < last) {
            Departure departure = Departure.EXIT;
            if (cache.hasEntry(compiled.hart.pc)) {
                long room = last - compiled.hart.instret;
                long limit = random.nextBoolean() ? room : random.nextInt((int) room + 1);
                departure = enter(compiled.hart.instret + limit);
            }
            boolean enters = departure == Departure.EXIT && cache.hasEntry(compiled.hart.pc);
            if (enters) {
                fail("control came back at an entry");
            }
            stepped = compiled.hart.instret < last && step(departure);
        }
        inAll += compiled.hart.instret - first;
    }

    private Departure enter(long limit) {
        long before = compiled.hart.instret;
        long from = compiled.hart.pc;
        Departure departure = cache.run(compiled.hart, limit);
        String what =
                "%s after %d of %d instructions from 0x%x"
                        .formatted(departure, compiled.hart.instret - before, limit - before, from);
        if (compiled.hart.instret > limit || compiled.hart.instret < before) {
            fail(what);
        }
        inCompiled += compiled.hart.instret - before;
        long site = 0;
        while (expected.hart.instret < compiled.hart.instret) {
            site = expected.hart.pc;
            if (counts) {
                transfers.executed(expected.hart, () -> follow(what));
            } else {
                follow(what);
            }
        }
        if (departure == Departure.GAVE_UP) {
            raised = compiled.hart.fcsr.value() & ~expected.hart.fcsr.value();
        }
        compare(what);
        boolean moved = compiled.hart.instret > before;
        if (moved && departure == Departure.EXIT && cache.exitSite() != site) {
            fail("%s: by 0x%x, expected 0x%x".formatted(what, cache.exitSite(), site));
        }
        return departure;
    }

    private void follow(String what) {
        Stop stop = expected.reference.run(expected.hart, expected.hart.instret + 1);
        if (stop instanceof Stop.Trap) {
            fail(what + ", reference has stopped before with " + stop);
        }
    }

    // One instruction by the interpreter, on either side.
    private boolean step(Departure departure) {
        Stop one = compiled.reference.run(compiled.hart, compiled.hart.instret + 1);
        Stop other = expected.reference.run(expected.hart, expected.hart.instret + 1);
        if (!one.equals(other)) {
            fail("after " + departure + ": " + one + ", expected " + other);
        }
        if ((expected.hart.fcsr.value() & raised) != raised) {
            fail("after " + departure + ": exceptions 0x" + Integer.toHexString(raised));
        }
        raised = 0;
        return one instanceof Stop.BudgetSpent;
    }

    private void compare(String what) {
        Hart one = compiled.hart;
        Hart other = expected.hart;
        if (one.pc != other.pc) {
            fail("%s: pc 0x%x, expected 0x%x".formatted(what, one.pc, other.pc));
        }
        for (int i = 0; i < 32; i++) {
            if (one.x[i] != other.x[i]) {
                fail("%s: x%d 0x%x, expected 0x%x".formatted(what, i, one.x[i], other.x[i]));
            }
            if (one.f[i] != other.f[i]) {
                fail("%s: f%d 0x%x, expected 0x%x".formatted(what, i, one.f[i], other.f[i]));
            }
        }
        if (one.fcsr.value() != (other.fcsr.value() | raised)) {
            fail(
                    "%s: fcsr 0x%x, expected 0x%x"
                            .formatted(what, one.fcsr.value(), other.fcsr.value()));
        }
        compareMemory(what, RandomState.DATA, 0x3000);
        compareMemory(what, RandomState.LAST, 0x1000);
    }

    private void compareMemory(String what, long start, int length) {
        long at =
                compiled.memory
                        .slice(start, length, Permission.READ)
                        .mismatch(expected.memory.slice(start, length, Permission.READ));
        if (at >= 0) {
            byte[] one = new byte[16];
            byte[] other = new byte[16];
            long from = start + (at & -16);
            compiled.memory.read(from, one, 0, 16);
            expected.memory.read(from, other, 0, 16);
            fail(
                    "%s: memory from 0x%x: %s, expected %s"
                            .formatted(what, from, Arrays.toString(one), Arrays.toString(other)));
        }
    }

    @Override
    public void close() {
        cache.close();
        compiled.memory.close();
        expected.memory.close();
    }
}
