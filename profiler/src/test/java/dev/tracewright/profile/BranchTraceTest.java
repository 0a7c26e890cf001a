package dev.tracewright.profile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.code.InstructionSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

class BranchTraceTest {
    private static final long BASE = 0x1_0000;
    private static final ProgramIdentity PROGRAM = new ProgramIdentity("test", "", "00", List.of());

    @TempDir Path folder;

    private TestRun record(Path file, TestCode code, long seed, int instructions, int redirections)
            throws IOException {
        try (ProfileWriter writer = ProfileWriter.create(file)) {
            TestRun run =
                    TestRun.of(
                            code,
                            seed,
                            instructions,
                            redirections,
                            pc -> ProfileRecorder.tracing(pc, 0, writer.openTrace(code, pc)));
            commit(writer, run.recorder, code);
            return run;
        }
    }

    private static Profile commit(
            ProfileWriter writer, ProfileRecorder recorder, InstructionSource code)
            throws IOException {
        var run = new RunSummary(recorder.instructions(), "exit status 0", "test", 0);
        return writer.commit(ProfileBuilder.build(recorder, code, PROGRAM, run));
    }

    private static List<TestRun.Block> rest(Replay replay) throws IOException {
        var blocks = new ArrayList<TestRun.Block>();
        while (replay.advance()) {
            BlockCount count = replay.count();
            blocks.add(
                    new TestRun.Block(
                            count.start(), count.end(), count.instructions(), replay.enteredBy()));
        }
        return blocks;
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 300, 1_000_000})
    void replayIsTheRecordedSequenceOfBlocks(int redirections) throws IOException {
        Path file = folder.resolve("test.twp");
        for (long seed = 0; seed < 40; seed++) {
            TestCode code = RandomProgram.generate(seed, 30 + (int) seed * 10);
            TestRun run = record(file, code, seed, 100 + (int) seed * 300, redirections);

            try (var replay = new Replay(ProfileReader.read(file), code)) {
                assertEquals(run.blocks(), rest(replay), "seed " + seed);
                assertFalse(replay.advance());
            }
        }
    }

    @Test
    void replayCanBeginAnywhere() throws IOException {
        Path file = folder.resolve("test.twp");
        TestCode code = RandomProgram.generate(4, 200);
        record(file, code, 3, 300_000, 200);
        Profile profile = ProfileReader.read(file);
        var all = new ArrayList<String>();
        var events = new ArrayList<Long>();
        try (var replay = new Replay(profile, code)) {
            while (replay.advance()) {
                all.add(describe(replay));
                events.add(replay.events());
            }
            long last = profile.trace().orElseThrow().events();
            assertTrue(last > TraceModel.FRAME, "several frames");
            for (long event : new long[] {last, 0, 1, 65_535, 65_536, 65_537, 77, last - 1}) {
                replay.seek(event);
                int at = events.indexOf(event);
                for (int i = at; i >= 0 && i < Math.min(at + 50, all.size()); i++) {
                    assertTrue(replay.advance());
                    assertEquals(all.get(i), describe(replay), "after event " + event);
                }
            }
            assertThrows(IllegalArgumentException.class, () -> replay.seek(last + 1));
        }
    }

    private static String describe(Replay replay) {
        return "%s by %s after %d events and %d instructions"
                .formatted(
                        replay.count(), replay.enteredBy(), replay.events(), replay.instructions());
    }

    @Test
    void equalRunsGiveEqualFiles() throws IOException {
        TestCode code = RandomProgram.generate(5, 100);
        record(folder.resolve("a"), code, 5, 100_000, 5_000);
        record(folder.resolve("b"), code, 5, 100_000, 5_000);

        assertArrayEquals(
                Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
    }

    /// A loop with a branch of which nothing can be predicted.
    ///
    /// ```
    /// 10000: beq x1, x2, 10008
    /// 10004: nop
    /// 10008: jal x0, 10000
    /// ```
    private static final TestCode COIN =
            TestCode.of(BASE, Assembler.branch(8), Assembler.nop(), Assembler.jump(0, -8));

    private Profile toss(int times) throws IOException {
        Path file = folder.resolve("coin.twp");
        var random = new Random(1);
        int heads = 0;
        try (ProfileWriter writer = ProfileWriter.create(file)) {
            BranchTraceWriter trace = writer.openTrace(COIN, BASE);
            ProfileRecorder recorder = ProfileRecorder.tracing(BASE, 0, trace);
            for (int i = 0; i < times; i++) {
                boolean taken = random.nextBoolean();
                heads += taken ? 1 : 0;
                trace.branch(BASE, taken);
            }
            CodeCounters counters = recorder.counters(BASE, COIN.parcels());
            counters.counts[0] = times - heads;
            counters.counts[1] = heads;
            counters.counts[8] = times;
            recorder.finish(BASE, 3L * times - heads);
            return commit(writer, recorder, COIN);
        }
    }

    @Test
    void longTraceHasChunksThatAreDecodedOnTheirOwn() throws IOException {
        int times = 9_500_000;
        Profile profile = toss(times);

        BranchTrace trace = profile.trace().orElseThrow();
        assertEquals(times, trace.events());
        assertTrue(trace.chunks().size() >= 2, trace.chunks().size() + " chunks");
        assertTrue(trace.bytes() < times / 8 * 1.02, trace.bytes() + " bytes");
        assertEquals(trace, ProfileReader.read(trace.file()).trace().orElseThrow());
        var random = new Random(1);
        for (int i = 0; i < times - 1000; i++) {
            random.nextBoolean();
        }
        try (var replay = new Replay(profile, COIN)) {
            replay.seek(times - 1000);
            for (int i = 0; i < 1000; i++) {
                while (replay.advance() && replay.count().start() != BASE) {}
                assertEquals(times - 1000 + i, replay.events());
                replay.advance();
                assertEquals(random.nextBoolean() ? BASE + 8 : BASE + 4, replay.count().start());
            }
            while (replay.advance()) {}
            assertEquals(profile.instructions(), replay.instructions() + 1);
        }
    }

    @Test
    void recordingWaitsForAWriterThatFallsBehind() throws Exception {
        var released = new CountDownLatch(1);
        InstructionSource slow =
                pc -> {
                    try {
                        released.await();
                        return COIN.at(pc);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                };
        var recorded = new AtomicLong();
        int times = 2_000_000;
        try (ProfileWriter writer = ProfileWriter.create(folder.resolve("slow.twp"))) {
            // The first step of the walk through the code is made by the caller.
            var opener = new AtomicLong();
            Thread recording =
                    new Thread(
                            () -> {
                                BranchTraceWriter trace = writer.openTrace(slow, BASE);
                                opener.set(1);
                                for (int i = 0; i < times; i++) {
                                    trace.branch(BASE, (i & 4) == 0);
                                    recorded.incrementAndGet();
                                }
                                trace.finish();
                            });
            recording.start();
            while (recording.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertTrue(recorded.get() <= 6L * TraceModel.FRAME, recorded + " events");
            released.countDown();
            recording.join();
        }
        assertEquals(times, recorded.get());
    }

    @Test
    void eventThatTheCodeCannotHaveIsRefused() throws IOException {
        try (ProfileWriter writer = ProfileWriter.create(folder.resolve("wrong.twp"))) {
            BranchTraceWriter trace = writer.openTrace(COIN, BASE);
            trace.branch(BASE + 4, true);

            var e = assertThrows(IllegalStateException.class, trace::finish);

            assertEquals(
                    "cannot record: recorded a branch at 0x10004, but the code comes to 0x10000,"
                            + " BRANCH",
                    e.getMessage());
        }
        assertNoFiles();
    }

    @Test
    void replayOfOtherCodeIsRefused() throws IOException {
        Profile profile = toss(1000);
        TestCode other =
                TestCode.of(BASE, Assembler.branch(4), Assembler.nop(), Assembler.jump(0, -8));

        try (var replay = new Replay(profile, other)) {
            assertThrows(
                    IllegalStateException.class,
                    () -> {
                        while (replay.advance()) {}
                    });
        }
    }

    @Test
    void writerThatIsAbandonedLeavesNothing() throws IOException {
        try (ProfileWriter writer = ProfileWriter.create(folder.resolve("abandoned.twp"))) {
            BranchTraceWriter trace = writer.openTrace(COIN, BASE);
            for (int i = 0; i < 1_000_000; i++) {
                trace.branch(BASE, i % 3 == 0);
            }
        }
        assertNoFiles();
    }

    private void assertNoFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList());
        }
    }
}
