package dev.tracewright.jit;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.engine.LoopExecution;
import dev.tracewright.engine.emit.EmittedLoops;
import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.profile.ProfileRecorder;

import java.util.List;
import java.util.Optional;

/// Interprets and counts, compiles what turns out to be hot while the program runs, and runs that
/// instead.
public final class AdaptiveEngine implements Engine {
    private final BackEnd backEnd;
    private final AdaptiveOptions options;
    private final Pipeline pipeline;
    private final CompilationLog log;
    private final EmittedLoops loops = new EmittedLoops(OpcodeSets.inline(), List.of());

    /// Executes units by a back end.
    public AdaptiveEngine(BackEnd backEnd, AdaptiveOptions options) {
        this(backEnd, options, Pipeline.standard(), new CompilationLog());
    }

    /// @param pipeline what is done with units before they are compiled
    /// @param log is told what happens to units
    public AdaptiveEngine(
            BackEnd backEnd, AdaptiveOptions options, Pipeline pipeline, CompilationLog log) {
        this.pipeline = pipeline;
        this.backEnd = backEnd;
        this.options = options;
        this.log = log;
    }

    @Override
    public String name() {
        return "adaptive";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        var counting = recorder.or(() -> Optional.of(ProfileRecorder.counting(0, 0)));
        InterpreterLoop loop = loops.loop(counting);
        if (recorder.isPresent()) {
            return new LoopExecution(memory, recorder, loop);
        }
        return new AdaptiveExecution(
                memory, counting, loop, backEnd.open(memory), options, pipeline, log);
    }
}
