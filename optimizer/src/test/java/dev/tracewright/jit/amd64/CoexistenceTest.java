package dev.tracewright.jit.amd64;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.engine.Hart;
import dev.tracewright.isa.semantics.Fcsr;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.atomic.AtomicInteger;

/// Compiled code beside the JVM: collections, and floating-point state.
final class CoexistenceTest {
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

    @Test
    void collectionsDoNotWaitForALoop() throws InterruptedException {
        Label loop = new Label();
        long code =
                bench.place(
                        asm -> {
                            asm.bind(loop);
                            asm.alu(Alu.ADD, 64, Workbench.slot(StateLayout.x(5)), 1);
                            asm.alu(Alu.CMP, 64, Mem.guest((int) Workbench.DATA), 0);
                            asm.jcc(Condition.EQUAL, loop);
                            bench.leave(asm, 3);
                        });
        AtomicInteger reason = new AtomicInteger(-1);
        Thread guest = new Thread(() -> reason.set(bench.area.enter(bench.state, code)));
        guest.start();
        while (bench.state.get(StateLayout.x(5)) == 0) {
            Thread.onSpinWait();
        }
        // Only a collection that finishes beside the loop lets the loop end.
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        assertTrue(guest.isAlive());
        bench.guest.storeLong(Workbench.DATA, 1);
        guest.join();
        assertEquals(3, reason.get());
    }

    @Test
    void faultsAndFlushesLiveBesideCollections() throws InterruptedException {
        Thread collector =
                new Thread(
                        () -> {
                            while (!Thread.interrupted()) {
                                System.gc();
                            }
                        });
        collector.start();
        for (int i = 0; i < 3000; i++) {
            long value = i;
            int reason =
                    bench.run(
                            asm -> {
                                asm.mov(Gpr.RBX, value);
                                asm.mov(64, Mem.guest((int) Workbench.DATA), Gpr.RBX);
                                asm.mov(64, Mem.guest((int) value * 16), Gpr.RBX);
                                bench.leave(asm, 0);
                            });
            assertEquals(Stubs.FAULT, reason);
            assertEquals(value, bench.state.get(StateLayout.dump(Gpr.RBX)));
            assertEquals(value, bench.guest.loadLong(Workbench.DATA));
        }
        collector.interrupt();
        collector.join();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 1000, 12_345_678})
    void loopEndsWithItsBudget(long budget) {
        Label loop = new Label();
        bench.state.set(StateLayout.BUDGET, budget);
        int reason =
                bench.run(
                        asm -> {
                            asm.bind(loop);
                            asm.alu(Alu.ADD, 64, Workbench.slot(StateLayout.x(5)), 1);
                            asm.alu(Alu.SUB, 64, Gpr.R15, 1);
                            asm.jcc(Condition.GREATER, loop);
                            bench.leave(asm, 4);
                        });
        assertEquals(4, reason);
        assertEquals(0, bench.state.get(StateLayout.BUDGET));
        assertEquals(budget, bench.state.get(StateLayout.x(5)));
    }

    @Test
    void arithmeticOfJavaRaisesNoFlagsOfTheGuest() {
        Hart hart = new Hart(bench.guest);
        bench.state.load(hart);
        double sum = 0;
        for (int i = 1; i < 1000; i++) {
            sum += 1.0 / i;
            bench.run(asm -> bench.leave(asm, 0));
        }
        assertEquals(7.48, sum, 0.01);
        bench.state.store(hart);
        assertEquals(0, hart.fcsr.flags);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Fcsr.NX, Fcsr.UF, Fcsr.OF, Fcsr.DZ, Fcsr.NV, 31})
    void flagsOfTheGuestComeAndGo(int flags) {
        Hart hart = new Hart(bench.guest);
        hart.fcsr.flags = flags;
        bench.state.load(hart);
        bench.run(asm -> bench.leave(asm, 0));
        hart.fcsr.flags = 0;
        bench.state.setInt(StateLayout.FLAGS, 0);
        bench.state.store(hart);
        assertEquals(flags, hart.fcsr.flags);
    }

    @Test
    void guestsRoundingIsNotJavas() {
        Hart hart = new Hart(bench.guest);
        double third = 1.0 / 3;
        double[] expected = {third, third, third, Math.nextUp(third), third};
        for (int mode = Fcsr.RNE; mode <= Fcsr.RMM; mode++) {
            hart.fcsr.setValue(mode << 5);
            hart.f[1] = Double.doubleToRawLongBits(1);
            hart.f[2] = Double.doubleToRawLongBits(3);
            bench.state.load(hart);
            bench.run(
                    asm -> {
                        asm.movs(64, Xmm.XMM1, Workbench.slot(StateLayout.f(1)));
                        Mem divisor = Workbench.slot(StateLayout.f(2));
                        asm.scalar(FloatOp.DIV, 64, Xmm.XMM1, divisor);
                        asm.movs(64, Workbench.slot(StateLayout.f(3)), Xmm.XMM1);
                        bench.leave(asm, 0);
                    });
            double javas = Double.longBitsToDouble(hart.f[1]) / Double.longBitsToDouble(hart.f[2]);
            assertEquals(third, javas);
            bench.state.store(hart);
            assertEquals(expected[mode], Double.longBitsToDouble(hart.f[3]), "mode " + mode);
            assertEquals(Fcsr.NX, hart.fcsr.flags);
        }
    }
}
