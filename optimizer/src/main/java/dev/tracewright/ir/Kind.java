package dev.tracewright.ir;

/// What a [Node] is.
public enum Kind {
    /// A 64-bit constant. In no block's body; one node for each value.
    CONSTANT,

    /// What a guest register held when the unit was entered, and what its home in the hart's state
    /// holds until the unit is left. In no block's body; one node for each register.
    INITIAL,

    /// A parameter of a block: the value of a guest register where several ways meet.
    PARAMETER,

    /// A primitive operation applied to the arguments.
    APPLY,

    /// A load from argument 0 plus the displacement; faults where the guest may not read.
    LOAD,

    /// A store of argument 1 to argument 0 plus the displacement; faults where the guest may not
    /// write.
    STORE,

    /// Requires that argument 0, an address, lies in the guest's range (below 4 TiB, unsigned);
    /// gives up if not. What is near such an address either belongs to the guest or faults.
    CHECK,

    /// Adds 1 to the execution counter with the number in [Node#constant].
    COUNT
}
