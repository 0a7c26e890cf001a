package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.code.ProgramCode;
import dev.tracewright.engine.Cause;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.OptimizerOptions;
import dev.tracewright.plan.Planner;
import dev.tracewright.profile.Profile;
import dev.tracewright.profile.ProfileBuilder;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.profile.RunSummary;
import dev.tracewright.superinstruction.FusionOptions;
import dev.tracewright.trace.SelectorKind;
import dev.tracewright.trace.TraceOptions;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Random programs do the same under every engine as under the reference engine, wherever they are
/// stopped.
final class LockstepTest {
    private static final long LONGEST = 3_000;
    private static final Engine REFERENCE = Plans.engine("reference", Optional.empty());
    private static final List<OptimizationPlan> NO_PLANS = List.of(Plans.of(List.of(), List.of()));
    private static final int PROGRAMS = 50;
    private static final int MANY_PROGRAMS = 600;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void everyEngineFollowsTheReferenceEngine(long block) throws IOException {
        follow(block * PROGRAMS, PROGRAMS);
    }

    @Tag("long")
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void everyEngineFollowsTheReferenceEngineFurther(long block) throws IOException {
        follow(1_000_000 + block * MANY_PROGRAMS, MANY_PROGRAMS);
    }

    private static void follow(long firstSeed, int programs) throws IOException {
        var mistakes = new ArrayList<String>();
        var causes = EnumSet.noneOf(Cause.class);
        long instructions = 0;
        var dispatches = new HashMap<String, Long>();
        for (long seed = firstSeed; seed < firstSeed + programs; seed++) {
            var run = new Run(seed);
            causes.addAll(run.expected.causes());
            instructions += run.expected.states().getLast().instret();
            for (String name : Plans.engines()) {
                for (OptimizationPlan plan : Plans.followsPlans(name) ? run.plans() : NO_PLANS) {
                    Trajectory found = run.under(Plans.engine(name, Optional.of(plan)));
                    String what = "seed " + seed + ", " + name + ": ";
                    found.differenceFrom(run.expected)
                            .filter(_ -> !changesItsCode(run.program))
                            .ifPresent(d -> mistakes.add(what + d));
                    dispatches.merge(name, found.dispatches(), Long::sum);
                }
            }
        }
        assertEquals(List.of(), mistakes);
        // The rarest is a misaligned load-reserved.
        assertTrue(causes.size() >= Cause.values().length - 1, causes::toString);
        assertTrue(dispatches.get("super") < 2 * 0.9 * instructions, dispatches::toString);
        // Before each limit, as many are executed one by one as the longest way through a unit has.
        assertTrue(dispatches.get("trace") < 2 * instructions, dispatches::toString);
    }

    // Until an instruction fence, either the old or the new instruction may be executed.
    private static boolean changesItsCode(LockstepProgram program) {
        if (!program.mayChangeItsCode()) {
            return false;
        }
        try (var memory = GuestMemory.reserve()) {
            program.load(memory);
            byte[] before = program.code(memory);
            Hart hart = program.start(memory);
            Execution execution = REFERENCE.open(memory, Optional.empty());
            while (execution.run(hart, LONGEST) instanceof Trap trap
                    && program.handle(trap, hart)) {}
            return !Arrays.equals(before, program.code(memory));
        }
    }

    /// A program, what it does under the reference engine, and what could make it do something
    /// else.
    private static final class Run {
        private final long seed;
        private final LockstepProgram program;
        private final Random random;
        private final List<Long> limits;
        private final Trajectory expected;

        Run(long seed) {
            this.seed = seed;
            program = LockstepProgram.of(seed);
            random = new Random(seed);
            limits = limits(random);
            expected = under(REFERENCE);
        }

        Trajectory under(Engine engine) {
            return Trajectory.of(program, engine, limits);
        }

        List<OptimizationPlan> plans() throws IOException {
            var plans = new ArrayList<OptimizationPlan>();
            try {
                plans.add(profiled(program, random));
            } catch (IllegalStateException changed) {
                // A program that has written to its code has executed what no file holds.
                assertTrue(program.mayChangeItsCode(), changed::getMessage);
            }
            plans.add(arbitrary(program, seed));
            return plans;
        }
    }

    // First a few instructions at a time, then so many that traces go round.
    private static List<Long> limits(Random random) {
        var limits = new ArrayList<Long>();
        long limit = 0;
        int shortSteps = random.nextInt(60);
        while (limit < LONGEST) {
            limit += 1 + random.nextInt(limits.size() < shortSteps ? 12 : 900);
            limits.add(limit);
        }
        return limits;
    }

    private static OptimizationPlan profiled(LockstepProgram program, Random random)
            throws IOException {
        ProfileRecorder recorder = ProfileRecorder.counting(LockstepProgram.CODE, 0);
        Engine engine = Plans.engine("switch", Optional.empty());
        Trajectory run = Trajectory.of(program, engine, List.of(LONGEST), Optional.of(recorder));
        try (var memory = GuestMemory.reserve()) {
            program.load(memory);
            var code = ProgramCode.of(memory);
            Profile profile =
                    ProfileBuilder.build(
                            recorder,
                            code,
                            new ProgramIdentity("random", "", "00", List.of()),
                            new RunSummary(run.states().getLast().instret(), "", "switch", 0));
            var traces =
                    new TraceOptions(
                            SelectorKind.SUPERBLOCK,
                            20,
                            5 + random.nextInt(100),
                            1,
                            0.001,
                            64,
                            random.nextInt(4),
                            0.25,
                            0.5,
                            2,
                            100_000,
                            10);
            var options = new OptimizerOptions(new FusionOptions(40, 4_000, 8, 0.0001, 10), traces);
            return Planner.plan(profile, code, options);
        }
    }

    private static OptimizationPlan arbitrary(LockstepProgram program, long seed) {
        try (var memory = GuestMemory.reserve()) {
            program.load(memory);
            List<Long> starts = Arrays.stream(program.addresses()).boxed().toList();
            return RandomPlans.of(
                    seed, ProgramCode.of(memory), starts.subList(0, starts.size() - 1));
        }
    }
}
