package dev.tracewright.jit;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.plan.OptimizationPlan;
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
        var parts = new Parts(backEnd);
        parts.engines.add(new SwitchEngine());
        parts.engines.add(SuperEngine.of(plan));
        parts.engines.add(new TraceEngine(plan.traces(), backEnd, Pipeline.standard()));
        parts.parts.add(new Part("superinstructions", "super", "switch"));
        parts.parts.add(new Part("traces", "trace", "switch"));
        parts.addGrowth();
        parts.addPasses(plan);
        return new Ablation(parts.engines, parts.parts);
    }

    private static final class Parts {
        private static final String WHOLE = "adaptive";

        private final BackEnd backEnd;
        private final List<Engine> engines = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();

        Parts(BackEnd backEnd) {
            this.backEnd = backEnd;
        }

        void addGrowth() {
            AdaptiveOptions all = AdaptiveOptions.defaults();
            RegionOptions regions = all.regions();
            engines.add(adaptive(backEnd, all, Pipeline.standard()));
            parts.add(new Part("compiled code", WHOLE, "switch"));
            if (!backEnd.name().equals(BackEnds.BYTECODE)) {
                BackEnds.byName(BackEnds.BYTECODE)
                        .ifPresent(
                                portable ->
                                        add(
                                                "machine code",
                                                adaptive(portable, all, Pipeline.standard())));
            }
            addRegions("long regions", regions.withMaxInstructions(SHORT_REGION));
            addRegions("inlined calls", regions.withMaxInlineDepth(0));
            addRegions("inlined indirect jumps", regions.withMaxTargets(0));
        }

        private void addRegions(String name, RegionOptions regions) {
            AdaptiveOptions options = AdaptiveOptions.defaults().withRegions(regions);
            add(name, adaptive(backEnd, options, Pipeline.standard()));
        }

        void addPasses(OptimizationPlan plan) {
            Pipeline standard = Pipeline.standard();
            AdaptiveOptions all = AdaptiveOptions.defaults();
            add("all passes", adaptive(backEnd, all, Pipeline.none()));
            for (String pass : standard.names()) {
                add("pass " + pass, adaptive(backEnd, all, standard.without(pass)));
            }
            var plain = new TraceEngine(plan.traces(), backEnd, Pipeline.none());
            engines.add(new Named("trace, no passes", plain));
            parts.add(new Part("all passes, traces", "trace", "trace, no passes"));
        }

        private void add(String name, Engine engine) {
            String rest = "no " + name;
            engines.add(new Named(rest, engine));
            parts.add(new Part(name, WHOLE, rest));
        }

        private static Engine adaptive(
                BackEnd backEnd, AdaptiveOptions options, Pipeline pipeline) {
            return new AdaptiveEngine(backEnd, options, pipeline, new CompilationLog());
        }
    }
}
