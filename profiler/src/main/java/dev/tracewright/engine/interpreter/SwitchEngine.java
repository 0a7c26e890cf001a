package dev.tracewright.engine.interpreter;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.LoopExecution;
import dev.tracewright.engine.emit.EmittedLoops;
import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;

import java.util.List;
import java.util.Optional;

/// One emitted `switch` over decoded instructions: the baseline of all comparisons.
public final class SwitchEngine implements Engine {
    private final EmittedLoops loops = new EmittedLoops(OpcodeSets.inline(), List.of());

    /// Creates the engine.
    public SwitchEngine() {}

    @Override
    public String name() {
        return "switch";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        return new LoopExecution(memory, recorder, loops.loop(recorder));
    }
}
