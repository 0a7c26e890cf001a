package dev.tracewright.engine;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;

/// Decodes each instruction every time and walks its meaning: the oracle for the other engines.
public final class ReferenceEngine implements Engine {
    /// Creates the engine.
    public ReferenceEngine() {}

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        var regions = new CodeRegions(memory, recorder);
        var interpreter = new ReferenceInterpreter(regions, new ControlFlow(regions, recorder));
        return new Execution() {
            private volatile boolean interrupted;
            private long dispatches;

            @Override
            public Stop run(Hart hart, long limit) {
                while (hart.instret < limit) {
                    if (interrupted) {
                        interrupted = false;
                        return new Stop.Interrupted();
                    }
                    dispatches++;
                    Stop.Trap trap = interpreter.step(hart);
                    if (trap != null) {
                        return trap;
                    }
                }
                return new Stop.BudgetSpent();
            }

            @Override
            public void interrupt() {
                interrupted = true;
            }

            @Override
            public long dispatches() {
                return dispatches;
            }

            @Override
            public void codeChanged(long start, long end) {
                regions.codeChanged(start, end);
            }
        };
    }
}
