package dev.tracewright.jit.amd64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;
import dev.tracewright.jit.Departure;
import dev.tracewright.memory.Permission;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.List;

/// Control into, out of and between units of machine code, and faults in them.
final class UnitRunTest {
    private static final long HEAD = 0x1000;
    private static final long LOOP = 0x1008;
    private static final long AFTER = 0x1020;
    private static final long DATA = 0x20_0000;
    private static final int ACCESSES = 8;

    /// Adds a number to x5 in one instruction and goes to an address, or to where x6 says.
    private static Graph step(long pc, long number, long next) {
        var graph = new Graph();
        Block block = graph.block(pc);
        block.entry = true;
        block.retires = 1;
        Node sum = graph.apply(Primitive.ADD, graph.initial(5), graph.constant(number));
        block.body.add(sum);
        var after = new Snapshot(next, 1, new int[] {5}, new Node[] {sum});
        block.end =
                next == 0
                        ? Terminator.exitIndirect(graph.initial(6), after)
                        : Terminator.exit(after);
        block.end.site = pc;
        return graph;
    }

    /// Two instructions, and then a loop of three that swaps x5 and x6 and counts x7 down to 0.
    private static Graph loop() {
        var graph = new Graph();
        Block entry = graph.block(HEAD);
        Block loop = graph.block(LOOP);
        Block exit = graph.block(AFTER);
        entry.entry = true;
        entry.retires = 2;
        int[] registers = {5, 6, 7};
        Node a = graph.parameter(5);
        Node b = graph.parameter(6);
        Node n = graph.parameter(7);
        Node[] arriving = {a, b, n};
        loop.parameters.addAll(List.of(arriving));
        loop.loopHead = true;
        loop.retires = 3;
        loop.start = new Snapshot(LOOP, 0, registers, arriving);
        Node first = graph.apply(Primitive.ADD, graph.initial(5), graph.constant(1));
        entry.body.add(first);
        entry.end = Terminator.jump(new Edge(loop, 1));
        entry.end.taken.args = new Node[] {first, graph.initial(6), graph.initial(7)};
        Node less = graph.apply(Primitive.SUB, n, graph.constant(1));
        loop.body.add(less);
        Node[] leaving = {b, a, less};
        var again = new Edge(loop, 9);
        again.args = leaving;
        loop.end = Terminator.branch(less, again, new Edge(exit, 1));
        exit.end = Terminator.exit(new Snapshot(AFTER, 0, registers, leaving));
        return graph;
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 100, 101, 102, 103, 3001, 3002, 3003, 3006})
    void noMoreRetireThanTheLimitSaysAndTheStateIsThatOfTheCount(long limit) {
        try (var bench = new UnitBench()) {
            bench.install(loop());
            bench.hart.x[5] = 100;
            bench.hart.x[6] = 200;
            bench.hart.x[7] = 1000;
            bench.hart.instret = 50;
            Departure departure = bench.run(HEAD, 50 + limit);
            long done = bench.hart.instret - 50;
            assertTrue(done <= limit && done >= Math.min(limit, 3002) - 6);
            assertTrue(departure == Departure.BUDGET || done == 3002);
            if (done == 0) {
                assertEquals(HEAD, bench.hart.pc);
                return;
            }
            assertEquals(0, (done - 2) % 3);
            long rounds = (done - 2) / 3;
            assertEquals(rounds == 1000 ? AFTER : LOOP, bench.hart.pc);
            assertEquals(rounds % 2 == 0 ? 101 : 200, bench.hart.x[5]);
            assertEquals(rounds % 2 == 0 ? 200 : 101, bench.hart.x[6]);
            assertEquals(1000 - rounds, bench.hart.x[7]);
        }
    }

    @Test
    void longLoopsComeBackAfterASlice() {
        try (var bench = new UnitBench()) {
            bench.install(loop());
            bench.hart.x[7] = Long.MAX_VALUE;
            assertEquals(Departure.BUDGET, bench.run(HEAD, Long.MAX_VALUE));
            assertTrue(bench.hart.instret <= NativeCodeCache.SLICE);
            assertTrue(bench.hart.instret > NativeCodeCache.SLICE - 10);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void unitsJumpToThoseInstalledLaterAndToTheirReplacements(boolean indirect) {
        try (var bench = new UnitBench()) {
            bench.hart.x[6] = 0x2000;
            bench.install(step(0x1000, 1, indirect ? 0 : 0x2000));
            assertEquals(Departure.EXIT, bench.run(0x1000, 100));
            assertEquals(0x2000, bench.hart.pc);
            assertEquals(0x1000, bench.cache.exitSite());
            bench.install(step(0x2000, 10, 0x3000));
            assertEquals(Departure.EXIT, bench.run(0x1000, 100));
            assertEquals(0x3000, bench.hart.pc);
            bench.install(step(0x2000, 100, 0x4000));
            assertEquals(Departure.EXIT, bench.run(0x1000, 100));
            assertEquals(0x4000, bench.hart.pc);
            assertEquals(1 + 11 + 101, bench.hart.x[5]);
            assertEquals(5, bench.hart.instret);
            bench.cache.flush();
            assertFalse(bench.cache.hasEntry(0x2000));
            bench.install(step(0x1000, 1000, indirect ? 0 : 0x2000));
            assertEquals(Departure.EXIT, bench.run(0x1000, 100));
            assertEquals(0x2000, bench.hart.pc);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 99, 100})
    void unitsThatGoRoundAmongThemselvesKeepTheLimit(long limit) {
        try (var bench = new UnitBench()) {
            bench.install(step(0x1000, 1, 0x2000));
            bench.install(step(0x2000, 1, 0));
            bench.hart.x[6] = 0x1000;
            assertEquals(Departure.BUDGET, bench.run(0x1000, limit));
            assertEquals(limit, bench.hart.instret);
            assertEquals(limit, bench.hart.x[5]);
            assertEquals(limit % 2 == 0 ? 0x1000 : 0x2000, bench.hart.pc);
        }
    }

    @Test
    void aTargetThatAnotherOneHasDisplacedIsFoundAgain() {
        long other = 0x1000 + 2L * StateLayout.TARGET_COUNT;
        try (var bench = new UnitBench()) {
            bench.install(step(0x1000, 1, 0xb000));
            bench.install(step(other, 1, 0xb000));
            bench.install(step(0x2000, 1, 0));
            for (long target : new long[] {0x1000, other, 0x1000}) {
                bench.hart.x[6] = target;
                assertEquals(Departure.EXIT, bench.run(0x2000, bench.hart.instret + 100));
                assertEquals(0xb000, bench.hart.pc);
            }
            assertEquals(6, bench.hart.x[5]);
        }
    }

    @Test
    void fullCodeMemoryIsToldAndCanBeFlushedAndFilledAgain() {
        try (var bench = new UnitBench(1 << 14, UnitBench.ALL)) {
            for (int round = 0; round < 3; round++) {
                long pc = 0x1000;
                while (bench.install(step(pc, 1, pc + 4))) {
                    pc += 4;
                }
                assertTrue(pc > 0x1100);
                long before = bench.hart.instret;
                long installed = pc - 0x1000 >> 2;
                assertEquals(Departure.EXIT, bench.run(0x1000, before + 2 * installed));
                assertEquals(installed, bench.hart.instret - before);
                assertEquals(pc, bench.hart.pc);
                bench.cache.flush();
            }
        }
    }

    /// Which access of the unit faults.
    private enum Fault {
        LOAD,
        STORE
    }

    /// Computes a number and stores or loads it, at each of the addresses in x10 to x17.
    private static Graph accesses(Fault fault) {
        var graph = new Graph();
        Block block = graph.block(HEAD);
        block.entry = true;
        block.retires = 2 * ACCESSES;
        var registers = new int[0];
        var values = new Node[0];
        for (int i = 0; i < ACCESSES; i++) {
            Node sum = graph.apply(Primitive.ADD, graph.initial(18 + i), graph.constant(i));
            block.body.add(sum);
            registers = Arrays.copyOf(registers, i + 1);
            values = Arrays.copyOf(values, i + 1);
            registers[i] = 18 + i;
            values[i] = sum;
            var before = new Snapshot(HEAD + 8 * i + 4, 2 * i + 1, registers, values);
            Node address = graph.initial(10 + i);
            Node check = graph.check(address);
            Node access =
                    fault == Fault.STORE
                            ? graph.store(Width.S64, address, 8, sum)
                            : graph.load(Width.S32, address, 8);
            check.snapshot = before;
            access.snapshot = before;
            block.body.add(check);
            block.body.add(access);
            if (fault == Fault.LOAD) {
                values = values.clone();
                values[i] = access;
            }
        }
        block.end = Terminator.exit(new Snapshot(AFTER, 2 * ACCESSES, registers, values));
        return graph;
    }

    @ParameterizedTest
    @EnumSource
    void theStateAtAFaultIsThatBeforeItsInstruction(Fault fault) {
        long[] wild = {0, -8, -16, 1L << 42, (1L << 42) - 8, 1L << 63, DATA + 0x1000, -1L << 40};
        for (int registers : new int[] {1, 4, UnitBench.ALL}) {
            try (var bench = new UnitBench(1 << 20, registers)) {
                bench.memory.map(DATA, 0x1000, Permission.READ_WRITE);
                bench.install(accesses(fault));
                for (int at = 0; at <= ACCESSES; at++) {
                    for (long address : wild) {
                        check(bench, fault, at, address);
                    }
                }
            }
        }
    }

    private static void check(UnitBench bench, Fault fault, int at, long address) {
        bench.hart.instret = 0;
        for (int i = 0; i < ACCESSES; i++) {
            bench.hart.x[10 + i] = i == at ? address : DATA + 16 * i;
            bench.hart.x[18 + i] = 100;
            bench.memory.storeLong(DATA + 16 * i + 8, 5);
        }
        long[] x = bench.hart.x.clone();
        Departure departure = bench.run(HEAD, 1000);
        for (int i = 0; i < ACCESSES; i++) {
            boolean summed = i <= at;
            boolean accessed = i < at;
            boolean store = fault == Fault.STORE;
            x[18 + i] = accessed && !store ? 5 : summed ? 100 + i : 100;
            assertEquals(accessed && store ? 100 + i : 5, bench.memory.loadLong(DATA + 16 * i + 8));
        }
        assertArrayEquals(x, bench.hart.x);
        boolean none = at == ACCESSES;
        assertEquals(none ? Departure.EXIT : Departure.GAVE_UP, departure);
        assertEquals(none ? AFTER : HEAD + 8 * at + 4, bench.hart.pc);
        assertEquals(none ? 2 * ACCESSES : 2 * at + 1, bench.hart.instret);
    }

    @Test
    void countersCount() {
        try (var bench = new UnitBench()) {
            int counter = bench.cache.newCounter();
            int other = bench.cache.newCounter();
            Graph graph = step(0x1000, 1, 0x1000);
            graph.blocks.getFirst().body.add(graph.count(other));
            bench.install(graph);
            bench.run(0x1000, 100);
            assertEquals(0, bench.cache.counted(counter));
            assertEquals(100, bench.cache.counted(other));
        }
    }
}
