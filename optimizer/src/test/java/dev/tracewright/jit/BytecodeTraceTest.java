package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.code.ProgramCode;
import dev.tracewright.engine.Engine;
import dev.tracewright.jit.bytecode.BytecodeBackEnd;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.plan.OptimizationPlan;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Traces as JVM bytecode do what the reference engine does, on hosts too where another back end is
/// faster and the other tests use that.
final class BytecodeTraceTest {
    private static final int PROGRAMS = 25;
    private static final long LONGEST = 2_000;
    private static final Engine REFERENCE = Plans.engine("reference", Optional.empty());

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void randomProgramsAreTheSameWhereverTheyAreStopped(boolean optimized) {
        Pipeline pipeline = optimized ? Pipeline.standard() : Pipeline.none();
        var mistakes = new ArrayList<String>();
        for (long seed = 0; seed < PROGRAMS; seed++) {
            var program = LockstepProgram.of(seed);
            List<Long> limits = limits(new Random(seed));
            var engine =
                    new TraceEngine(plan(program, seed).traces(), new BytecodeBackEnd(), pipeline);
            Trajectory expected = Trajectory.of(program, REFERENCE, limits);
            String what = "seed " + seed + ": ";
            Trajectory.of(program, engine, limits)
                    .differenceFrom(expected)
                    .ifPresent(d -> mistakes.add(what + d));
        }
        assertEquals(List.of(), mistakes);
    }

    private static List<Long> limits(Random random) {
        var limits = new ArrayList<Long>();
        for (long limit = 1; limit < LONGEST; ) {
            limits.add(limit);
            limit += 1 + random.nextInt(limits.size() < 40 ? 9 : 500);
        }
        return limits;
    }

    private static OptimizationPlan plan(LockstepProgram program, long seed) {
        try (var memory = GuestMemory.reserve()) {
            program.load(memory);
            List<Long> starts = Arrays.stream(program.addresses()).boxed().toList();
            return RandomPlans.of(
                    seed, ProgramCode.of(memory), starts.subList(0, starts.size() - 1));
        }
    }
}
