package dev.tracewright.jit.amd64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/// Accesses of compiled code that the host refuses.
final class FaultTest {
    private Workbench bench;

    @BeforeEach
    void open() {
        Workbench.assumeAvailable();
        bench = new Workbench();
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    /// Every kind of instruction that accesses guest memory, by way of R9.
    enum Access {
        LOAD_8((asm, mem) -> asm.movzx(8, Gpr.RDX, mem)),
        LOAD_16((asm, mem) -> asm.movsx(64, 16, Gpr.RDX, mem)),
        LOAD_32((asm, mem) -> asm.movsx(64, 32, Gpr.RDX, mem)),
        LOAD_64((asm, mem) -> asm.mov(64, Gpr.RDX, mem)),
        STORE_8((asm, mem) -> asm.mov(8, mem, Gpr.RDX)),
        STORE_16((asm, mem) -> asm.mov(16, mem, Gpr.RDX)),
        STORE_32((asm, mem) -> asm.mov(32, mem, Gpr.RDX)),
        STORE_64((asm, mem) -> asm.mov(64, mem, Gpr.RDX)),
        EXCHANGE((asm, mem) -> asm.xchg(32, mem, Gpr.RDX)),
        ADD((asm, mem) -> asm.lockXadd(64, mem, Gpr.RDX)),
        LOAD_DOUBLE((asm, mem) -> asm.movs(64, Xmm.XMM3, mem)),
        STORE_SINGLE((asm, mem) -> asm.movs(32, mem, Xmm.XMM3)),
        CONVERT((asm, mem) -> asm.cvts2s(64, Xmm.XMM3, mem)),
        FUSED((asm, mem) -> asm.fma(Fma.VFMADD231, 64, Xmm.XMM3, Xmm.XMM4, mem));

        private final BiConsumer<Assembler, Mem> instruction;

        Access(BiConsumer<Assembler, Mem> instruction) {
            this.instruction = instruction;
        }

        void emit(Assembler asm, int displacement) {
            instruction.accept(asm, Mem.guest(Gpr.R9, displacement));
        }

        boolean writes() {
            return name().startsWith("STORE") || this == EXCHANGE || this == ADD;
        }
    }

    @ParameterizedTest
    @EnumSource
    void faultDumpsAllRegistersAsTheyWere(Access access) {
        long address = Workbench.DATA + Workbench.DATA_LENGTH;
        Label faulting = new Label();
        long code =
                bench.place(
                        asm -> {
                            setRegisters(asm, address - 4);
                            asm.bind(faulting);
                            access.emit(asm, 4);
                            bench.leave(asm, 0);
                        });
        assertEquals(Stubs.FAULT, bench.area.enter(bench.state, code));
        assertEquals(code + faulting.position(), bench.state.get(StateLayout.SITE));
        assertEquals(bench.guest.hostBase() + address, bench.state.get(StateLayout.FAULT_ADDRESS));
        checkRegisters(address - 4);
        assertEquals(1000 + Gpr.R15.ordinal(), bench.state.get(StateLayout.BUDGET));
    }

    private static void setRegisters(Assembler asm, long address) {
        for (Xmm register : Xmm.values()) {
            asm.mov(Gpr.RAX, 0x1111_0000_2222_0000L * register.ordinal());
            asm.movd(64, register, Gpr.RAX);
        }
        for (Gpr register : Gpr.values()) {
            if (register != Gpr.RSP && register != Gpr.RBP) {
                asm.mov(register, 1000 + register.ordinal());
            }
        }
        asm.mov(Gpr.R9, address);
    }

    private void checkRegisters(long address) {
        for (Gpr register : Gpr.values()) {
            long expected =
                    switch (register) {
                        case R9 -> address;
                        case RBP -> bench.state.pointer();
                        default -> 1000 + register.ordinal();
                    };
            if (register != Gpr.RSP) {
                long actual = bench.state.get(StateLayout.dump(register));
                assertEquals(expected, actual, register.name());
            }
        }
        for (Xmm register : Xmm.values()) {
            assertEquals(
                    0x1111_0000_2222_0000L * register.ordinal(),
                    bench.state.get(StateLayout.dump(register)),
                    register.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void hostRefusesWhatTheGuestsPermissionsDo(Access access) {
        for (int permissions = 0; permissions < 8; permissions++) {
            // No host has pages that can be written and not read.
            if ((permissions & Permission.READ_WRITE) == Permission.WRITE) {
                continue;
            }
            bench.guest.protect(Workbench.DATA, Workbench.DATA_LENGTH, permissions);
            int needed = access.writes() ? Permission.READ_WRITE : Permission.READ;
            boolean allowed = (permissions & needed) == needed;
            int reason = access(access, Workbench.DATA);
            assertEquals(allowed ? 0 : Stubs.FAULT, reason, Permission.print(permissions));
        }
    }

    private int access(Access access, long address) {
        return bench.run(
                asm -> {
                    asm.mov(Gpr.R9, address - 4);
                    access.emit(asm, 4);
                    bench.leave(asm, 0);
                });
    }

    @Test
    void refusedStoreAcrossPagesWritesNothing() {
        long end = Workbench.DATA + Workbench.DATA_LENGTH;
        bench.guest.storeLong(end - 8, 0x1111_2222_3333_4444L);
        int reason =
                bench.run(
                        asm -> {
                            asm.mov(Gpr.RDX, -1);
                            asm.mov(64, Mem.guest((int) end - 4), Gpr.RDX);
                            bench.leave(asm, 0);
                        });
        assertEquals(Stubs.FAULT, reason);
        assertEquals(0x1111_2222_3333_4444L, bench.guest.loadLong(end - 8));
    }

    /// All addresses that differ from 0, -1 and the limit in one bit, and the edges.
    static List<Long> wildAddresses() {
        List<Long> addresses = new ArrayList<>();
        for (int bit = 0; bit < 64; bit++) {
            addresses.add(1L << bit);
            addresses.add(~(1L << bit));
            addresses.add(-(1L << bit));
            addresses.add((1L << bit) - 1);
            addresses.add((1L << 42) ^ 1L << bit);
        }
        addresses.add((1L << 42) + 1);
        return addresses;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, 2047, -2048, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void checkedAddressesReachNothingOutside(int displacement) {
        for (Access access : Access.values()) {
            long code = bench.place(asm -> checkedAccess(asm, access, displacement));
            for (long address : wildAddresses()) {
                bench.state.set(StateLayout.x(10), address);
                int reason = bench.area.enter(bench.state, code);
                long reached = address + displacement;
                boolean inside =
                        reached >= Workbench.DATA
                                && reached + 8 <= Workbench.DATA + Workbench.DATA_LENGTH;
                boolean passes = Long.compareUnsigned(address, GuestMemory.LIMIT) < 0;
                int expected = passes ? inside ? 0 : Stubs.FAULT : 1;
                assertEquals(expected, reason, access + " " + Long.toHexString(address));
            }
            bench.area.memory().flush();
        }
    }

    /// As compiled code does it: one comparison of the register, then any displacement.
    private void checkedAccess(Assembler asm, Access access, int displacement) {
        Label wild = new Label();
        asm.mov(64, Gpr.R9, Workbench.slot(StateLayout.x(10)));
        asm.alu(Alu.CMP, 64, Gpr.R9, Workbench.slot(StateLayout.LIMIT));
        asm.jcc(Condition.ABOVE_EQUAL, wild);
        access.emit(asm, displacement);
        bench.leave(asm, 0);
        asm.bind(wild);
        bench.leave(asm, 1);
    }

    @Test
    void addressesThatNoProcessorHasAreFaultsToo() {
        int reason =
                bench.run(
                        asm -> {
                            asm.mov(Gpr.R9, 0x4000_0000_0000_0000L);
                            asm.mov(64, Gpr.RDX, Mem.at(Gpr.R9, 0));
                            bench.leave(asm, 0);
                        });
        assertEquals(Stubs.FAULT, reason);
        assertEquals(0, bench.state.get(StateLayout.FAULT_ADDRESS));
    }

    /// HotSpot finds null pointers and stack overflows by the same signal.
    @Test
    void hotSpotsOwnFaultsAreLeftToIt() {
        int[] found = new int[2];
        for (int i = 0; i < 2000; i++) {
            assertEquals(Stubs.FAULT, access(Access.LOAD_64, 0));
            Node node = i % 2 == 0 ? null : new Node();
            try {
                found[0] += valueOf(node);
            } catch (NullPointerException e) {
                found[1]++;
            }
        }
        assertEquals(1000, found[0]);
        assertEquals(1000, found[1]);
        for (int i = 0; i < 10; i++) {
            assertThrows(StackOverflowError.class, () -> recurse(0));
            assertEquals(Stubs.FAULT, access(Access.STORE_8, 8));
        }
    }

    private static final class Node {
        final int value = 1;
    }

    private static int valueOf(Node node) {
        return node.value;
    }

    private static long recurse(long depth) {
        return recurse(depth + 1) + depth;
    }

    @Test
    void faultsOfSeveralThreadsDoNotMeet() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                long distance = 8L * i;
                Callable<Integer> work = () -> countExactFaults(distance);
                results.add(threads.submit(work));
            }
            for (Future<Integer> result : results) {
                assertEquals(2000, result.get());
            }
        }
    }

    private static int countExactFaults(long distance) {
        int exact = 0;
        try (Workbench own = new Workbench()) {
            long address = Workbench.DATA + Workbench.DATA_LENGTH + distance;
            long code =
                    own.place(
                            asm -> {
                                asm.mov(Gpr.R9, address - 4);
                                Access.LOAD_64.emit(asm, 4);
                                own.leave(asm, 0);
                            });
            for (int i = 0; i < 2000; i++) {
                boolean fault = own.area.enter(own.state, code) == Stubs.FAULT;
                long reached = own.state.get(StateLayout.FAULT_ADDRESS) - own.guest.hostBase();
                exact += fault && reached == address ? 1 : 0;
            }
        }
        return exact;
    }

    @Test
    void areasComeAndGo() {
        for (int i = 0; i < 3 * FaultHandler.RANGES; i++) {
            try (CodeArea area = CodeArea.open(1 << 16)) {
                Assembler asm = new Assembler();
                asm.mov(64, Gpr.RAX, Mem.guest(0));
                long code = area.memory().place(asm);
                assertEquals(Stubs.FAULT, area.enter(bench.state, code));
            }
        }
    }

    @Test
    void tooManyAreasAreRefused() {
        List<CodeArea> areas = new ArrayList<>();
        try {
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> {
                        for (int i = 0; i <= FaultHandler.RANGES; i++) {
                            areas.add(CodeArea.open(1 << 16));
                        }
                    });
            assertTrue(areas.size() > FaultHandler.RANGES / 2);
        } finally {
            areas.forEach(CodeArea::close);
        }
    }
}
