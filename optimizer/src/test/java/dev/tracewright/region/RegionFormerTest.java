package dev.tracewright.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.guest.ProfiledRun;
import dev.tracewright.guest.RandomProgram;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class RegionFormerTest {
    private static final String NEST =
            """
            addi x10, x0, 200
            outer: addi x11, x0, 20
            inner: addi x12, x12, 1
            andi x13, x12, 63
            bne x13, x0, usual
            addi x14, x14, 1
            usual: addi x11, x11, -1
            bne x11, x0, inner
            addi x10, x10, -1
            bne x10, x0, outer
            addi x17, x0, 93
            ecall
            """;

    private static final String CALLS =
            """
            addi x10, x0, 500
            loop: addi x11, x0, 3
            jal x1, twice
            xor x15, x15, x11
            addi x10, x10, -1
            bne x10, x0, loop
            addi x17, x0, 93
            ecall
            twice: addi x5, x1, 0
            jal x1, once
            jal x1, once
            jalr x0, x5, 0
            once: addi x11, x11, 7
            jalr x0, x1, 0
            """;

    private static final String RECURSION =
            """
            addi x10, x0, 12
            jal x1, fib
            addi x17, x0, 93
            ecall
            fib: addi x5, x0, 2
            blt x10, x5, small
            addi x2, x2, -32
            sd x2, x1, 0
            sd x2, x10, 8
            addi x10, x10, -1
            jal x1, fib
            sd x2, x10, 16
            ld x10, x2, 8
            addi x10, x10, -2
            jal x1, fib
            ld x11, x2, 16
            add x10, x10, x11
            ld x1, x2, 0
            addi x2, x2, 32
            small: jalr x0, x1, 0
            """;

    private static RegionFormer former(ProfiledRun run, RegionOptions options) {
        return new RegionFormer(
                run.code(),
                new ProfiledCounts(run.profile(), run.code()),
                (_, instruction) -> Compilable.compiles(instruction),
                options);
    }

    private static HotRegion around(ProfiledRun run, String label) {
        return former(run, RegionOptions.defaults())
                .formAround(run.code().address(label), _ -> false)
                .orElseThrow()
                .region();
    }

    private static List<Long> starts(HotRegion region) {
        return region.blocks().stream().map(RegionBlock::start).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"outer", "inner", "usual"})
    void aRegionBeginsAtTheHeadOfTheOutermostLoop(String label) {
        ProfiledRun run = ProfiledRun.of(NEST);
        HotRegion region = around(run, label);
        assertEquals(run.code().address("outer"), region.head());
        assertEquals(9, region.length());
        assertEquals(new HashSet<>(starts(region)).size(), region.blocks().size());
    }

    @Test
    void aLoopThatDoesNotFitIsLeftForTheOneInside() {
        ProfiledRun run = ProfiledRun.of(NEST);
        RegionFormer former = former(run, RegionOptions.defaults().withMaxInstructions(7));
        Formation formation =
                former.formAround(run.code().address("usual"), _ -> false).orElseThrow();
        assertEquals(run.code().address("inner"), formation.region().head());
        assertTrue(formation.region().length() <= 7);
        assertTrue(
                formation.rejected().stream()
                        .anyMatch(r -> r.reason() == RejectedWay.Reason.REGION_FULL));
    }

    @Test
    void calleesAreCopiedForEachCallAndReturnToIt() {
        ProfiledRun run = ProfiledRun.of(CALLS);
        HotRegion region = around(run, "once");
        assertEquals(run.code().address("loop"), region.head());
        long once = run.code().address("once");
        assertEquals(2, starts(region).stream().filter(start -> start == once).count());
        for (RegionBlock block : region.blocks()) {
            if (block.flow() instanceof Flow.Indirect(List<Way> expected, long others)) {
                assertEquals(1, expected.size());
                assertFalse(expected.getFirst().leaves());
                assertEquals(0, others);
            }
        }
        assertEquals(List.of(0), region.entries());
    }

    @Test
    void aRecursiveFunctionIsOneRegionThatIsEnteredWhereItReturns() {
        ProfiledRun run = ProfiledRun.of(RECURSION);
        HotRegion region = around(run, "small");
        assertEquals(run.code().address("fib"), region.head());
        assertEquals(new HashSet<>(starts(region)).size(), region.blocks().size());
        Set<Long> entries = new HashSet<>();
        region.entries().forEach(entry -> entries.add(region.blocks().get(entry).start()));
        long head = region.head();
        assertEquals(Set.of(head, head + 28, head + 44), entries);
    }

    @Test
    void aRegionThatBelongsElsewhereIsNotGrownInto() {
        ProfiledRun run = ProfiledRun.of(NEST);
        long inner = run.code().address("inner");
        Formation formation =
                former(run, RegionOptions.defaults())
                        .formAround(run.code().address("outer"), pc -> pc == inner)
                        .orElseThrow();
        assertFalse(starts(formation.region()).contains(inner));
        assertTrue(
                formation.rejected().stream()
                        .anyMatch(r -> r.reason() == RejectedWay.Reason.OTHER_REGION));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20, 250})
    void everyRegionOfARandomProgramIsWellFormed(int most) {
        for (long seed = 0; seed < 6; seed++) {
            ProfiledRun run = ProfiledRun.of(RandomProgram.of(seed));
            var options = RegionOptions.defaults().withMaxInstructions(most).withMinCount(1);
            RegionFormer former = former(run, options);
            for (var block : run.profile().blocks()) {
                former.formAround(block.start(), _ -> false)
                        .ifPresent(formation -> check(run, formation.region(), most));
            }
        }
    }

    private static void check(ProfiledRun run, HotRegion region, int most) {
        assertTrue(region.length() <= most);
        assertEquals(0, region.entries().getFirst());
        var entries = new HashSet<Long>();
        for (int entry : region.entries()) {
            assertTrue(entries.add(region.blocks().get(entry).start()));
        }
        for (RegionBlock block : region.blocks()) {
            long pc = block.start();
            for (Instruction instruction : block.instructions()) {
                assertEquals(run.code().at(pc).orElseThrow(), instruction);
                assertTrue(Compilable.compiles(instruction));
                pc += instruction.length();
            }
            for (Way way : ways(block)) {
                if (!way.leaves()) {
                    assertEquals(way.pc(), region.blocks().get(way.block()).start());
                }
            }
            checkFlow(block, pc);
        }
    }

    private static void checkFlow(RegionBlock block, long end) {
        Instruction last = block.instructions().getLast();
        long site = end - last.length();
        switch (block.flow()) {
            case Flow.Next(Way way) -> {
                boolean jumps = last.opcode() == Opcode.JAL;
                assertEquals(jumps ? site + last.imm() : end, way.pc());
            }
            case Flow.Branch(Way taken, Way notTaken) -> {
                assertEquals(site + last.imm(), taken.pc());
                assertEquals(end, notTaken.pc());
            }
            case Flow.Indirect _ -> assertEquals(Opcode.JALR, last.opcode());
            case Flow.Interpret() -> assertFalse(last.opcode() == Opcode.JAL);
        }
    }

    private static List<Way> ways(RegionBlock block) {
        var ways = new ArrayList<Way>();
        switch (block.flow()) {
            case Flow.Next(Way way) -> ways.add(way);
            case Flow.Branch(Way taken, Way notTaken) -> ways.addAll(List.of(taken, notTaken));
            case Flow.Indirect(List<Way> expected, long _) -> ways.addAll(expected);
            case Flow.Interpret() -> {}
        }
        return ways;
    }
}
