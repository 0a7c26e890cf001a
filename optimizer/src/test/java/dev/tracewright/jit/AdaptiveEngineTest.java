package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop;
import dev.tracewright.ir.Graph;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.region.RegionOptions;
import dev.tracewright.samples.Sample;
import dev.tracewright.samples.SampleRun;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/// The adaptive engine does what the reference engine does, whatever happens to its units.
final class AdaptiveEngineTest {
    private static final long LONG_RUN = 100_000;

    private static final TextProgram LOOPS =
            TextProgram.of(
                    """
                    addi x10, x0, 40
                    addi x11, x0, 0
                    outer: addi x12, x0, 9
                    inner: add x11, x11, x12
                    c.addi x12, -1
                    sd x8, x11, 16
                    lw x14, x8, 16
                    fadd.d f1, f2, f3
                    bne x12, x0, inner
                    jal x1, function
                    csrrs x15, x0, 0xc00
                    xor x11, x11, x15
                    addi x10, x10, -1
                    bne x10, x0, outer
                    ebreak
                    function: slli x16, x11, 3
                    add x16, x16, x11
                    andi x17, x16, 8
                    beq x17, x0, skip
                    xori x11, x11, -1
                    fmul.d f4, f1, f3
                    skip: c.jr x1
                    """);

    /// A back end some of whose compilations fail, and that has little room at random times.
    private record Unreliable(BackEnd sound, Random random) implements BackEnd {
        @Override
        public String name() {
            return sound.name();
        }

        @Override
        public CodeCache open(GuestMemory memory) {
            CodeCache cache = sound.open(memory);
            return new CodeCache() {
                @Override
                public Code compile(Graph graph) {
                    if (chance(4)) {
                        throw new UnitRefusedException("a test wants it so");
                    }
                    return cache.compile(graph);
                }

                @Override
                public boolean install(Code code) {
                    return !chance(4) && cache.install(code);
                }

                private boolean chance(int of) {
                    synchronized (random) {
                        return random.nextInt(of) == 0;
                    }
                }

                @Override
                public boolean hasEntry(long pc) {
                    return cache.hasEntry(pc);
                }

                @Override
                public void flush() {
                    cache.flush();
                }

                @Override
                public Departure run(Hart hart, long limit) {
                    return cache.run(hart, limit);
                }

                @Override
                public long exitSite() {
                    return cache.exitSite();
                }

                @Override
                public int newCounter() {
                    return cache.newCounter();
                }

                @Override
                public long counted(int counter) {
                    return cache.counted(counter);
                }

                @Override
                public void close() {
                    cache.close();
                }
            };
        }
    }

    static List<BackEnd> backEnds() {
        return BackEnds.available();
    }

    static List<Sample> quick() {
        return Sample.quick();
    }

    private static AdaptiveOptions eager(int most) {
        return AdaptiveOptions.defaults()
                .withThresholds(2, 2, 30)
                .withRegions(RegionOptions.defaults().withMinCount(1).withMaxInstructions(most))
                .inBackground(false);
    }

    @ParameterizedTest
    @MethodSource("backEnds")
    void aLimitStopsAtExactlySoManyInstructions(BackEnd backEnd) {
        List<Long> all = LongStream.rangeClosed(1, 1_500).boxed().toList();
        Trajectory expected =
                Trajectory.of(LOOPS, Plans.engine("reference", Optional.empty()), all);
        for (int most : new int[] {1, 2, 5, 250}) {
            Trajectory found = Trajectory.of(LOOPS, new AdaptiveEngine(backEnd, eager(most)), all);
            assertEquals(Optional.empty(), found.differenceFrom(expected), "at most " + most);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void failuresAndFullMemoryChangeNothing(long seed) {
        Trajectory expected =
                Trajectory.of(
                        LOOPS, Plans.engine("reference", Optional.empty()), List.of(100_000L));
        for (BackEnd backEnd : BackEnds.available()) {
            var unreliable = new Unreliable(backEnd, new Random(seed));
            Engine engine = new AdaptiveEngine(unreliable, eager(20));
            Trajectory found = Trajectory.of(LOOPS, engine, List.of(100_000L));
            assertEquals(Optional.empty(), found.differenceFrom(expected), backEnd.name());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void requestsToStopAtAnyTimeChangeNothing(long seed) throws InterruptedException {
        var random = new Random(seed);
        Trajectory expected =
                Trajectory.of(LOOPS, Plans.engine("reference", Optional.empty()), List.of(2_000L));
        try (var memory = GuestMemory.reserve()) {
            LOOPS.load(memory);
            var options = eager(250).inBackground(true);
            Engine engine = new AdaptiveEngine(BackEnds.best(), options);
            try (Execution execution = engine.open(memory, Optional.empty())) {
                Hart hart = LOOPS.start(memory);
                Thread asking =
                        Thread.ofPlatform()
                                .daemon()
                                .start(
                                        () -> {
                                            while (!Thread.interrupted()) {
                                                execution.interrupt();
                                                for (int i = random.nextInt(1000); i > 0; i--) {
                                                    Thread.onSpinWait();
                                                }
                                            }
                                        });
                Stop stop = execution.run(hart, 2_000);
                while (stop instanceof Stop.Interrupted) {
                    stop = execution.run(hart, 2_000);
                }
                asking.interrupt();
                asking.join();
                Trajectory.State found = Trajectory.State.of(stop, hart, LOOPS);
                assertEquals(Optional.empty(), found.differenceFrom(expected.states().getFirst()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sort", "vm", "dhrystone"})
    void samplesInBackgroundAndTinyUnitsDoTheSame(String name) throws IOException {
        Sample sample =
                Sample.quick().stream()
                        .filter(s -> s.toString().contains(name))
                        .findFirst()
                        .orElseThrow();
        check(sample, 250, true);
        check(sample, 7, false);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("quick")
    void everySampleDoesTheSameWithUnitsOfAnySize(Sample sample) throws IOException {
        for (int most : new int[] {1, 3, 20, 250}) {
            check(sample, most, false);
        }
        check(sample, 250, true);
    }

    private static void check(Sample sample, int most, boolean background) throws IOException {
        SampleRun expected = SampleRun.of(sample, Plans.engine("switch", Optional.empty()));
        for (BackEnd backEnd : BackEnds.available()) {
            var log = new CompilationLog();
            Engine engine =
                    new AdaptiveEngine(
                            backEnd,
                            eager(most).inBackground(background),
                            Pipeline.standard(),
                            log);
            SampleRun run = SampleRun.of(sample, engine);
            run.assertAsExpected(backEnd.name());
            run.assertSameAs(expected, backEnd.name());
            // A short run ends before anything is hot, or before it is compiled; and what is hot is
            // known by transfers, which units of one instruction seldom have.
            boolean hot = most > 1 && run.result().instructions() > LONG_RUN;
            boolean certain = hot && !background;
            assertTrue(!certain || !log.events().isEmpty(), "nothing was compiled");
        }
    }
}
