package dev.tracewright.engine.interpreter;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.LoopExecution;
import dev.tracewright.engine.emit.Recording;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A dispatch table: each opcode has a handler, and the loop calls it through the table.
public final class TableEngine implements Engine {
    private final Map<Recording, TableLoop> loops = new EnumMap<>(Recording.class);

    /// Creates the engine.
    public TableEngine() {}

    @Override
    public String name() {
        return "table";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        return new LoopExecution(memory, recorder, loop(Recording.of(recorder)));
    }

    // The handlers have no state, so all runs share them and what HotSpot made of them.
    private synchronized TableLoop loop(Recording recording) {
        return loops.computeIfAbsent(recording, TableLoop::new);
    }
}
