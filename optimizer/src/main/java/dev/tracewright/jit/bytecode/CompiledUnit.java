package dev.tracewright.jit.bytecode;

import dev.tracewright.engine.Hart;

/// A unit as compiled code.
abstract class CompiledUnit {
    /// The low bits of [#run]'s result that are a [dev.tracewright.jit.Departure]'s ordinal.
    static final int DEPARTURE_BITS = 2;

    /// Creates the code's only instance.
    CompiledUnit() {}

    /// Executes from one of the unit's entries until control leaves the unit. All of the hart's
    /// state is exact afterwards; `hart.pc` is the next instruction, whatever it does.
    ///
    /// @param entry the number of the entry, at whose address `hart.pc` is
    /// @param limit no more than so many instructions will have retired
    /// @param counters the execution counters
    /// @return the number of the exit, above the departure's ordinal in the low bits
    abstract int run(Hart hart, int entry, long limit, long[] counters);
}
