package dev.tracewright.jit;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.interpreter.Interpreters;
import dev.tracewright.isa.Instruction;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.OptimizerOptions;
import dev.tracewright.plan.PlanStatistics;
import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.region.HotCode;
import dev.tracewright.region.RegionOptions;
import dev.tracewright.superinstruction.Component;
import dev.tracewright.superinstruction.FusionStatistics;
import dev.tracewright.superinstruction.Superinstruction;
import dev.tracewright.superinstruction.Superinstruction.Site;
import dev.tracewright.trace.Trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/// Plans written by hand, and engines that follow them.
final class Plans {
    private static final List<Engine> INTERPRETERS = Interpreters.all();
    private static final Set<String> UNPLANNED =
            INTERPRETERS.stream().map(Engine::name).collect(Collectors.toSet());

    // Everything that is executed a few times is compiled, or little would be in short programs.
    private static final Engine EAGER =
            new AdaptiveEngine(
                    BackEnds.best(),
                    AdaptiveOptions.defaults()
                            .withThresholds(3, 3, 40)
                            .withRegions(RegionOptions.defaults().withMinCount(1))
                            .inBackground(false));

    private Plans() {}

    /// The names of all engines: what a test is parameterized with.
    static List<String> engines() {
        return Engines.all(Optional.empty()).stream().map(Engine::name).toList();
    }

    /// The engine of that name, following a plan if it is one that does. The others are the same
    /// object every time, so that their code is emitted once.
    static Engine engine(String name, Optional<OptimizationPlan> plan) {
        if (name.equals(EAGER.name())) {
            return EAGER;
        }
        List<Engine> all = UNPLANNED.contains(name) ? INTERPRETERS : Engines.all(plan);
        return all.stream().filter(engine -> engine.name().equals(name)).findFirst().orElseThrow();
    }

    /// Whether the engine does something else with a plan than without one.
    static boolean followsPlans(String name) {
        return !UNPLANNED.contains(name) && !name.equals(EAGER.name());
    }

    /// A plan that says no more than what to fuse and what to compile.
    static OptimizationPlan of(List<Superinstruction> superinstructions, List<Trace> traces) {
        var statistics = new FusionStatistics(0, 0, 0, 0, 0, superinstructions.size(), 0, Map.of());
        return new OptimizationPlan(
                new ProgramIdentity("test", "", "00", List.of()),
                "00",
                OptimizerOptions.defaults(),
                superinstructions,
                traces,
                HotCode.none(),
                List.of(),
                new PlanStatistics(0, statistics, List.of(), List.of()));
    }

    /// Superinstructions for sequences, by the addresses where they are applied.
    static List<Superinstruction> superinstructions(Map<Long, List<Instruction>> sequences) {
        return superinstructions(sequences, _ -> 1);
    }

    /// Superinstructions for sequences that are executed as often as a function of their addresses
    /// says.
    static List<Superinstruction> superinstructions(
            Map<Long, List<Instruction>> sequences, LongUnaryOperator counts) {
        var sites = new LinkedHashMap<List<Component>, List<Long>>();
        sequences.forEach(
                (address, sequence) ->
                        sites.computeIfAbsent(
                                        Superinstruction.shape(sequence), _ -> new ArrayList<>())
                                .add(address));
        var superinstructions = new ArrayList<Superinstruction>();
        sites.forEach(
                (shape, addresses) ->
                        superinstructions.add(
                                superinstruction(
                                        superinstructions.size(),
                                        shape,
                                        addresses.stream()
                                                .sorted()
                                                .map(a -> new Site(a, counts.applyAsLong(a)))
                                                .toList())));
        return superinstructions;
    }

    /// A superinstruction that is applied at some sites, in ascending order.
    static Superinstruction superinstruction(int id, List<Component> components, List<Site> sites) {
        long count = sites.stream().mapToLong(Site::count).sum();
        return new Superinstruction(id, components, count, count * (components.size() - 1), sites);
    }
}
