package dev.tracewright.jit.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.jit.Departure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Random;

/// Compiled primitives have the values, and raise the flags, that their definitions say.
final class UnitPrimitiveTest {
    private static final long PC = 0x1000;
    private static final int RESULT = 5;
    private static final int DRAWS = 400;

    private static final long[] EDGES = {
        0,
        1,
        2,
        31,
        32,
        63,
        64,
        -1,
        -2,
        0x7f,
        0x80,
        0xffff,
        0x8000,
        0x7fff_ffffL,
        0x8000_0000L,
        0xffff_ffffL,
        0x1_0000_0000L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0xffff_ffff_8000_0000L,
        Double.doubleToRawLongBits(1.5),
        Double.doubleToRawLongBits(-0.0),
        0x7ff0_0000_0000_0000L,
        0x7ff8_0000_0000_0000L,
        0x7ff0_0000_0000_0001L,
        0xffff_ffff_3fc0_0000L,
        0xffff_ffff_7f80_0000L,
        0xffff_ffff_7fc0_0000L,
        0xffff_ffff_7f80_0001L,
        0xffff_ffff_8000_0001L,
        0xc340_0000_0000_0000L,
        0x43e0_0000_0000_0000L
    };

    /// What the operands of the operation are.
    private enum Form {
        REGISTERS,
        CONSTANTS,
        LAST_CONSTANT
    }

    @ParameterizedTest
    @EnumSource
    void valuesAndFlagsAreThoseOfTheDefinition(Primitive primitive) {
        var random = new Random(primitive.ordinal());
        try (var bench = new UnitBench()) {
            for (Form form : Form.values()) {
                int rm = primitive.rounds() ? random.nextInt(Fcsr.RMM + 1) : 0;
                long[] constants = {draw(random), draw(random), draw(random)};
                bench.install(graph(primitive, form, constants, rm));
                for (int i = 0; i < (form == Form.CONSTANTS ? 1 : DRAWS); i++) {
                    long[] operands = {draw(random), draw(random), draw(random)};
                    check(bench, primitive, form, operands, constants, rm);
                }
            }
        }
    }

    private static long draw(Random random) {
        return random.nextInt(3) == 0
                ? random.nextLong() >> random.nextInt(64)
                : EDGES[random.nextInt(EDGES.length)];
    }

    private static boolean isConstant(Form form, Primitive primitive, int i) {
        return form == Form.CONSTANTS || form == Form.LAST_CONSTANT && i == primitive.arity() - 1;
    }

    // The value goes to one register, and decides what goes to the next.
    private static Graph graph(Primitive primitive, Form form, long[] constants, int rm) {
        var graph = new Graph();
        Block block = graph.block(PC);
        block.entry = true;
        block.retires = 2;
        var operands = new Node[primitive.arity()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] =
                    isConstant(form, primitive, i)
                            ? graph.constant(constants[i])
                            : graph.initial(i + 1);
        }
        Node value = graph.apply(primitive, operands);
        Node condition = graph.apply(primitive, operands);
        value.rm = rm;
        condition.rm = rm;
        block.body.add(value);
        block.body.add(condition);
        Block ifTrue = leaving(graph, value, 1);
        Block ifFalse = leaving(graph, value, 0);
        block.end = Terminator.branch(condition, new Edge(ifTrue, 1), new Edge(ifFalse, 1));
        return graph;
    }

    private static Block leaving(Graph graph, Node value, long flag) {
        Block block = graph.block(PC + 4);
        int[] registers = {RESULT, RESULT + 1};
        Node[] values = {value, graph.constant(flag)};
        block.end = Terminator.exit(new Snapshot(PC + 8, 0, registers, values));
        return block;
    }

    private static void check(
            UnitBench bench,
            Primitive primitive,
            Form form,
            long[] operands,
            long[] constants,
            int rm) {
        long[] actual = new long[3];
        for (int i = 0; i < 3; i++) {
            bench.hart.x[i + 1] = operands[i];
            actual[i] = isConstant(form, primitive, i) ? constants[i] : operands[i];
        }
        bench.hart.instret = 7;
        bench.hart.fcsr.setValue(0);
        assertEquals(Departure.EXIT, bench.run(PC, 100));
        var fcsr = new Fcsr();
        long expected = primitive.apply(actual[0], actual[1], actual[2], rm, fcsr);
        String what = "%s %s %x %x %x".formatted(form, primitive, actual[0], actual[1], actual[2]);
        assertEquals(Long.toHexString(expected), Long.toHexString(bench.hart.x[RESULT]), what);
        assertEquals(expected != 0 ? 1 : 0, bench.hart.x[RESULT + 1], what);
        assertEquals(fcsr.value(), bench.hart.fcsr.value(), what);
        assertEquals(PC + 8, bench.hart.pc);
        assertEquals(9, bench.hart.instret);
    }
}
