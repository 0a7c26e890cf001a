package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.code.ProgramCode;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.OptimizerOptions;
import dev.tracewright.plan.Planner;
import dev.tracewright.run.Fingerprint;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.RunOptions;
import dev.tracewright.samples.Sample;
import dev.tracewright.samples.SampleRun;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Every sample does the same under every engine, and that is what its files say.
final class EngineSampleTest {
    /// Decodes everything all the time, so that in the short tests it only begins.
    private static final String SLOW = "reference";

    private static final long BEGINNING = 150_000;
    private static final long TOO_SHORT_FOR_A_PLAN = 10_000;

    static List<Sample> quick() {
        return Sample.quick();
    }

    static List<Sample> full() {
        return Sample.full();
    }

    @ParameterizedTest
    @MethodSource("quick")
    void everyEngineDoesTheSame(Sample sample) throws IOException {
        check(sample, name -> !name.equals(SLOW));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void theReferenceEngineBeginsTheSame(Sample sample) throws IOException {
        Fingerprint expected = beginning(sample, "switch");
        assertEquals(Optional.empty(), beginning(sample, SLOW).differenceFrom(expected));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("quick")
    void theReferenceEngineDoesTheSame(Sample sample) throws IOException {
        check(sample, SLOW::equals);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("quick")
    void enginesNeedNoPlan(Sample sample) throws IOException {
        SampleRun recorded = recorded(sample);
        for (String name : Plans.engines()) {
            if (Plans.followsPlans(name)) {
                run(sample, name, Optional.empty(), recorded);
            }
        }
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("full")
    void everyEngineDoesTheSameForLong(Sample sample) throws IOException {
        check(sample, name -> !name.equals(SLOW));
    }

    private static SampleRun recorded(Sample sample) throws IOException {
        SampleRun recorded = SampleRun.profiled(sample, Plans.engine("switch", Optional.empty()));
        recorded.assertAsExpected("recorded");
        return recorded;
    }

    private static void check(Sample sample, Predicate<String> wanted) throws IOException {
        SampleRun recorded = recorded(sample);
        OptimizationPlan plan =
                Planner.plan(
                        recorded.profile().orElseThrow(),
                        ProgramCode.of(recorded.image()),
                        OptimizerOptions.defaults());
        for (String name : Plans.engines()) {
            if (wanted.test(name)) {
                SampleRun run = run(sample, name, Optional.of(plan), recorded);
                long all = run.result().instructions();
                if (Plans.followsPlans(name) && all > TOO_SHORT_FOR_A_PLAN) {
                    long dispatches = run.result().dispatches();
                    assertTrue(dispatches < 0.8 * all, () -> sample + ", " + name);
                }
            }
        }
    }

    private static SampleRun run(
            Sample sample, String engine, Optional<OptimizationPlan> plan, SampleRun expected)
            throws IOException {
        SampleRun run = SampleRun.of(sample, Plans.engine(engine, plan));
        run.assertAsExpected(engine);
        run.assertSameAs(expected, engine);
        return run;
    }

    private static Fingerprint beginning(Sample sample, String engine) throws IOException {
        return GuestRun.run(
                        sample.elf(),
                        sample.launch(OutputStream.nullOutputStream()),
                        Plans.engine(engine, Optional.empty()),
                        RunOptions.plain().withMaxInstructions(BEGINNING).withFingerprint())
                .fingerprint()
                .orElseThrow();
    }
}
