package dev.tracewright.bench;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;

/// The switch engine while it counts blocks and edges, to measure what that costs. What it counts
/// is thrown away.
final class RecordingEngine implements Engine {
    private final SwitchEngine engine = new SwitchEngine();

    @Override
    public String name() {
        return "recording";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        return engine.open(memory, Optional.of(ProfileRecorder.counting(0, 0)));
    }
}
