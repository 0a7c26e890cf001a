package dev.tracewright.jit;

import dev.tracewright.engine.Engine;
import dev.tracewright.plan.OptimizationPlan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Compares all engines with the reference engine.
final class Lockstep {
    private static final long MANY = 100_000;
    private static final long STEPS = 300;

    private Lockstep() {}

    /// What differs, for each engine, when a program is stopped at some limits.
    ///
    /// @param plans what the engines that follow plans are to follow, in turn
    static List<String> mistakes(
            GuestProgram program, List<Long> limits, List<OptimizationPlan> plans) {
        return compare(program, plans, List.of(limits));
    }

    /// What differs when a program runs until it ends, all at once and instruction by instruction.
    static List<String> mistakes(GuestProgram program) {
        return mistakes(program, PathPlans.of(program));
    }

    /// The same under other plans.
    static List<String> mistakes(GuestProgram program, List<OptimizationPlan> plans) {
        List<Long> each = LongStream.rangeClosed(1, STEPS).boxed().toList();
        return compare(program, plans, List.of(List.of(MANY), each));
    }

    private static List<String> compare(
            GuestProgram program, List<OptimizationPlan> plans, List<List<Long>> sequences) {
        var mistakes = new ArrayList<String>();
        Engine reference = Plans.engine("reference", Optional.empty());
        List<Trajectory> expected =
                sequences.stream().map(l -> Trajectory.of(program, reference, l)).toList();
        for (String name : Plans.engines()) {
            int count = Plans.followsPlans(name) ? plans.size() : 1;
            for (int plan = 0; plan < count; plan++) {
                Engine engine = Plans.engine(name, Optional.of(plans.get(plan)));
                String what = name + " with plan " + plan + ": ";
                for (int i = 0; i < sequences.size(); i++) {
                    Trajectory.of(program, engine, sequences.get(i))
                            .differenceFrom(expected.get(i))
                            .ifPresent(d -> mistakes.add(what + d));
                }
            }
        }
        return mistakes;
    }
}
