package dev.tracewright.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.guest.SampleRun;
import dev.tracewright.jit.SuperEngine;
import dev.tracewright.jit.TraceEngine;
import dev.tracewright.profile.Profile;
import dev.tracewright.run.RunResult;
import dev.tracewright.superinstruction.FusionStatistics;
import dev.tracewright.trace.SelectionStatistics;
import dev.tracewright.trace.SelectorKind;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

/// Plans of the committed samples hold what they promise. The bounds are wide: what they should be
/// is in the reports.
final class SamplePlanTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"dhrystone", "huffman", "lz", "matmul"})
    void aPlanDoesWhatItsStatisticsSay(String name) throws IOException {
        check(new SampleRun(name));
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "assembly", "bignum", "circuit", "crc32", "fft", "hashtable", "json", "kernels",
                "lexer", "libc", "mandelbrot", "nbody", "raytrace", "regex", "reversi", "sha256",
                "sort", "vm", "wordcount"
            })
    void theOtherPlansDoSoToo(String name) throws IOException {
        check(new SampleRun(name));
    }

    private void check(SampleRun sample) throws IOException {
        Profile profile = sample.record(new SwitchEngine(), folder.resolve("sample.twp"));
        OptimizationPlan plan = Planner.plan(profile, sample.code(), OptimizerOptions.defaults());
        RunResult plain = sample.run(new SwitchEngine());
        RunResult fused = sample.run(SuperEngine.of(plan));
        RunResult traced = sample.run(new TraceEngine(plan.traces()));
        assertEquals(plain.fingerprint(), fused.fingerprint());
        assertEquals(plain.fingerprint(), traced.fingerprint());

        FusionStatistics fusion = plan.statistics().superinstructions();
        System.out.printf(
                "%s: %.1f %% of %d dispatches removed by %d superinstructions%n",
                sample.name(), 100 * fusion.removed(), fusion.instructions(), fusion.cases());
        assertEquals(plain.instructions(), fusion.instructions());
        assertTrue(fusion.removed() > 0.3, "removed " + fusion.removed());
        assertEquals(fusion.dispatches(), fused.dispatches(), 0.01 * fusion.dispatches());

        for (SelectionStatistics traces : plan.statistics().selectors()) {
            System.out.printf(
                    "%s: %s: %d traces of %d instructions (%d distinct) cover %.1f %%, replayed"
                            + " %.1f %%%n",
                    sample.name(),
                    traces.selector(),
                    traces.traces(),
                    traces.instructions(),
                    traces.distinctInstructions(),
                    100 * traces.coverage(),
                    100 * traces.replayedCoverage().orElseThrow());
            double expected = traces.selector() == SelectorKind.SUPERBLOCK ? 0.9 : 0.7;
            assertTrue(traces.coverage() > expected, "coverage " + traces.coverage());
            assertEquals(traces.replayedCoverage().orElseThrow(), traces.coverage(), 0.05);
        }
        assertTrue(
                traced.dispatches() < plain.dispatches() / 4,
                traced.dispatches() + " dispatches with traces");
    }
}
