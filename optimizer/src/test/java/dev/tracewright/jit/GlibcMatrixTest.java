package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.tracewright.code.ProgramCode;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.OptimizerOptions;
import dev.tracewright.plan.Planner;
import dev.tracewright.samples.Sample;
import dev.tracewright.samples.SampleRun;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs that `samples/build-matrix.sh` built against glibc behave as they should, optimized or
/// not. The property `tracewright.matrix` names the folder that they were built into.
@Tag("long")
final class GlibcMatrixTest {
    private static final String FOLDER = "tracewright.matrix";

    private final Engine plain = new SwitchEngine();

    @TestFactory
    Stream<DynamicNode> everyProgramBehavesAsExpected() throws IOException {
        String folder = System.getProperty(FOLDER, "");
        assumeTrue(!folder.isEmpty(), "the property " + FOLDER + " names no folder");
        List<Path> configurations;
        try (Stream<Path> entries = Files.list(Path.of(folder))) {
            configurations = entries.filter(Files::isDirectory).sorted().toList();
        }
        assertFalse(configurations.isEmpty(), folder + " has no configurations");
        return configurations.stream()
                .map(
                        configuration ->
                                dynamicContainer(
                                        configuration.getFileName().toString(),
                                        tests(configuration)));
    }

    private List<DynamicTest> tests(Path configuration) {
        var tests = new ArrayList<DynamicTest>();
        for (Sample sample : Sample.quickIn(configuration)) {
            tests.add(DynamicTest.dynamicTest(sample.name(), () -> check(sample)));
        }
        return tests;
    }

    private void check(Sample sample) throws IOException {
        if (sample.changesCode()) {
            checkWithoutPlan(sample);
            return;
        }
        SampleRun baseline = SampleRun.profiled(sample, plain);
        baseline.assertAsExpected("recorded");
        OptimizationPlan plan =
                Planner.plan(
                        baseline.profile().orElseThrow(),
                        ProgramCode.of(baseline.image()),
                        OptimizerOptions.defaults());
        Engine engine = Engines.byName("adaptive", Optional.of(plan)).orElseThrow();
        SampleRun.of(sample, engine).assertSameAs(baseline, engine.name());
    }

    private void checkWithoutPlan(Sample sample) throws IOException {
        SampleRun baseline = SampleRun.of(sample, plain);
        baseline.assertAsExpected(plain.name());
        for (Engine engine : Engines.all(Optional.empty())) {
            SampleRun.of(sample, engine).assertSameAs(baseline, engine.name());
        }
    }
}
