package dev.tracewright.code;

/// How control goes from one block to the next.
public enum EdgeKind {
    /// Into a block that begins because something else jumps there.
    FALL_THROUGH,
    /// A conditional branch that was not taken.
    NOT_TAKEN,
    /// A conditional branch that was taken.
    TAKEN,
    /// A direct jump.
    JUMP,
    /// A direct call.
    CALL,
    /// A jump through a register.
    INDIRECT_JUMP,
    /// A call through a register.
    INDIRECT_CALL,
    /// A return.
    RETURN,
    /// From a system call to the instruction after it.
    SYSTEM_CALL,
    /// Out of the program, or to wherever something else than an instruction sends it: the last
    /// instruction before has been executed, the one at the address has not.
    EXIT,
    /// Into the program from outside: where it starts, or where something else than an instruction
    /// sends it.
    ENTRY
}
