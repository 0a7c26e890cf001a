package dev.tracewright.jit;

import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.memory.GuestMemory;

/// Code with the memory that it runs in, and what becomes of its traps.
interface GuestProgram {
    /// Maps the program's memory and fills it.
    void load(GuestMemory memory);

    /// A hart at the program's beginning.
    Hart start(GuestMemory memory);

    /// Does what an operating system might do about a trap.
    ///
    /// @return whether the program goes on, at `hart.pc`
    boolean handle(Trap trap, Hart hart);

    /// A hash of the pages that the program writes to.
    int hash(GuestMemory memory);
}
