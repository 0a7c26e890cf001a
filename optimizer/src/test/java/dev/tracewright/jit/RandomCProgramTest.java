package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tracewright.code.ProgramCode;
import dev.tracewright.csource.CrossCompiler;
import dev.tracewright.csource.RandomCProgram;
import dev.tracewright.engine.Engine;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.OptimizerOptions;
import dev.tracewright.plan.Planner;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.Outcome;
import dev.tracewright.run.RunOptions;
import dev.tracewright.samples.Sample;
import dev.tracewright.samples.SampleRun;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// Random programs in C, compiled at every level of optimization, behave the same under every
/// engine, with a plan and without, and under QEMU. The properties `tracewright.seed` and
/// `tracewright.programs` choose other programs for the long test, and how many.
class RandomCProgramTest {
    private static final String SEED = "tracewright.seed";
    private static final String COUNT = "tracewright.programs";
    private static final long DEFAULT_SEED = 1000;
    private static final int PROGRAMS = 200;
    private static final long INSTRUCTIONS = 2_000_000;
    private static final long FEW_INSTRUCTIONS = 500_000;
    // The engine that decodes everything all the time gets so much less to do.
    private static final String SLOW = "reference";
    private static final int SLOWER = 10;
    private static final List<List<String>> VARIANTS =
            List.of(
                    List.of(),
                    List.of("-march=rv64gc_zba_zbb_zbs"),
                    List.of("-funroll-loops"),
                    List.of("-march=rv64g"),
                    List.of("-fno-inline"),
                    List.of("-ffp-contract=off"));

    @TempDir Path folder;

    @BeforeEach
    void compilerIsThere() {
        assumeTrue(
                CrossCompiler.compiler().isPresent(), "there is no riscv64-linux-gnu-gcc on PATH");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 6, 11})
    void fewProgramsBehaveTheSame(long seed) throws IOException {
        check(seed, FEW_INSTRUCTIONS);
    }

    static List<Long> seeds() {
        long first = Long.getLong(SEED, DEFAULT_SEED);
        long programs = Long.getLong(COUNT, PROGRAMS);
        return LongStream.range(first, first + programs).boxed().toList();
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("seeds")
    void manyProgramsBehaveTheSame(long seed) throws IOException {
        check(seed, INSTRUCTIONS);
    }

    @Test
    void aSeedAlwaysMakesTheSameProgram() throws IOException {
        assertEquals(RandomCProgram.of(7), RandomCProgram.of(7));
        assertTrue(!RandomCProgram.of(7).equals(RandomCProgram.of(8)));
    }

    // Undefined behaviour would be a trap.
    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void nothingThatProgramsDoIsUndefined(long seed) throws IOException {
        List<String> flags =
                List.of(
                        "-O1",
                        "-fsanitize=undefined",
                        "-fno-sanitize=float-divide-by-zero",
                        "-fsanitize-undefined-trap-on-error");
        Sample program = sample(compile(seed, flags), 20);
        SampleRun run = SampleRun.of(program, Plans.engine("switch", Optional.empty()));
        assertTrue(run.result().outcome() instanceof Outcome.Exited, run.result().toString());
    }

    private static List<String> flags(long seed) {
        var flags = new ArrayList<String>();
        flags.add("-O" + seed % 4);
        flags.addAll(VARIANTS.get((int) (seed / 4 % VARIANTS.size())));
        return flags;
    }

    private void check(long seed, long instructions) throws IOException {
        Path program = compile(seed, flags(seed));
        long rounds = rounds(program, instructions);
        String what = "seed %d, %s, %d rounds".formatted(seed, flags(seed), rounds);
        Sample sample = sample(program, rounds);
        Engine plain = Plans.engine("switch", Optional.empty());
        SampleRun expected = SampleRun.profiled(sample, plain);
        assertTrue(expected.result().outcome() instanceof Outcome.Exited, what);
        compareWithQemu(sample, expected, what);
        OptimizationPlan plan =
                Planner.plan(
                        expected.profile().orElseThrow(),
                        ProgramCode.of(expected.image()),
                        OptimizerOptions.defaults());
        for (String name : Plans.engines()) {
            if (!name.equals(SLOW)) {
                compare(sample, name, Optional.of(plan), expected, what);
            }
            if (!name.equals(SLOW) && Plans.followsPlans(name)) {
                compare(sample, name, Optional.empty(), expected, what);
            }
        }
        Sample shorter = sample(program, Math.max(1, rounds / SLOWER));
        compare(shorter, SLOW, Optional.empty(), SampleRun.of(shorter, plain), what);
    }

    private static void compare(
            Sample sample,
            String engine,
            Optional<OptimizationPlan> plan,
            SampleRun expected,
            String what)
            throws IOException {
        SampleRun run = SampleRun.of(sample, Plans.engine(engine, plan));
        String how = what + ", " + engine + (plan.isPresent() ? " with a plan" : "");
        assertEquals(text(expected.output()), text(run.output()), how);
        run.assertSameAs(expected, how);
    }

    private static void compareWithQemu(Sample sample, SampleRun expected, String what)
            throws IOException {
        Optional<Path> qemu = CrossCompiler.qemu();
        if (qemu.isPresent()) {
            var command = new ArrayList<>(List.of(qemu.get().toString(), sample.elf().toString()));
            command.addAll(sample.arguments());
            CrossCompiler.Ended ended = CrossCompiler.run(command);
            assertEquals(text(ended.output()), text(expected.output()), what + ", qemu");
            assertEquals(new Outcome.Exited(ended.status()), expected.result().outcome(), what);
        }
    }

    private static String text(byte[] output) {
        return new String(output, StandardCharsets.ISO_8859_1);
    }

    private Path compile(long seed, List<String> flags) throws IOException {
        Path source = folder.resolve("program.c");
        Files.writeString(source, RandomCProgram.of(seed));
        Path program = folder.resolve("program.elf");
        CrossCompiler.compile(source, program, flags);
        return program;
    }

    // What a round costs is known only when one has been run.
    private static long rounds(Path program, long instructions) throws IOException {
        Sample two = sample(program, 2);
        long cost =
                GuestRun.run(
                                program,
                                two.launch(OutputStream.nullOutputStream()),
                                Plans.engine("switch", Optional.empty()),
                                RunOptions.plain().withMaxInstructions(instructions))
                        .instructions();
        return Math.max(2, 2 * instructions / cost);
    }

    private static Sample sample(Path program, long rounds) {
        return new Sample(
                program,
                "random",
                List.of(Long.toString(rounds)),
                new byte[0],
                new byte[0],
                0,
                OptionalLong.empty(),
                false);
    }
}
