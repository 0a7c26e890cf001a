package dev.tracewright.engine.interpreter;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.LoopExecution;
import dev.tracewright.engine.emit.Recording;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;

/// A dispatch table: each opcode has a handler, and the loop calls it through the table.
public final class TableEngine implements Engine {
    /// Creates the engine.
    public TableEngine() {}

    @Override
    public String name() {
        return "table";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        return new LoopExecution(memory, recorder, new TableLoop(Recording.of(recorder)));
    }
}
