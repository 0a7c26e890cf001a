package dev.tracewright.jit.amd64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.engine.Hart;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Entering and leaving compiled code.
final class StubsTest {
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4711, Integer.MAX_VALUE})
    void codeLeavesWithTheReasonItChooses(int reason) {
        assertEquals(reason, bench.run(asm -> bench.leave(asm, reason)));
    }

    @Test
    void budgetIsInARegisterWhileCodeRuns() {
        bench.state.set(StateLayout.BUDGET, 1000);
        int reason =
                bench.run(
                        asm -> {
                            asm.alu(Alu.SUB, 64, Gpr.R15, 7);
                            bench.leave(asm, 0);
                        });
        assertEquals(0, reason);
        assertEquals(993, bench.state.get(StateLayout.BUDGET));
    }

    @Test
    void everyRegisterMayBeChanged() {
        int reason =
                bench.run(
                        asm -> {
                            for (Gpr register : Gpr.values()) {
                                if (register != Gpr.RSP && register != Gpr.RBP) {
                                    asm.mov(register, -1);
                                }
                            }
                            bench.leave(asm, 5);
                        });
        assertEquals(5, reason);
    }

    @Test
    void exitTellsWhereItCameFrom() {
        Label behind = new Label();
        long code =
                bench.place(
                        asm -> {
                            asm.nop(21);
                            asm.call(bench.area.stubs().exit());
                            asm.bind(behind);
                        });
        assertEquals(Stubs.EXIT, bench.area.enter(bench.state, code));
        assertEquals(code + behind.position(), bench.state.get(StateLayout.SITE));
    }

    @Test
    void deoptimizationDumpsAllRegisters() {
        Label behind = new Label();
        long code =
                bench.place(
                        asm -> {
                            for (Xmm register : Xmm.values()) {
                                asm.mov(Gpr.RAX, 0x1111_0000_2222_0000L * register.ordinal());
                                asm.movd(64, register, Gpr.RAX);
                            }
                            for (Gpr register : Gpr.values()) {
                                if (register != Gpr.RSP && register != Gpr.RBP) {
                                    asm.mov(register, 0x0123_4567_0000_0000L + register.ordinal());
                                }
                            }
                            asm.call(bench.area.stubs().deopt());
                            asm.bind(behind);
                        });
        assertEquals(Stubs.DEOPT, bench.area.enter(bench.state, code));
        assertEquals(code + behind.position(), bench.state.get(StateLayout.SITE));
        for (Gpr register : Gpr.values()) {
            if (register == Gpr.RSP) {
                continue;
            }
            long expected =
                    register == Gpr.RBP
                            ? bench.state.pointer()
                            : 0x0123_4567_0000_0000L + register.ordinal();
            assertEquals(expected, bench.state.get(StateLayout.dump(register)), register.name());
        }
        for (Xmm register : Xmm.values()) {
            assertEquals(
                    0x1111_0000_2222_0000L * register.ordinal(),
                    bench.state.get(StateLayout.dump(register)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 0x10074, 0x8000, 0x1_0000_8000L, -2, 0x3ff_ffff_fffeL})
    void lookupFindsWhatWasEntered(long pc) {
        long lookup =
                bench.place(
                        asm -> {
                            asm.mov(Gpr.RAX, pc);
                            asm.jmp(bench.area.stubs().lookup());
                        });
        long target = bench.place(asm -> bench.leave(asm, 7));
        assertEquals(Stubs.LOOKUP_MISS, bench.area.enter(bench.state, lookup));
        assertEquals(pc, bench.state.get(StateLayout.PC));
        bench.state.setTarget(pc, target);
        assertEquals(7, bench.area.enter(bench.state, lookup));
        bench.state.removeTarget(pc + (1L << 15));
        assertEquals(7, bench.area.enter(bench.state, lookup));
        bench.state.removeTarget(pc);
        assertEquals(Stubs.LOOKUP_MISS, bench.area.enter(bench.state, lookup));
        bench.state.setTarget(pc, target);
        bench.state.clearTargets();
        assertEquals(Stubs.LOOKUP_MISS, bench.area.enter(bench.state, lookup));
        bench.state.setTarget(pc, target);
        bench.state.setTarget(pc + (1L << 15), target);
        assertEquals(Stubs.LOOKUP_MISS, bench.area.enter(bench.state, lookup));
    }

    @Test
    void guestMemoryIsAtTheBaseOfGs() {
        bench.guest.storeLong(Workbench.DATA + 8, 0x1122_3344_5566_7788L);
        int reason =
                bench.run(
                        asm -> {
                            asm.mov(Gpr.RBX, Workbench.DATA);
                            asm.mov(64, Gpr.RCX, Mem.guest(Gpr.RBX, 8));
                            asm.mov(64, Mem.guest((int) Workbench.DATA + 16), Gpr.RCX);
                            bench.leave(asm, 1);
                        });
        assertEquals(1, reason);
        assertEquals(0x1122_3344_5566_7788L, bench.guest.loadLong(Workbench.DATA + 16));
    }

    @Test
    void registersOfTheHartComeAndGo() {
        Hart hart = new Hart(bench.guest);
        for (int i = 0; i < 32; i++) {
            hart.x[i] = 100L * i;
            hart.f[i] = -100L * i;
        }
        hart.fcsr.setValue(0x61);
        hart.reservation = 0x1234;
        hart.reservedValue = 99;
        bench.state.load(hart);
        bench.run(
                asm -> {
                    for (int i = 1; i < 32; i++) {
                        asm.alu(Alu.ADD, 64, Workbench.slot(StateLayout.x(i)), i);
                        asm.alu(Alu.SUB, 64, Workbench.slot(StateLayout.f(i)), i);
                    }
                    bench.leave(asm, 0);
                });
        hart.reservation = 0;
        bench.state.store(hart);
        for (int i = 0; i < 32; i++) {
            assertEquals(101L * i, hart.x[i]);
            assertEquals(-101L * i, hart.f[i]);
        }
        assertEquals(0x61, hart.fcsr.value());
        assertEquals(0x1234, hart.reservation);
        assertEquals(99, hart.reservedValue);
    }
}
