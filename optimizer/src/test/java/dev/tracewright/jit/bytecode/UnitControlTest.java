package dev.tracewright.jit.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;
import dev.tracewright.jit.Departure;
import dev.tracewright.jit.UnitRefusedException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// Control in, through and out of units.
final class UnitControlTest {
    private static final long HEAD = 0x1000;
    private static final long LOOP = 0x1008;
    private static final long AFTER = 0x1020;

    private static Snapshot snapshot(long pc, int retired, int[] registers, Node... values) {
        return new Snapshot(pc, retired, registers, values);
    }

    // Two instructions, then a loop of three: swaps x5 and x6 and counts x7 down.
    private static Graph loop() {
        var graph = new Graph();
        Block entry = graph.block(HEAD);
        Block loop = graph.block(LOOP);
        Block exit = graph.block(AFTER);
        entry.entry = true;
        entry.retires = 2;
        int[] registers = {5, 6, 7};
        var a = graph.parameter(5);
        var b = graph.parameter(6);
        var n = graph.parameter(7);
        loop.parameters.addAll(List.of(a, b, n));
        loop.loopHead = true;
        loop.retires = 3;
        loop.start = snapshot(LOOP, 0, registers, a, b, n);
        Node first = graph.apply(Primitive.ADD, graph.initial(5), graph.constant(1));
        entry.body.add(first);
        entry.end = Terminator.jump(new Edge(loop, 1));
        entry.end.taken.args = new Node[] {first, graph.initial(6), graph.initial(7)};
        Node less = graph.apply(Primitive.SUB, n, graph.constant(1));
        loop.body.add(less);
        Edge again = new Edge(loop, 9);
        again.args = new Node[] {b, a, less};
        Edge out = new Edge(exit, 1);
        loop.end = Terminator.branch(less, again, out);
        exit.end = Terminator.exit(snapshot(AFTER, 0, registers, b, a, less));
        return graph;
    }

    private static void prepare(UnitBench bench) {
        bench.hart.x[5] = 100;
        bench.hart.x[6] = 200;
        bench.hart.x[7] = 4;
        bench.hart.instret = 50;
    }

    @Test
    void valuesGoRoundALoopAtTheSameTime() {
        try (var bench = new UnitBench()) {
            bench.install(loop());
            prepare(bench);
            assertEquals(Departure.EXIT, bench.run(HEAD, Long.MAX_VALUE));
            assertEquals(AFTER, bench.hart.pc);
            assertEquals(50 + 2 + 4 * 3, bench.hart.instret);
            assertEquals(
                    List.of(101L, 200L, 0L),
                    List.of(bench.hart.x[5], bench.hart.x[6], bench.hart.x[7]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void noMoreRetireThanTheLimitSaysAndNoFewerThanFit(int budget) {
        try (var bench = new UnitBench()) {
            bench.install(loop());
            prepare(bench);
            Departure departure = bench.run(HEAD, 50 + budget);
            // Whole rounds, after the two instructions before the loop.
            int rounds = budget < 2 ? -1 : Math.min(4, (budget - 2) / 3);
            assertEquals(rounds == 4 ? Departure.EXIT : Departure.BUDGET, departure);
            assertEquals(rounds < 0 ? 50 : 52 + 3 * rounds, bench.hart.instret);
            assertEquals(rounds < 0 ? HEAD : rounds == 4 ? AFTER : LOOP, bench.hart.pc);
            boolean swapped = rounds % 2 == 1;
            assertEquals(rounds < 0 ? 100 : swapped ? 200 : 101, bench.hart.x[5]);
            assertEquals(rounds < 0 ? 4 : 4 - rounds, bench.hart.x[7]);
        }
    }

    // Writes its number to x5 and goes on where x6 says, having executed one instruction.
    private static Graph step(long pc, long number) {
        var graph = new Graph();
        Block block = graph.block(pc);
        block.entry = true;
        block.retires = 1;
        Node sum = graph.apply(Primitive.ADD, graph.initial(5), graph.constant(number));
        Node target = graph.apply(Primitive.AND, graph.initial(6), graph.constant(-2));
        block.body.add(sum);
        block.body.add(target);
        Node next = graph.initial(7);
        block.end =
                Terminator.exitIndirect(
                        target, snapshot(0, 1, new int[] {5, 6, 7}, sum, next, target));
        block.end.site = pc + 1_000_000;
        return graph;
    }

    @Test
    void controlGoesFromUnitToUnitUntilThereIsNone() {
        try (var bench = new UnitBench()) {
            for (int i = 0; i < 1_000; i++) {
                bench.cache().install(bench.cache().compile(step(HEAD + 2 * i, i)));
            }
            bench.hart.x[6] = HEAD + 2 * 999 + 1;
            bench.hart.x[7] = AFTER << 16;
            assertEquals(Departure.EXIT, bench.run(HEAD + 2 * 500, Long.MAX_VALUE));
            assertEquals(AFTER << 16, bench.hart.pc);
            assertEquals(500 + 999, bench.hart.x[5]);
            assertEquals(2, bench.hart.instret);
            assertEquals(HEAD + 2 * 999 + 1_000_000, bench.cache().exitSite());
        }
    }

    @Test
    void anEntryIsThatOfTheLastUnitAndOfNoneAfterAFlush() {
        try (var bench = new UnitBench()) {
            bench.install(step(HEAD, 1));
            bench.cache().install(bench.cache().compile(step(HEAD, 2)));
            bench.hart.x[6] = AFTER;
            bench.run(HEAD, 10);
            assertEquals(2, bench.hart.x[5]);
            assertTrue(bench.cache().hasEntry(HEAD));
            assertFalse(bench.cache().hasEntry(HEAD + 2));
            bench.cache().flush();
            assertFalse(bench.cache().hasEntry(HEAD));
            assertEquals(Departure.EXIT, bench.run(HEAD, 10));
            assertEquals(HEAD, bench.hart.pc);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyEntryBeginsWhereItSays(int entry) {
        var graph = new Graph();
        var entries = new Block[3];
        for (int i = 0; i < 3; i++) {
            entries[i] = graph.block(HEAD + 4 * i);
            entries[i].entry = true;
            entries[i].retires = 1;
        }
        Block meet = graph.block(AFTER);
        Node sum = graph.parameter(5);
        meet.parameters.add(sum);
        meet.end = Terminator.interpret(snapshot(AFTER, 0, new int[] {5}, sum));
        for (int i = 0; i < 3; i++) {
            Node more = graph.apply(Primitive.ADD, graph.initial(5), graph.constant(1 << i));
            entries[i].body.add(more);
            entries[i].end = Terminator.jump(new Edge(meet, 1));
            entries[i].end.taken.args = new Node[] {more};
        }
        try (var bench = new UnitBench()) {
            bench.install(graph);
            assertEquals(Departure.INTERPRET, bench.run(HEAD + 4 * entry, 10));
            assertEquals(1 << entry, bench.hart.x[5]);
            assertEquals(1, bench.hart.instret);
        }
    }

    @Test
    void countersCountWhatIsExecuted() {
        try (var bench = new UnitBench()) {
            int unused = bench.cache().newCounter();
            for (int i = 0; i < 200; i++) {
                bench.cache().newCounter();
            }
            int counter = bench.cache().newCounter();
            var graph = loop();
            graph.blocks.get(1).body.addFirst(graph.count(counter));
            bench.install(graph);
            prepare(bench);
            bench.run(HEAD, Long.MAX_VALUE);
            assertEquals(4, bench.cache().counted(counter));
            assertEquals(0, bench.cache().counted(unused));
        }
    }

    @Test
    void aUnitIsNotEnteredInAnotherRoundingMode() {
        try (var bench = new UnitBench()) {
            bench.install(step(HEAD, 1));
            bench.hart.fcsr.rounding = Fcsr.RUP;
            assertEquals(Departure.INTERPRET, bench.run(HEAD, 10));
            assertEquals(HEAD, bench.hart.pc);
            assertEquals(0, bench.hart.instret);
        }
    }

    @Test
    void exitsSwapRegistersThatWereNeverRead() {
        var graph = new Graph();
        Block block = graph.block(HEAD);
        block.entry = true;
        block.retires = 1;
        block.end =
                Terminator.exit(
                        snapshot(
                                AFTER,
                                1,
                                new int[] {5, 6, 33, 34},
                                graph.initial(6),
                                graph.initial(5),
                                graph.initial(34),
                                graph.initial(33)));
        try (var bench = new UnitBench()) {
            bench.install(graph);
            prepare(bench);
            bench.hart.f[1] = 11;
            bench.hart.f[2] = 22;
            bench.run(HEAD, 100);
            assertEquals(
                    List.of(200L, 100L, 22L, 11L),
                    List.of(bench.hart.x[5], bench.hart.x[6], bench.hart.f[1], bench.hart.f[2]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 2_000, 20_000})
    void whatHotSpotWouldNotCompileIsRefused(int loads) {
        var graph = new Graph();
        Block block = graph.block(HEAD);
        block.entry = true;
        block.retires = loads;
        for (int i = 0; i < loads; i++) {
            Node load = graph.load(Width.S64, graph.initial(10), 8 * i);
            load.snapshot = snapshot(HEAD + 2 * i, i, new int[0]);
            block.body.add(load);
        }
        block.end = Terminator.exit(snapshot(AFTER, loads, new int[0]));
        try (var bench = new UnitBench()) {
            assertThrows(UnitRefusedException.class, () -> bench.cache().compile(graph));
        }
    }

    @Test
    void aFullCacheTakesUnitsAgainWhenItHasBeenFlushed() {
        try (var bench = new UnitBench();
                var cache = new BytecodeBackEnd(500).open(bench.memory())) {
            int installed = 0;
            while (cache.install(cache.compile(step(HEAD + 4 * installed, 1)))) {
                installed++;
            }
            assertTrue(installed > 1, installed + " fit");
            cache.flush();
            assertTrue(cache.install(cache.compile(step(HEAD, 1))));
            assertTrue(cache.hasEntry(HEAD));
        }
    }

    @Test
    void theListingShowsEveryMethod() {
        try (var bench = new UnitBench()) {
            String listing = bench.cache().compile(loop()).listing();
            assertTrue(listing.startsWith("run, "), listing);
            assertTrue(listing.contains("leave0, "), listing);
            assertTrue(listing.contains("lsub"), listing);
        }
    }
}
