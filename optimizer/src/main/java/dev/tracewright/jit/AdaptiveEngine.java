package dev.tracewright.jit;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.engine.LoopExecution;
import dev.tracewright.engine.emit.EmittedLoops;
import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.jit.bytecode.BytecodeBackEnd;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.region.HotCode;

import java.util.List;
import java.util.Optional;

/// Interprets and counts, compiles what turns out to be hot while the program runs, or what a plan
/// says is hot, and runs that instead.
///
/// Compiled code counts too if a profile is recorded. For a branch trace everything is interpreted.
public final class AdaptiveEngine implements Engine {
    private final String name;
    private final BackEnd backEnd;
    private final AdaptiveOptions options;
    private final Pipeline pipeline;
    private final HotCode hot;
    private final CompilationLog log;
    private final EmittedLoops loops = new EmittedLoops(OpcodeSets.inline(), List.of());

    private AdaptiveEngine(
            String name,
            BackEnd backEnd,
            AdaptiveOptions options,
            Pipeline pipeline,
            HotCode hot,
            CompilationLog log) {
        this.name = name;
        this.backEnd = backEnd;
        this.options = options;
        this.pipeline = pipeline;
        this.hot = hot;
        this.log = log;
    }

    /// Executes units by a back end.
    public AdaptiveEngine(BackEnd backEnd, AdaptiveOptions options) {
        this(backEnd, options, Pipeline.standard(), new CompilationLog());
    }

    /// @param pipeline what is done with units before they are compiled
    /// @param log is told what happens to units
    public AdaptiveEngine(
            BackEnd backEnd, AdaptiveOptions options, Pipeline pipeline, CompilationLog log) {
        this("adaptive", backEnd, options, pipeline, HotCode.none(), log);
    }

    /// The same with a plan's regions compiled from the start.
    public AdaptiveEngine following(OptimizationPlan plan) {
        return new AdaptiveEngine(
                name,
                backEnd,
                options.withRegions(plan.options().regions()),
                pipeline,
                plan.hot(),
                log);
    }

    @Override
    public String name() {
        return name;
    }

    // The host may have what machine code needs, and yet forbid it.
    private CodeCache cache(GuestMemory memory) {
        try {
            return backEnd.open(memory);
        } catch (UnsupportedOperationException e) {
            log.add(UnitEvent.Kind.ABANDONED, 0, e.getMessage() + "; bytecode is used");
            return new BytecodeBackEnd().open(memory);
        }
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        var counting = recorder.or(() -> Optional.of(ProfileRecorder.counting(0, 0)));
        InterpreterLoop loop = loops.loop(counting);
        if (recorder.isPresent() && recorder.get().trace() != null) {
            return new LoopExecution(memory, recorder, loop);
        }
        return new AdaptiveExecution(
                memory,
                counting.get(),
                recorder.isPresent(),
                loop,
                cache(memory),
                options,
                pipeline,
                hot,
                log);
    }
}
