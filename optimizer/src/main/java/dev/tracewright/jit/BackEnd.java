package dev.tracewright.jit;

import dev.tracewright.memory.GuestMemory;

/// A way to execute compiled units.
public interface BackEnd {
    /// The name by which users choose it: `native`, `bytecode`.
    String name();

    /// A store of compiled code for one address space and the one hart that runs in it.
    CodeCache open(GuestMemory memory);

    /// Whether what one store has compiled can be installed in others, which saves the time of
    /// compiling it again for the next run in this process.
    default boolean sharesCode() {
        return false;
    }
}
