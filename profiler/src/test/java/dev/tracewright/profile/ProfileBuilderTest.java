package dev.tracewright.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.isa.Opcode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

class ProfileBuilderTest {
    private static final long BASE = 0x1_0000;
    private static final ProgramIdentity PROGRAM = new ProgramIdentity("test", "", "00", List.of());

    private static Profile build(ProfileRecorder recorder, TestCode code) {
        var run = new RunSummary(recorder.instructions(), "exit status 0", "test", 0);
        return ProfileBuilder.build(recorder, code, PROGRAM, run);
    }

    /// A loop of two instructions, a system call, a call and a return.
    ///
    /// ```
    /// 10000: nop
    /// 10004: beq x1, x2, 10000
    /// 10008: ecall
    /// 1000c: jal ra, 10014
    /// 10010: ecall
    /// 10014: c.nop
    /// 10016: jalr x0, 0(ra)
    /// ```
    private static final TestCode LOOP =
            TestCode.of(
                    BASE,
                    Assembler.nop(),
                    Assembler.branch(-4),
                    Assembler.systemCall(),
                    Assembler.jump(1, 8),
                    Assembler.systemCall(),
                    Assembler.compressedNop(),
                    Assembler.indirect(0, 1));

    private static ProfileRecorder loop(long exit, long instret) {
        ProfileRecorder recorder = ProfileRecorder.counting(BASE, 0);
        CodeCounters counters = recorder.counters(BASE, LOOP.parcels());
        counters.counts[2 * 2 + 1] = 9;
        counters.counts[2 * 2] = 1;
        counters.counts[2 * 6] = 1;
        counters.indirect(11, BASE + 16);
        recorder.finish(exit, instret);
        return recorder;
    }

    @Test
    void blocksAndEdgesFollowFromTheCountedTransfers() {
        Profile profile = build(loop(BASE + 20, 10 * 2 + 1 + 1 + 2 + 1), LOOP);

        assertEquals(
                List.of(
                        new BlockCount(BASE, BASE + 8, 2, 10),
                        new BlockCount(BASE + 8, BASE + 12, 1, 1),
                        new BlockCount(BASE + 12, BASE + 16, 1, 1),
                        new BlockCount(BASE + 16, BASE + 20, 1, 1),
                        new BlockCount(BASE + 20, BASE + 26, 2, 1)),
                profile.blocks());
        assertEquals(
                List.of(
                        new EdgeCount(BASE, BASE, EdgeKind.TAKEN, 9),
                        new EdgeCount(BASE, BASE, EdgeKind.ENTRY, 1),
                        new EdgeCount(BASE, BASE + 8, EdgeKind.NOT_TAKEN, 1),
                        new EdgeCount(BASE + 8, BASE + 12, EdgeKind.SYSTEM_CALL, 1),
                        new EdgeCount(BASE + 12, BASE + 20, EdgeKind.CALL, 1),
                        new EdgeCount(BASE + 16, BASE + 20, EdgeKind.SYSTEM_CALL, 1),
                        new EdgeCount(BASE + 20, BASE + 16, EdgeKind.RETURN, 1),
                        new EdgeCount(BASE + 20, BASE + 20, EdgeKind.EXIT, 1)),
                profile.edges());
        assertEquals(
                Map.of(
                        Opcode.ADDI, 11L,
                        Opcode.BEQ, 10L,
                        Opcode.ECALL, 2L,
                        Opcode.JAL, 1L,
                        Opcode.JALR, 1L),
                profile.opcodes());
    }

    @Test
    void systemCallThatDoesNotRetireIsNotCounted() {
        Profile profile = build(loop(BASE + 16, 10 * 2 + 1 + 1 + 2), LOOP);

        assertTrue(profile.blockAt(BASE + 16).isEmpty());
        assertTrue(profile.edges().contains(new EdgeCount(BASE + 16, BASE + 16, EdgeKind.EXIT, 1)));
    }

    @Test
    void runThatStopsWithinABlockSplitsIt() {
        ProfileRecorder recorder = ProfileRecorder.counting(BASE, 100);
        recorder.counters(BASE, LOOP.parcels()).counts[5] = 7;
        recorder.finish(BASE + 4, 100 + 15);

        Profile profile = build(recorder, LOOP);

        assertEquals(
                List.of(
                        new BlockCount(BASE, BASE + 4, 1, 8),
                        new BlockCount(BASE + 4, BASE + 8, 1, 7)),
                profile.blocks());
    }

    @Test
    void miscountedTransferNamesItsBlock() {
        ProfileRecorder recorder = loop(BASE + 20, 25);
        recorder.counters(BASE, LOOP.parcels()).counts[12]++;

        var e = assertThrows(IllegalStateException.class, () -> build(recorder, LOOP));

        assertEquals(
                "block 0x1000c: was entered 1 times but left at 0x1000c 2 times", e.getMessage());
    }

    @Test
    void instructionsThatAreMissingAreNoticed() {
        var e = assertThrows(IllegalStateException.class, () -> build(loop(BASE + 20, 26), LOOP));

        assertEquals("the counters account for 25 instructions, but 26 retired", e.getMessage());
    }

    @Test
    void countsOfAnInstructionThatIsNoTransferAreRefused() {
        ProfileRecorder recorder = loop(BASE + 20, 25);
        recorder.counters(BASE, LOOP.parcels()).counts[0] = 1;

        var e = assertThrows(IllegalStateException.class, () -> build(recorder, LOOP));

        assertEquals("block 0x10000: was counted but does not end a block", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 300, 1_000_000})
    void countsEqualTheTruthOfRandomWalks(int redirections) {
        for (long seed = 0; seed < 60; seed++) {
            TestCode code = RandomProgram.generate(seed, 30 + (int) seed * 5);
            TestRun run =
                    TestRun.of(
                            code,
                            seed,
                            200 + (int) seed * 100,
                            redirections,
                            pc -> ProfileRecorder.counting(pc, 0));

            Profile profile = build(run.recorder, code);

            String message = "seed " + seed;
            assertEquals(blocks(run), profile.blocks(), message);
            assertEquals(edges(run), edges(profile), message);
            assertEquals(opcodes(run), profile.opcodes(), message);
            assertConserved(profile);
        }
    }

    private static List<BlockCount> blocks(TestRun run) {
        var counts = new TreeMap<Long, BlockCount>();
        for (TestRun.Block block : run.blocks()) {
            counts.merge(
                    block.start(),
                    new BlockCount(block.start(), block.end(), block.instructions(), 1),
                    (one, two) -> {
                        assertEquals(one.end(), two.end());
                        return new BlockCount(
                                one.start(), one.end(), one.instructions(), one.count() + 1);
                    });
        }
        return new ArrayList<>(counts.values());
    }

    private static Map<List<Object>, Long> edges(TestRun run) {
        var counts = new HashMap<List<Object>, Long>();
        Set<Long> leaders = run.leaders();
        long from = -1;
        for (TestRun.Step step : run.steps) {
            long pc = step.pc();
            if (leaders.contains(pc)) {
                EdgeKind kind = step.kind().orElse(EdgeKind.FALL_THROUGH);
                counts.merge(List.of(kind == EdgeKind.ENTRY ? pc : from, pc, kind), 1L, Long::sum);
                from = pc;
            }
            if (!step.executed()) {
                counts.merge(List.of(pc, pc, EdgeKind.EXIT), 1L, Long::sum);
            }
        }
        return counts;
    }

    private static Map<List<Object>, Long> edges(Profile profile) {
        var counts = new HashMap<List<Object>, Long>();
        for (EdgeCount edge : profile.edges()) {
            counts.put(List.of(edge.from(), edge.to(), edge.kind()), edge.count());
        }
        return counts;
    }

    private static Map<Opcode, Long> opcodes(TestRun run) {
        var counts = new EnumMap<Opcode, Long>(Opcode.class);
        for (TestRun.Step step : run.executed()) {
            counts.merge(run.code.at(step.pc()).orElseThrow().opcode(), 1L, Long::sum);
        }
        return counts;
    }

    /// What flows into an address flows out of it.
    static void assertConserved(Profile profile) {
        var balance = new TreeMap<Long, Long>();
        var left = new TreeMap<Long, Long>();
        for (EdgeCount edge : profile.edges()) {
            long sign = edge.kind() == EdgeKind.EXIT ? -1 : 1;
            balance.merge(edge.to(), sign * edge.count(), Long::sum);
            if (edge.kind() != EdgeKind.EXIT && edge.kind() != EdgeKind.ENTRY) {
                left.merge(edge.from(), edge.count(), Long::sum);
            }
        }
        for (BlockCount block : profile.blocks()) {
            balance.merge(block.start(), -block.count(), Long::sum);
            assertEquals(block.count(), left.get(block.start()), "out of " + block);
        }
        balance.forEach((pc, count) -> assertEquals(0, count, "at 0x" + Long.toHexString(pc)));
    }
}
