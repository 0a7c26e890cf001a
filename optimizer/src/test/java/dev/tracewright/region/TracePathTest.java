package dev.tracewright.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.guest.Assembly;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;

/// Traces become regions that go only where their instructions can go.
final class TracePathTest {
    private static final long BASE = 0x10000;

    private static TraceBlock block(long start, long end, long next) {
        return new TraceBlock(start, end, (int) (end - start) / 4, EdgeKind.TAKEN, next);
    }

    private static Optional<HotRegion> region(String text, int most, TraceBlock... blocks) {
        List<TraceBlock> all = List.of(blocks);
        boolean loops = all.getLast().next() == all.getFirst().start();
        var trace = new Trace(0, all, loops, 7, 9);
        return TracePath.region(trace, new Assembly(BASE, text), Compilable::compiles, most);
    }

    private static Way outside(long pc) {
        return new Way(pc, Way.OUTSIDE, 0);
    }

    @Test
    void aLoopGoesBackToItsHead() {
        HotRegion region =
                region("addi x5, x5, 1; jal x0, -4", 100, block(BASE, BASE + 8, BASE))
                        .orElseThrow();
        assertEquals(new Flow.Next(new Way(BASE, 0, 7)), region.blocks().getFirst().flow());
        assertEquals(List.of(0), region.entries());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBranchLeavesWhereTheTraceDoesNotGo(boolean taken) {
        long after = BASE + 4;
        long target = BASE + 8;
        long next = taken ? target : after;
        HotRegion region =
                region(
                                "beq x5, x6, 8; addi x5, x5, 1; addi x6, x6, 1",
                                100,
                                block(BASE, after, next),
                                block(next, next + 4, next + 4))
                        .orElseThrow();
        Way on = new Way(next, 1, 7);
        assertEquals(
                taken ? new Flow.Branch(on, outside(after)) : new Flow.Branch(outside(target), on),
                region.blocks().getFirst().flow());
        Way out = new Way(next + 4, Way.OUTSIDE, 7);
        assertEquals(new Flow.Next(out), region.blocks().get(1).flow());
    }

    @Test
    void anIndirectJumpIsComparedWithTheTargetThatTheTraceExpects() {
        HotRegion region =
                region(
                                "jalr x0, x5, 0; addi x5, x5, 1; jalr x0, x1, 0",
                                100,
                                block(BASE, BASE + 4, BASE + 4),
                                block(BASE + 4, BASE + 12, TraceBlock.UNKNOWN))
                        .orElseThrow();
        assertEquals(
                new Flow.Indirect(List.of(new Way(BASE + 4, 1, 7)), 0),
                region.blocks().getFirst().flow());
        assertEquals(new Flow.Indirect(List.of(), 7), region.blocks().get(1).flow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecall", "ebreak", "csrrs x5, x0, 0xc02", "fence.i x0, x0, 0"})
    void whatIsInterpretedEndsIt(String last) {
        var path = block(BASE, BASE + 12, BASE + 12);
        HotRegion region =
                region("addi x5, x5, 1; " + last + "; addi x0, x0, 0", 100, path).orElseThrow();
        assertEquals(1, region.length());
        assertInstanceOf(Flow.Interpret.class, region.blocks().getFirst().flow());
        assertEquals(
                Optional.empty(), region(last + "; addi x0, x0, 0; addi x0, x0, 0", 100, path));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "5, 2"})
    void noMoreInstructionsAreTakenThanAreWanted(int most, int blocks) {
        HotRegion region =
                region(
                                "addi x5, x5, 1; jal x0, 4; addi x5, x5, 1; jal x0, -12",
                                most,
                                block(BASE, BASE + 8, BASE + 8),
                                block(BASE + 8, BASE + 16, BASE))
                        .orElseThrow();
        assertEquals(Math.min(most, 4), region.length());
        assertEquals(blocks, region.blocks().size());
        Way last = assertInstanceOf(Flow.Next.class, region.blocks().getLast().flow()).way();
        assertEquals(BASE + 4 * (most % 4), most < 4 ? last.pc() : BASE + 4 * (most % 4));
        assertEquals(most < 4, last.leaves());
    }

    @Test
    void aTraceOfOtherCodeGoesWhereTheCodeInMemoryGoes() {
        // The plan knew a straight block; now there is a jump to the head in its middle.
        HotRegion region =
                region(
                                "addi x5, x5, 1; jal x0, -4; addi x5, x5, 1",
                                100,
                                block(BASE, BASE + 12, BASE + 12))
                        .orElseThrow();
        assertEquals(new Flow.Next(outside(BASE)), region.blocks().getFirst().flow());
    }
}
