package dev.tracewright.bench;

import dev.tracewright.engine.CodeRegion;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.LoopExecution;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;

/// The switch engine with a [HandWrittenLoop] in place of the emitted one. It records nothing.
final class HandWrittenEngine implements Engine {
    private final HandWrittenLoop loop = new HandWrittenLoop();

    @Override
    public String name() {
        return "hand-written";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        return new LoopExecution(memory, Optional.empty(), loop) {
            @Override
            protected Trap special(CodeRegion region, long word, Hart hart, long limit) {
                return singleStep(hart);
            }
        };
    }
}
