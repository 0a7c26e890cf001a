package dev.tracewright.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.code.Edge;
import dev.tracewright.code.EdgeKind;
import dev.tracewright.code.ProgramCode;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.interpreter.Interpreters;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.RunOptions;
import dev.tracewright.run.RunResult;
import dev.tracewright.samples.Sample;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Real programs, recorded by the real engines.
class RecordingTest {
    private static final Engine SWITCH = new SwitchEngine();

    @TempDir Path folder;

    /// A recording, and the code that was executed.
    private record Recording(Profile profile, ProgramCode code) {}

    static List<Sample> samples() {
        return Sample.quick();
    }

    private static Sample sample(String name) {
        return samples().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    private Recording record(Sample sample, Engine engine, long limit, boolean traced, Path file)
            throws IOException {
        try (GuestRun run =
                        GuestRun.load(
                                sample.elf(), sample.launch(OutputStream.nullOutputStream()));
                ProfileWriter writer = ProfileWriter.create(file)) {
            ProgramCode code = ProgramCode.of(run.image());
            RunOptions options =
                    RunOptions.plain()
                            .withMaxInstructions(limit)
                            .withRecorder(pc -> recorder(writer, code, pc, traced));
            RunResult result = run.run(engine, options);
            var program =
                    new ProgramIdentity(
                            sample.name(),
                            run.image().buildId(),
                            run.image().contentHash(),
                            sample.arguments());
            var summary =
                    new RunSummary(
                            result.instructions(), result.outcome().toString(), engine.name(), 0);
            Profile profile =
                    ProfileBuilder.build(result.recorder().orElseThrow(), code, program, summary);
            return new Recording(writer.commit(profile), code);
        }
    }

    private static ProfileRecorder recorder(
            ProfileWriter writer, ProgramCode code, long pc, boolean traced) {
        return traced
                ? ProfileRecorder.tracing(pc, 0, writer.openTrace(code, pc))
                : ProfileRecorder.counting(pc, 0);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void flowIsConservedAndTheReplayIsWhatWasCounted(Sample sample) throws IOException {
        Recording recording = record(sample, SWITCH, Long.MAX_VALUE, true, folder.resolve("a.twp"));

        ProfileBuilderTest.assertConserved(recording.profile);
        assertEquals(recording.profile, ProfileReader.read(folder.resolve("a.twp")));
        assertReplays(recording);
    }

    static List<Sample> longSamples() {
        return Sample.full();
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("longSamples")
    void longRunsAreReplayedToo(Sample sample) throws IOException {
        flowIsConservedAndTheReplayIsWhatWasCounted(sample);
    }

    private static void assertReplays(Recording recording) throws IOException {
        var blocks = new HashMap<Long, Long>();
        var edges = new HashMap<Edge, Long>();
        try (var replay = new Replay(recording.profile, recording.code)) {
            long from = -1;
            while (replay.advance()) {
                long start = replay.count().start();
                blocks.merge(start, 1L, Long::sum);
                long source = replay.enteredBy() == EdgeKind.ENTRY ? start : from;
                edges.merge(new Edge(source, start, replay.enteredBy()), 1L, Long::sum);
                from = start;
            }
        }
        assertEquals(
                recording.profile.blocks().stream()
                        .collect(Collectors.toMap(BlockCount::start, BlockCount::count)),
                blocks);
        // The edge into the place where the program exits leads to no block.
        long exit =
                recording.profile.edges().stream()
                        .filter(e -> e.kind() == EdgeKind.EXIT)
                        .mapToLong(EdgeCount::to)
                        .findFirst()
                        .orElseThrow();
        Map<Edge, Long> counted =
                recording.profile.edges().stream()
                        .filter(e -> e.kind() != EdgeKind.EXIT)
                        .filter(e -> e.to() != exit)
                        .collect(Collectors.toMap(EdgeCount::edge, EdgeCount::count));
        edges.keySet().removeIf(edge -> edge.to() == exit);
        assertEquals(counted, edges);
    }

    static Stream<Engine> engines() {
        return Interpreters.all().stream().filter(engine -> !engine.name().equals(SWITCH.name()));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void enginesRecordTheSame(Engine engine) throws IOException {
        for (String name : List.of("json", "regex", "vm")) {
            Path expected = folder.resolve("expected.twp");
            Path found = folder.resolve("found.twp");
            Profile counted = record(sample(name), SWITCH, 1_000_000, true, expected).profile;
            Profile profile = record(sample(name), engine, 1_000_000, true, found).profile;

            assertEquals(counted.blocks(), profile.blocks());
            assertEquals(counted.edges(), profile.edges());
            assertEquals(counted.opcodes(), profile.opcodes());
            assertEquals(
                    counted.trace().orElseThrow().chunks(), profile.trace().orElseThrow().chunks());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 17, 1000, 1001, 1002, 1003, 123_456})
    void budgetMayEndARecordingAnywhere(long limit) throws IOException {
        for (Engine engine : Interpreters.all()) {
            Recording recording =
                    record(sample("sort"), engine, limit, true, folder.resolve("a.twp"));

            assertEquals(limit, recording.profile.instructions());
            ProfileBuilderTest.assertConserved(recording.profile);
            assertReplays(recording);
        }
    }

    @ParameterizedTest
    @CsvSource({"json, true", "json, false", "lz, true"})
    void recordingsOfEqualRunsAreEqualBytes(String name, boolean traced) throws IOException {
        Path first = folder.resolve("1.twp");
        Path second = folder.resolve("2.twp");
        record(sample(name), SWITCH, Long.MAX_VALUE, traced, first);
        record(sample(name), SWITCH, Long.MAX_VALUE, traced, second);

        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    /// The size that is promised of a program like CoreMark; the others keep what was measured.
    @ParameterizedTest
    @CsvSource({"kernels, 0.1", "dhrystone, 0.01", "vm, 0.1", "sort, 0.4"})
    void traceTakesFewBitsPerBlock(String name, double limit) throws IOException {
        Profile profile =
                record(sample(name), SWITCH, Long.MAX_VALUE, true, folder.resolve("a.twp")).profile;

        double bits = 8.0 * profile.trace().orElseThrow().bytes() / profile.blockExecutions();

        assertTrue(bits <= limit, bits + " bits a block");
    }
}
