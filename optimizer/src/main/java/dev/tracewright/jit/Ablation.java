package dev.tracewright.jit;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.plan.OptimizerOptions;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.region.RegionOptions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What speed is made of: engines that lack one thing each, to be measured beside the whole ones.
///
/// @param engines every engine that a part names, and no other; the first is the plain switch
/// @param parts what can be left out
public record Ablation(List<Engine> engines, List<Part> parts) {
    /// The length of a region that is little more than a few blocks.
    private static final int SHORT_REGION = 20;

    /// Something that can be left out.
    ///
    /// @param name what it is: `pass fold`, `inlined calls`
    /// @param whole the name of the engine that has it
    /// @param rest the name of the engine that lacks it and nothing else
    public record Part(String name, String whole, String rest) {}

    /// Copies the lists.
    public Ablation {
        engines = List.copyOf(engines);
        parts = List.copyOf(parts);
    }

    /// An engine under another name.
    private record Named(String name, Engine engine) implements Engine {
        @Override
        public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
            return engine.open(memory, recorder);
        }
    }

    /// Everything that can be left out under a plan: its kinds of entries, each pass, and the ways
    /// in which hot paths grow.
    ///
    /// @param backEnd what executes compiled code
    public static Ablation of(OptimizationPlan plan, BackEnd backEnd) {
        var parts = new Parts(plan, backEnd);
        parts.addPlan();
        parts.addGrowth();
        parts.addPasses();
        return new Ablation(parts.engines, parts.parts);
    }

    private static final class Parts {
        private static final String WHOLE = "adaptive";

        private final OptimizationPlan plan;
        private final BackEnd backEnd;
        private final AdaptiveEngine whole;
        private final List<Engine> engines = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();

        Parts(OptimizationPlan plan, BackEnd backEnd) {
            this.plan = plan;
            this.backEnd = backEnd;
            whole = adaptive(backEnd, Pipeline.standard());
        }

        private static AdaptiveEngine adaptive(BackEnd backEnd, Pipeline pipeline) {
            return new AdaptiveEngine(
                    backEnd, AdaptiveOptions.defaults(), pipeline, new CompilationLog());
        }

        void addPlan() {
            engines.add(new SwitchEngine());
            engines.add(SuperEngine.of(plan));
            engines.add(new Named("traces", traces(Pipeline.standard())));
            engines.add(new Named("traces, no passes", traces(Pipeline.none())));
            engines.add(whole.following(plan));
            parts.add(new Part("superinstructions", "super", "switch"));
            parts.add(new Part("traces", "traces", "switch"));
            parts.add(new Part("all passes", "traces", "traces, no passes"));
            parts.add(new Part("compiled code", WHOLE, "switch"));
            parts.add(new Part("regions instead of traces", WHOLE, "traces"));
            add("regions of the plan", whole);
        }

        private Engine traces(Pipeline pipeline) {
            return new TraceEngine(plan.traces(), backEnd, pipeline);
        }

        void addGrowth() {
            if (!backEnd.name().equals(BackEnds.BYTECODE)) {
                BackEnds.byName(BackEnds.BYTECODE)
                        .map(portable -> adaptive(portable, Pipeline.standard()))
                        .ifPresent(engine -> add("machine code", engine.following(plan)));
            }
            RegionOptions regions = plan.options().regions();
            addRegions("long regions", regions.withMaxInstructions(SHORT_REGION));
            addRegions("inlined calls", regions.withMaxInlineDepth(0));
            addRegions("inlined indirect jumps", regions.withMaxTargets(0));
        }

        private void addRegions(String name, RegionOptions regions) {
            OptimizerOptions options = plan.options();
            var changed =
                    new OptimizationPlan(
                            plan.program(),
                            plan.profileDigest(),
                            new OptimizerOptions(
                                    options.superinstructions(), options.traces(), regions),
                            plan.superinstructions(),
                            plan.traces(),
                            plan.hot(),
                            plan.rejections(),
                            plan.statistics());
            add(name, whole.following(changed));
        }

        void addPasses() {
            Pipeline standard = Pipeline.standard();
            add("all passes", adaptive(backEnd, Pipeline.none()).following(plan));
            for (String pass : standard.names()) {
                add("pass " + pass, adaptive(backEnd, standard.without(pass)).following(plan));
            }
        }

        private void add(String name, Engine engine) {
            String rest = "no " + name;
            engines.add(new Named(rest, engine));
            parts.add(new Part(name, WHOLE, rest));
        }
    }
}
