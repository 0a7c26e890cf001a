package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.ProgramCode;
import dev.tracewright.engine.Engine;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.profile.Profile;
import dev.tracewright.profile.ProfileBuilder;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.profile.ProfileWriter;
import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.profile.Replay;
import dev.tracewright.profile.RunSummary;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Recording changes nothing, and all engines record the same.
final class RecordingLockstepTest {
    private static final long LONGEST = 3_000;
    private static final int PROGRAMS = 15;
    private static final int MANY_PROGRAMS = 1_000;

    @TempDir private Path folder;
    private GuestMemory memory;

    @BeforeEach
    void reserve() {
        memory = GuestMemory.reserve();
    }

    @AfterEach
    void release() {
        memory.close();
    }

    @ParameterizedTest(name = "branch trace: {0}")
    @ValueSource(booleans = {false, true})
    void everyEngineRecordsTheSameOfRandomPrograms(boolean traced) throws IOException {
        check(0, PROGRAMS, traced);
    }

    @Tag("long")
    @ParameterizedTest(name = "branch trace: {0}")
    @ValueSource(booleans = {false, true})
    void everyEngineRecordsTheSameOfManyRandomPrograms(boolean traced) throws IOException {
        check(2_000_000, MANY_PROGRAMS, traced);
    }

    private void check(long firstSeed, int programs, boolean traced) throws IOException {
        for (long seed = firstSeed; seed < firstSeed + programs; seed++) {
            var program = LockstepProgram.of(seed);
            program.load(memory);
            var code = ProgramCode.of(memory);
            OptimizationPlan plan = PathPlans.of(program).getFirst();
            List<Long> limits = limits(seed);
            Engine reference = Plans.engine("reference", Optional.empty());
            Trajectory expected = Trajectory.of(program, reference, limits);
            byte[] recorded = {};
            for (String name : Plans.engines()) {
                String what = "seed " + seed + ", " + name;
                var file = folder.resolve(seed + name);
                Engine engine = Plans.engine(name, Optional.of(plan));
                Trajectory found = record(program, code, engine, limits, traced, file);
                assertEquals(Optional.empty(), found.differenceFrom(expected), what);
                byte[] bytes = Files.readAllBytes(file);
                if (recorded.length > 0) {
                    assertArrayEquals(recorded, bytes, what);
                }
                recorded = bytes;
            }
        }
    }

    private static List<Long> limits(long seed) {
        var random = new Random(seed);
        var limits = new ArrayList<Long>();
        for (long limit = 0; limit < LONGEST; limit += 1 + random.nextInt(500)) {
            limits.add(limit);
        }
        return limits;
    }

    private static Trajectory record(
            GuestProgram program,
            InstructionSource code,
            Engine engine,
            List<Long> limits,
            boolean traced,
            Path file)
            throws IOException {
        try (ProfileWriter writer = ProfileWriter.create(file)) {
            long pc = LockstepProgram.CODE;
            ProfileRecorder recorder =
                    traced
                            ? ProfileRecorder.tracing(pc, 0, writer.openTrace(code, pc))
                            : ProfileRecorder.counting(pc, 0);
            Trajectory run = Trajectory.of(program, engine, limits, Optional.of(recorder));
            Profile profile =
                    writer.commit(
                            ProfileBuilder.build(
                                    recorder,
                                    code,
                                    new ProgramIdentity("random", "", "00", List.of()),
                                    new RunSummary(recorder.instructions(), "", "", 0)));
            if (traced) {
                assertReplays(profile, code);
            }
            return run;
        }
    }

    private static void assertReplays(Profile profile, InstructionSource code) throws IOException {
        long instructions = 0;
        try (var replay = new Replay(profile, code)) {
            while (replay.advance()) {
                instructions += replay.count().instructions();
            }
        }
        assertEquals(profile.instructions(), instructions);
    }
}
