package dev.tracewright.jit.bytecode;

import dev.tracewright.engine.Hart;

/// A trace as compiled code.
public abstract class CompiledTrace {
    /// Creates the code's only instance.
    protected CompiledTrace() {}

    /// Executes from the trace's head, `hart.pc`, until control leaves the trace. All of the hart's
    /// state is exact afterwards; `hart.pc` is the next instruction, whatever it does.
    ///
    /// @param limit no more than so many instructions will have retired; it is at least one trace's
    ///   length ahead of `hart.instret`
    public abstract void run(Hart hart, long limit);
}
