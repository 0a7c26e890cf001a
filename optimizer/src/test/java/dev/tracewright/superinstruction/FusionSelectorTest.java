package dev.tracewright.superinstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.guest.Assembly;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.superinstruction.RejectedSequence.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

final class FusionSelectorTest {
    private static final List<Opcode> FEW =
            List.of(Opcode.ADDI, Opcode.ADD_, Opcode.LD, Opcode.C_ADDI, Opcode.BNE, Opcode.SD);

    private static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    private static List<ExecutedBlock> randomRun(long seed, int blocks, int longest) {
        var random = new Random(seed);
        var code = new RandomCode(random, FEW);
        var run = new ArrayList<ExecutedBlock>();
        long address = 0x10000;
        for (int i = 0; i < blocks; i++) {
            List<Instruction> sequence = code.sequence(1 + random.nextInt(longest));
            run.add(new ExecutedBlock(address, sequence, 1L << random.nextInt(10)));
            address += 4L * longest;
        }
        return run;
    }

    private static FusionOptions options(int cases, int bytes, int maxLength) {
        return new FusionOptions(cases, bytes, maxLength, 0, 1000);
    }

    private static FusionSelection select(List<ExecutedBlock> run, FusionOptions options) {
        return new FusionSelector(options, CaseSize.CALL).select(run);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aPlanAccountsForEveryDispatch(long seed) {
        List<ExecutedBlock> run = randomRun(seed, 20, 12);
        FusionSelection selection = select(run, options(6, 1_000, 8));
        FusionStatistics statistics = selection.statistics();
        long saved =
                selection.superinstructions().stream()
                        .mapToLong(Superinstruction::dispatchesSaved)
                        .sum();
        long singles = statistics.singles().values().stream().mapToLong(n -> n).sum();
        long fused = selection.superinstructions().stream().mapToLong(s -> s.count()).sum();
        assertEquals(
                run.stream().mapToLong(ExecutedBlock::weight).sum(), statistics.instructions());
        assertEquals(statistics.instructions() - saved, statistics.dispatches());
        assertEquals(singles + fused, statistics.dispatches());
        assertTrue(statistics.greedyDispatches() >= statistics.dispatches());
        assertTrue(statistics.unlimitedDispatches() <= statistics.dispatches());
        assertTrue(saved > 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sitesAreDisjointSequencesOfTheirShape(long seed) {
        List<ExecutedBlock> run = randomRun(seed, 20, 12);
        Map<Long, Instruction> code = new HashMap<>();
        Map<Long, Long> counts = new HashMap<>();
        for (ExecutedBlock block : run) {
            long address = block.start();
            for (Instruction instruction : block.instructions()) {
                code.put(address, instruction);
                counts.put(address, block.count());
                address += instruction.length();
            }
        }
        Set<Long> fused = new HashSet<>();
        for (Superinstruction superinstruction :
                select(run, options(6, 1_000, 8)).superinstructions()) {
            long count = 0;
            for (long site : addresses(superinstruction)) {
                var sequence = new ArrayList<Instruction>();
                long address = site;
                for (int i = 0; i < superinstruction.components().size(); i++) {
                    assertTrue(fused.add(address), "two sites overlap");
                    sequence.add(code.get(address));
                    address += code.get(address).length();
                }
                assertEquals(superinstruction.components(), Superinstruction.shape(sequence));
                count += counts.get(site);
            }
            assertEquals(superinstruction.count(), count);
        }
    }

    @ParameterizedTest(name = "{0} cases, {1} bytes, length {2}")
    @CsvSource({"0, 1000, 8", "1, 1000, 8", "3, 1000, 4", "100, 300, 8", "100, 1000, 2", "5, 0, 8"})
    void budgetsAreKept(int cases, int bytes, int maxLength) {
        for (int seed = 0; seed < 20; seed++) {
            FusionSelection selection =
                    select(randomRun(seed, 15, 10), options(cases, bytes, maxLength));
            int size = 0;
            for (Superinstruction superinstruction : selection.superinstructions()) {
                assertTrue(superinstruction.components().size() <= maxLength);
                size += CaseSize.CALL.bytecodes(superinstruction.components());
            }
            assertTrue(selection.superinstructions().size() <= cases);
            assertTrue(size <= bytes);
            assertEquals(size, selection.statistics().bytecodes());
        }
    }

    /// The search is a heuristic: nothing bounds how far it may be off, because two shapes may be
    /// worth more together than apart. On these runs it never misses more than a fifth.
    @ParameterizedTest(name = "{0} cases")
    @CsvSource({"1, 1.0", "2, 0.8", "3, 0.8"})
    void theSavingIsCloseToThatOfTheBestSet(int cases, double bound) {
        double sum = 0;
        int runs = 12;
        for (int seed = 0; seed < runs; seed++) {
            List<ExecutedBlock> run = randomRun(seed, 6, 6);
            FusionOptions options = options(cases, 10_000, 4);
            FusionStatistics found = select(run, options).statistics();
            long best = bestSaving(run, options);
            double share = (double) (found.instructions() - found.dispatches()) / best;
            assertTrue(share >= bound, "seed " + seed + " saves " + share + " of the best");
            sum += share;
        }
        assertTrue(sum / runs > 0.97, "mean " + sum / runs);
    }

    private static long bestSaving(List<ExecutedBlock> run, FusionOptions options) {
        var index = new SequenceIndex(run, options.maxLength());
        return bestSaving(run, options, index, new ArrayList<>(), 0);
    }

    private static long bestSaving(
            List<ExecutedBlock> run,
            FusionOptions options,
            SequenceIndex index,
            List<List<Component>> chosen,
            int from) {
        if (chosen.size() == options.maxCases()) {
            var parsed = new ParsedRun(chosen, options.maxLength());
            run.forEach(parsed::add);
            return run.stream().mapToLong(ExecutedBlock::weight).sum() - parsed.dispatches();
        }
        long best = 0;
        for (int shape = from; shape < index.shapeCount(); shape++) {
            chosen.add(index.shape(shape));
            best = Math.max(best, bestSaving(run, options, index, chosen, shape + 1));
            chosen.removeLast();
        }
        return best;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfBlocksMakesNoDifference(long seed) {
        List<ExecutedBlock> run = randomRun(seed, 30, 10);
        var shuffled = new ArrayList<>(run);
        Collections.shuffle(shuffled, new Random(seed));
        FusionOptions options = options(8, 1_000, 8);
        assertEquals(select(run, options), select(shuffled, options));
    }

    @Test
    void systemInstructionsStayAlone() {
        var block =
                new ExecutedBlock(
                        0x10000,
                        Assembly.instructions(
                                "addi x5, x5, 1; csrrs x6, x0, 0xc00; add x5, x5, x6; addi x7, x0,"
                                        + " 1; ecall"),
                        100);
        FusionSelection selection = select(List.of(block), options(10, 1_000, 8));
        assertEquals(1, selection.superinstructions().size());
        assertEquals(List.of(0x10008L), addresses(selection.superinstructions().getFirst()));
        assertEquals(400, selection.statistics().dispatches());
        assertEquals(400, selection.statistics().unlimitedDispatches());
    }

    @Test
    void anEmptyRunHasAnEmptyPlan() {
        FusionSelection selection = select(List.of(), FusionOptions.defaults());
        assertEquals(List.of(), selection.superinstructions());
        assertEquals(0, selection.statistics().removed());
    }

    @Test
    void whatIsLeftOutHasAReason() {
        List<ExecutedBlock> run = randomRun(7, 20, 12);
        assertEquals(Set.of(Reason.CASE_BUDGET), budgetReasons(run, options(1, 10_000, 8)));
        assertEquals(Set.of(Reason.SIZE_BUDGET), budgetReasons(run, options(500, 200, 8)));
        var cold = new FusionOptions(500, 100_000, 8, 0.05, 100);
        Map<Reason, FusionSelection.Total> totals = select(run, cold).totals();
        assertTrue(totals.get(Reason.TOO_COLD).shapes() > 0);
        assertTrue(totals.get(Reason.OVERLAPS_BETTER).shapes() > 0);
        assertEquals(null, totals.get(Reason.SIZE_BUDGET));
    }

    private static Set<Reason> budgetReasons(List<ExecutedBlock> run, FusionOptions options) {
        var reasons = new HashSet<>(select(run, options).totals().keySet());
        reasons.removeAll(Set.of(Reason.OVERLAPS_BETTER, Reason.TOO_COLD));
        return reasons;
    }

    @Test
    void rejectionsAreBoundedButTotalsAreNot() {
        List<ExecutedBlock> run = randomRun(3, 30, 12);
        FusionSelection selection = select(run, new FusionOptions(2, 1_000, 8, 0, 20));
        assertTrue(selection.rejected().size() <= 20);
        long all =
                selection.totals().values().stream().mapToLong(FusionSelection.Total::shapes).sum();
        assertEquals(
                selection.statistics().candidates() - selection.statistics().cases(), (int) all);
    }

    private static List<Long> addresses(Superinstruction superinstruction) {
        return superinstruction.sites().stream().map(Superinstruction.Site::address).toList();
    }
}
