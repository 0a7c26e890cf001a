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

/// Threaded code: each instruction is an object that holds its operands and leads to its
/// successors.
public final class ThreadedEngine implements Engine {
    private final Map<Recording, NodeFactory> factories = new EnumMap<>(Recording.class);

    /// Creates the engine.
    public ThreadedEngine() {}

    @Override
    public String name() {
        return "threaded";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        return new LoopExecution(
                memory, recorder, new ThreadedLoop(factory(Recording.of(recorder))));
    }

    // All runs share the classes of the nodes and what HotSpot made of them.
    private synchronized NodeFactory factory(Recording recording) {
        return factories.computeIfAbsent(recording, NodeFactory::new);
    }
}
