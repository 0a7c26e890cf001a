package dev.tracewright.jit.amd64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.jit.Departure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.Random;

/// Primitives in machine code have the values, and raise the flags, that their definitions say, or
/// leave everything as it was for the interpreter; wherever their operands are.
final class UnitPrimitiveTest {
    private static final long PC = 0x1000;
    private static final int DRAWS = 150;
    private static final int SUMS = 14;

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
        Double.doubleToRawLongBits(-0.5),
        Double.doubleToRawLongBits(0x1p31),
        Double.doubleToRawLongBits(-0x1p31 - 0.5),
        Double.doubleToRawLongBits(0x1p32 + 0.5),
        Double.doubleToRawLongBits(0x1p63),
        Double.doubleToRawLongBits(-0x1p63),
        Double.doubleToRawLongBits(Double.MIN_NORMAL),
        0x7ff0_0000_0000_0000L,
        0xfff0_0000_0000_0000L,
        0x7ff8_0000_0000_0000L,
        0x7ff0_0000_0000_0001L,
        0xffff_ffff_3fc0_0000L,
        0xffff_ffff_bf00_0000L,
        0xffff_ffff_4f00_0000L,
        0xffff_ffff_4f80_0000L,
        0xffff_ffff_5f00_0000L,
        0xffff_ffff_0080_0000L,
        0xffff_ffff_0000_0000L,
        0xffff_ffff_7f80_0000L,
        0xffff_ffff_7fc0_0000L,
        0xffff_ffff_7f80_0001L,
        0xffff_ffff_8000_0001L,
        0xc340_0000_0000_0000L,
        0x43e0_0000_0000_0000L
    };

    /// What the operands are: integer registers, floating-point registers, or constants; all
    /// different or all the same.
    private enum Form {
        INTEGERS(0, 0, false),
        FLOATS(32, 0, false),
        SAME(0, 0, true),
        CONSTANTS(0, 3, false),
        FIRST_CONSTANT(0, 1, false),
        LAST_CONSTANT(0, 2, false);

        final int firstRegister;
        final int constants;
        final boolean same;

        Form(int firstRegister, int constants, boolean same) {
            this.firstRegister = firstRegister;
            this.constants = constants;
            this.same = same;
        }

        boolean isConstant(int i, int arity) {
            return switch (constants) {
                case 3 -> true;
                case 1 -> i == 0;
                case 2 -> i == arity - 1;
                default -> false;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesAndFlagsAreThoseOfTheDefinition(Primitive primitive) {
        var random = new Random(primitive.ordinal());
        for (int registers : new int[] {1, 3, UnitBench.ALL}) {
            try (var bench = new UnitBench(1 << 20, registers)) {
                for (Form form : Form.values()) {
                    for (int vector = 0; vector < 2; vector++) {
                        check(bench, primitive, form, vector, random);
                    }
                }
            }
        }
    }

    private static void check(
            UnitBench bench, Primitive primitive, Form form, int vector, Random random) {
        int rm = primitive.rounds() ? random.nextInt(Fcsr.RMM + 1) : 0;
        long[] constants = {draw(random), draw(random), draw(random)};
        bench.install(graph(primitive, form, vector == 1, constants, rm));
        for (int i = 0; i < (form == Form.CONSTANTS ? 1 : DRAWS); i++) {
            long[] actual = new long[3];
            for (int k = 0; k < 3; k++) {
                long operand = draw(random);
                bench.hart.x[k + 1] = operand;
                bench.hart.f[k + 1] = operand;
                actual[k] = form.isConstant(k, primitive.arity()) ? constants[k] : operand;
            }
            if (form.same) {
                actual[1] = actual[0];
                actual[2] = actual[0];
            }
            run(bench, primitive, form, vector == 1, actual, rm);
        }
    }

    private static long draw(Random random) {
        return random.nextInt(3) == 0
                ? random.nextLong() >> random.nextInt(64)
                : EDGES[random.nextInt(EDGES.length)];
    }

    /// Sums that are needed at the end lie around the operation, and take registers from it.
    private static Graph graph(
            Primitive primitive, Form form, boolean vector, long[] constants, int rm) {
        var graph = new Graph();
        Block block = graph.block(PC);
        block.entry = true;
        block.retires = 2;
        var registers = new int[SUMS + 1];
        var values = new Node[SUMS + 1];
        for (int i = 0; i < SUMS; i++) {
            registers[i] = 8 + i;
            values[i] = graph.apply(Primitive.ADD, graph.initial(8 + i), graph.constant(i + 1));
            block.body.add(values[i]);
        }
        var operands = new Node[primitive.arity()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] =
                    form.isConstant(i, operands.length)
                            ? graph.constant(constants[i])
                            : graph.initial(form.firstRegister + (form.same ? 1 : i + 1));
        }
        Node value = graph.apply(primitive, operands);
        value.rm = rm;
        if (primitive.floating()) {
            value.snapshot =
                    new Snapshot(
                            PC + 4, 1, Arrays.copyOf(registers, SUMS), Arrays.copyOf(values, SUMS));
        }
        block.body.add(value);
        registers[SUMS] = vector ? Graph.F0 + 5 : 30;
        values[SUMS] = value;
        block.end = Terminator.exit(new Snapshot(PC + 8, 2, registers, values));
        return graph;
    }

    private static void run(
            UnitBench bench, Primitive primitive, Form form, boolean vector, long[] in, int rm) {
        for (int i = 0; i < SUMS; i++) {
            bench.hart.x[8 + i] = 1000L * i;
        }
        bench.hart.instret = 7;
        bench.hart.fcsr.setValue(0);
        Departure departure = bench.run(PC, 100);
        var fcsr = new Fcsr();
        long expected = primitive.apply(in[0], in[1], in[2], rm, fcsr);
        String what = "%s %s %x %x %x rm %d".formatted(form, primitive, in[0], in[1], in[2], rm);
        for (int i = 0; i < SUMS; i++) {
            assertEquals(1000L * i + i + 1, bench.hart.x[8 + i], what);
        }
        if (departure == Departure.GAVE_UP && primitive.floating()) {
            assertEquals(PC + 4, bench.hart.pc, what);
            assertEquals(8, bench.hart.instret, what);
            assertEquals(fcsr.value(), fcsr.value() | bench.hart.fcsr.value(), what);
            return;
        }
        assertEquals(Departure.EXIT, departure, what);
        long actual = vector ? bench.hart.f[5] : bench.hart.x[30];
        assertEquals(Long.toHexString(expected), Long.toHexString(actual), what);
        assertEquals(fcsr.value(), bench.hart.fcsr.value(), what);
        assertEquals(PC + 8, bench.hart.pc);
        assertEquals(9, bench.hart.instret);
    }
}
