package dev.tracewright.run;

import dev.tracewright.engine.Stop.Trap;

import java.util.List;

/// An instruction's trap, with what one wants to know to find the reason.
///
/// @param function where the instruction is, as `name+0x1c`, or its address
/// @param integers `x0` to `x31` at the trap
/// @param frames who called, innermost first, beginning with the instruction itself
public record Fault(Trap trap, String function, List<Long> integers, List<Frame> frames) {
    /// A place in the chain of callers.
    ///
    /// @param pc the instruction, or the return address of a call
    /// @param function where that is, as `name+0x1c`
    /// @param certain false where the stack holds what looks like a return address
    public record Frame(long pc, String function, boolean certain) {}

    public Fault {
        integers = List.copyOf(integers);
        frames = List.copyOf(frames);
    }

    /// One line: what, where, and which address.
    public String summary() {
        String value =
                switch (trap.cause()) {
                    case BREAKPOINT, ENVIRONMENT_CALL -> "";
                    case ILLEGAL_INSTRUCTION -> ", word 0x%x".formatted(trap.value());
                    default -> ", address 0x%x".formatted(trap.value());
                };
        return "%s at pc 0x%x in %s%s".formatted(trap.cause().text(), trap.pc(), function, value);
    }
}
