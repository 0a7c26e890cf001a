package dev.tracewright.jit;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.engine.interpreter.Interpreters;
import dev.tracewright.plan.OptimizationPlan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ways to run a program.
public final class Engines {
    private Engines() {}

    /// All engines, the baseline's oracle first; those of the optimizer follow the plan, and
    /// without one they run as the plain switch does.
    public static List<Engine> all(Optional<OptimizationPlan> plan) {
        var engines = new ArrayList<>(Interpreters.all());
        engines.add(
                plan.map(SuperEngine::of)
                        .orElseGet(() -> new SuperEngine(List.of(), OpcodeSets.inline())));
        var adaptive = new AdaptiveEngine(BackEnds.best(), AdaptiveOptions.defaults());
        engines.add(new TraceEngine(plan.map(OptimizationPlan::traces).orElse(List.of())));
        engines.add(plan.map(adaptive::following).orElse(adaptive));
        return List.copyOf(engines);
    }

    /// The engine of that name, if there is one.
    public static Optional<Engine> byName(String name, Optional<OptimizationPlan> plan) {
        return all(plan).stream().filter(engine -> engine.name().equals(name)).findFirst();
    }
}
