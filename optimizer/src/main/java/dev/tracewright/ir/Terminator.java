package dev.tracewright.ir;

/// How a block ends.
///
/// Only the fields that the kind names are used; the others are null.
public final class Terminator {
    /// The kinds.
    public enum Kind {
        /// Control goes to [#taken].
        JUMP,

        /// Control goes to [#taken] if [#value] is not zero, else to [#notTaken].
        BRANCH,

        /// Control leaves the unit to [Snapshot#pc].
        EXIT,

        /// Control leaves the unit to the address [#value].
        EXIT_INDIRECT,

        /// Control leaves the unit; the interpreter executes the instruction at [Snapshot#pc].
        INTERPRET
    }

    /// How it ends.
    public Kind kind;

    /// The condition or the address.
    public Node value;

    /// The way of a jump, or of a branch whose condition holds.
    public Edge taken;

    /// The way of a branch whose condition does not hold.
    public Edge notTaken;

    /// The state with which the unit is left.
    public Snapshot snapshot;

    /// The address of the guest's last instruction before control leaves the unit: the branch or
    /// jump by which it does.
    public long site;

    private Terminator(Kind kind) {
        this.kind = kind;
    }

    /// Goes on in a block.
    public static Terminator jump(Edge edge) {
        var end = new Terminator(Kind.JUMP);
        end.taken = edge;
        return end;
    }

    /// Goes on in one of two blocks.
    public static Terminator branch(Node condition, Edge taken, Edge notTaken) {
        var end = new Terminator(Kind.BRANCH);
        end.value = condition;
        end.taken = taken;
        end.notTaken = notTaken;
        return end;
    }

    /// Leaves to the snapshot's address.
    public static Terminator exit(Snapshot snapshot) {
        var end = new Terminator(Kind.EXIT);
        end.snapshot = snapshot;
        return end;
    }

    /// Leaves to a computed address.
    public static Terminator exitIndirect(Node address, Snapshot snapshot) {
        var end = new Terminator(Kind.EXIT_INDIRECT);
        end.value = address;
        end.snapshot = snapshot;
        return end;
    }

    /// Leaves before an instruction for the interpreter.
    public static Terminator interpret(Snapshot snapshot) {
        var end = new Terminator(Kind.INTERPRET);
        end.snapshot = snapshot;
        return end;
    }

    /// Whether control leaves the unit.
    public boolean leaves() {
        return snapshot != null;
    }
}
