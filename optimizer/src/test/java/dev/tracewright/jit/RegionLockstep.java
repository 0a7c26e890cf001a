package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.ReferenceEngine;
import dev.tracewright.engine.Stop;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.RandomRegion;
import dev.tracewright.memory.GuestMemory;

import java.util.Optional;
import java.util.Random;

/// Runs graphs of random regions under a back end, and the reference engine beside it: the state is
/// the same wherever control leaves the unit.
public final class RegionLockstep implements AutoCloseable {
    private static final int BYTES = 3 * GuestMemory.PAGE_SIZE;

    /// So many instructions of a region are executed.
    private static final int LENGTH = 500;

    /// So often control leaves a unit.
    private static final int DEPARTURES = 50;

    private final GuestMemory memory = GuestMemory.reserve();
    private final GuestMemory reference = GuestMemory.reserve();
    private final CodeCache cache;
    private long inUnits;
    private long departures;

    /// Prepares for any number of regions.
    public RegionLockstep(BackEnd backEnd) {
        RandomRegion.map(memory);
        RandomRegion.map(reference);
        cache = backEnd.open(memory);
    }

    /// How many instructions were executed in units.
    public long inUnits() {
        return inUnits;
    }

    /// How often control left units after at least one instruction.
    public long departures() {
        return departures;
    }

    /// Runs a region whose code is the graph.
    public void run(RandomRegion region, Graph graph, long seed) {
        cache.flush();
        cache.install(cache.compile(graph));
        region.load(memory);
        region.load(reference);
        var hart = new Hart(memory);
        var expected = new Hart(reference);
        region.load(hart);
        region.load(expected);
        Execution interpreter = new ReferenceEngine().open(memory, Optional.empty());
        Execution oracle = new ReferenceEngine().open(reference, Optional.empty());
        var random = new Random(seed);
        int left = DEPARTURES;
        while (hart.instret < LENGTH && left-- > 0) {
            long before = hart.instret;
            if (cache.hasEntry(hart.pc)) {
                Departure departure = cache.run(hart, before + random.nextInt(200));
                inUnits += hart.instret - before;
                departures += hart.instret == before ? 0 : 1;
                oracle.run(expected, hart.instret);
                compare(region, expected, hart, departure.name());
            }
            Stop stop = interpreter.run(hart, hart.instret + 1);
            assertEquals(oracle.run(expected, expected.instret + 1), stop);
            if (stop instanceof Stop.Trap) {
                break;
            }
        }
        compare(region, expected, hart, "end");
        assertArrayEquals(bytes(reference), bytes(memory), region::toString);
    }

    private static byte[] bytes(GuestMemory memory) {
        byte[] bytes = new byte[BYTES];
        memory.read(RandomRegion.DATA, bytes, 0, BYTES);
        return bytes;
    }

    private static void compare(RandomRegion region, Hart expected, Hart hart, String when) {
        assertEquals(expected.pc, hart.pc, () -> when + " " + region);
        assertEquals(expected.instret, hart.instret, () -> when + " " + region);
        for (int i = 0; i < 32; i++) {
            int register = i;
            assertEquals(
                    expected.x[i],
                    hart.x[i],
                    () ->
                            when
                                    + " x"
                                    + register
                                    + " at "
                                    + Long.toHexString(hart.pc)
                                    + " "
                                    + region);
            assertEquals(
                    expected.f[i],
                    hart.f[i],
                    () ->
                            when
                                    + " f"
                                    + register
                                    + " at "
                                    + Long.toHexString(hart.pc)
                                    + " "
                                    + region);
        }
        assertEquals(expected.fcsr.value(), hart.fcsr.value(), () -> when + " fcsr " + region);
    }

    @Override
    public void close() {
        cache.close();
        memory.close();
        reference.close();
    }
}
