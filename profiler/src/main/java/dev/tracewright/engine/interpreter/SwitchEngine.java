package dev.tracewright.engine.interpreter;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.LoopExecution;
import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.engine.emit.Recording;
import dev.tracewright.engine.emit.SwitchEmitter;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;

import java.util.List;
import java.util.Optional;

/// One emitted `switch` over decoded instructions: the baseline of all comparisons.
public final class SwitchEngine implements Engine {
    /// Creates the engine.
    public SwitchEngine() {}

    @Override
    public String name() {
        return "switch";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        var emitter = new SwitchEmitter(Recording.of(recorder), OpcodeSets.inline(), List.of());
        return new LoopExecution(memory, recorder, emitter.define());
    }
}
