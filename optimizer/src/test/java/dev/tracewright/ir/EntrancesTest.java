package dev.tracewright.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.guest.Assembly;
import dev.tracewright.isa.Instruction;
import dev.tracewright.region.Flow;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.RegionBlock;
import dev.tracewright.region.Way;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/// Where units can be entered.
final class EntrancesTest {
    private static final long BASE = 0x10000;

    // A block before a loop of a head, a middle and a latch.
    private static final String[] BLOCKS = {
        "addi x10, x0, 9",
        "addi x11, x11, 1; beq x11, x12, 8",
        "addi x13, x13, 1",
        "addi x10, x10, -1; bne x10, x0, -16"
    };

    private static HotRegion loop(int entry) {
        var blocks = new ArrayList<RegionBlock>();
        long pc = BASE;
        for (int i = 0; i < BLOCKS.length; i++) {
            List<Instruction> code = Assembly.instructions(BLOCKS[i]);
            long end = pc + 4L * code.size();
            Flow flow =
                    switch (i) {
                        case 1 -> new Flow.Branch(new Way(end + 4, 3, 1), new Way(end, 2, 9));
                        case 3 -> new Flow.Branch(new Way(BASE + 4, 1, 9), leaves(end));
                        default -> new Flow.Next(new Way(end, i + 1, 9));
                    };
            blocks.add(new RegionBlock(pc, code, flow, 10));
            pc = end;
        }
        return new HotRegion(blocks, List.of(0, entry));
    }

    private static Way leaves(long pc) {
        return new Way(pc, Way.OUTSIDE, 1);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "2, 6", "3, 5"})
    void aLoopThatIsEnteredInTheMiddleHasOneWayIn(int entry, int blocks) {
        HotRegion region = loop(entry);
        HotRegion moved = Entrances.outsideLoops(region);
        assertEquals(blocks, moved.blocks().size());
        assertEquals(
                region.blocks().get(entry).start(),
                moved.blocks().get(moved.entries().getLast()).start());
        Graph graph = IrBuilder.build(region);
        assertEquals(List.of(), Verifier.verify(graph));
        var flow = new Dominators(graph);
        for (Block block : graph.blocks) {
            if (block.loopHead) {
                assertEquals(BASE + 4, block.pc);
                assertTrue(flow.arrivals(block).stream().anyMatch(flow::isBack));
            }
        }
    }
}
