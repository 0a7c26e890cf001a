package dev.tracewright.jit.bytecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;
import dev.tracewright.isa.semantics.Width;
import dev.tracewright.jit.Departure;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Compiled loads and stores do what the guest may do, and give up where it may not or where the
/// access crosses pages.
final class UnitMemoryTest {
    private static final long PC = 0x1000;
    private static final int BASE = 10;
    private static final int VALUE = 11;
    private static final int LOADED = 12;
    private static final int OTHER = 13;
    private static final int[] DISPLACEMENTS = {0, 1, -8, 2047, -2048, 1 << 30};

    // Around the edges of what is mapped, of what is addressable, and of what a number can be.
    private static List<Long> addresses() {
        var addresses = new ArrayList<Long>();
        long limit = 1L << GuestMemory.ADDRESS_BITS;
        for (long edge :
                new long[] {
                    0,
                    UnitBench.DATA,
                    UnitBench.DATA + 0x1000,
                    UnitBench.READ_ONLY,
                    UnitBench.NOTHING,
                    1L << 31,
                    1L << 32,
                    limit,
                    2 * limit,
                    Long.MIN_VALUE,
                    Long.MAX_VALUE
                }) {
            for (long offset : new long[] {-9, -8, -7, -4, -3, -2, -1, 0, 1, 2, 3, 5, 8}) {
                addresses.add(edge + offset);
            }
        }
        var random = new Random(1);
        for (int i = 0; i < 64; i++) {
            addresses.add(1L << i);
            addresses.add(random.nextLong());
        }
        return addresses;
    }

    private static Graph graph(Width width, int displacement, boolean stores) {
        var graph = new Graph();
        Block block = graph.block(PC);
        block.entry = true;
        block.retires = 3;
        Node address = graph.initial(BASE);
        Node other = graph.constant(77);
        Node access =
                stores
                        ? graph.store(width, address, displacement, graph.initial(VALUE))
                        : graph.load(width, address, displacement);
        access.snapshot = new Snapshot(PC + 4, 1, new int[] {OTHER}, new Node[] {other});
        block.body.add(access);
        int[] registers = stores ? new int[] {OTHER} : new int[] {LOADED, OTHER};
        Node[] values = stores ? new Node[] {other} : new Node[] {access, other};
        block.end = Terminator.exit(new Snapshot(PC + 12, 3, registers, values));
        return graph;
    }

    @ParameterizedTest
    @EnumSource
    void loadsAreThoseOfTheGuestsMemory(Width width) {
        try (var bench = new UnitBench()) {
            var random = new Random(width.ordinal());
            for (long at = UnitBench.DATA; at < UnitBench.DATA + 0x2000; at += 8) {
                bench.memory().storeLong(at, random.nextLong());
            }
            for (int displacement : DISPLACEMENTS) {
                bench.install(graph(width, displacement, false));
                for (long address : addresses()) {
                    bench.hart.x[LOADED] = -5;
                    boolean permitted =
                            start(bench, address - displacement, address, width, Permission.READ);
                    long expected = permitted ? loaded(bench.memory(), width, address) : -5;
                    assertEquals(expected, bench.hart.x[LOADED], Long.toHexString(address));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void storesChangeTheirBytesAndNoOthers(Width width) {
        try (var bench = new UnitBench()) {
            var random = new Random(width.ordinal());
            for (int displacement : DISPLACEMENTS) {
                bench.install(graph(width, displacement, true));
                for (long address : addresses()) {
                    long value = random.nextLong();
                    byte[] expected = contents(bench.memory());
                    bench.hart.x[VALUE] = value;
                    if (start(bench, address - displacement, address, width, Permission.WRITE)) {
                        for (int i = 0; i < width.bytes(); i++) {
                            int at = (int) (address - UnitBench.DATA) + i;
                            expected[at] = (byte) (value >> 8 * i);
                        }
                    }
                    assertArrayEquals(
                            expected, contents(bench.memory()), Long.toHexString(address));
                }
            }
        }
    }

    // Whether the access was made; if not, control has left before the instruction.
    private static boolean start(
            UnitBench bench, long base, long address, Width width, int access) {
        bench.hart.x[BASE] = base;
        bench.hart.x[OTHER] = 1;
        bench.hart.instret = 0;
        Departure departure = bench.run(PC, 3);
        boolean crosses = (address & 0xfff) > 0x1000 - width.bytes();
        boolean permitted = !crosses && bench.memory().isAccessible(address, width.bytes(), access);
        String what = Long.toHexString(address);
        assertEquals(permitted ? Departure.EXIT : Departure.GAVE_UP, departure, what);
        assertEquals(permitted ? PC + 12 : PC + 4, bench.hart.pc, what);
        assertEquals(permitted ? 3 : 1, bench.hart.instret, what);
        assertEquals(77, bench.hart.x[OTHER], what);
        return permitted;
    }

    private static byte[] contents(GuestMemory memory) {
        byte[] contents = new byte[(int) (UnitBench.NOTHING - UnitBench.DATA)];
        memory.read(UnitBench.DATA, contents, 0, contents.length);
        return contents;
    }

    private static long loaded(GuestMemory memory, Width width, long address) {
        return switch (width) {
            case S8 -> memory.loadByte(address);
            case U8 -> memory.loadByte(address) & 0xff;
            case S16 -> memory.loadShort(address);
            case U16 -> memory.loadShort(address) & 0xffff;
            case S32 -> memory.loadInt(address);
            case U32 -> Integer.toUnsignedLong(memory.loadInt(address));
            case S64 -> memory.loadLong(address);
        };
    }
}
