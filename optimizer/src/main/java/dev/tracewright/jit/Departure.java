package dev.tracewright.jit;

/// Why control has left compiled code. `hart.pc` is the next instruction.
public enum Departure {
    /// Control went to an address where no unit has an entry.
    EXIT,

    /// The next instruction is one that compiled code leaves to the interpreter.
    INTERPRET,

    /// The next instruction could not be completed by compiled code: it faults, or has a result
    /// that is left to the interpreter. Of the floating-point exceptions that it raises some may
    /// have accrued already.
    GAVE_UP,

    /// Too few instructions remain before the limit, or before the time at which control is given
    /// back to look for requests.
    BUDGET
}
