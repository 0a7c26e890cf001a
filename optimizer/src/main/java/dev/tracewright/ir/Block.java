package dev.tracewright.ir;

import java.util.ArrayList;
import java.util.List;

/// A straight piece of a unit.
///
/// The body is in execution order; every value that is used has been computed before, on every way
/// that leads here.
public final class Block {
    /// Numbers the blocks of a graph.
    public final int id;

    /// The address of the guest's instruction where it starts.
    public final long pc;

    /// Values that differ with the way by which control comes here, of kind [Kind#PARAMETER].
    public final List<Node> parameters = new ArrayList<>();

    /// What is executed.
    public List<Node> body = new ArrayList<>();

    /// How it ends.
    public Terminator end;

    /// How many guest instructions retire between its start and its end.
    public int retires;

    /// How often it was executed, as far as is known.
    public long count;

    /// Whether it can be entered from outside of the unit; it then has no parameters and no
    /// predecessors.
    public boolean entry;

    /// Whether a way leads back here from below: where the budget of instructions is checked.
    public boolean loopHead;

    /// The state at the start, where control may leave before the block: at loop heads. Null
    /// elsewhere.
    public Snapshot start;

    Block(int id, long pc) {
        this.id = id;
        this.pc = pc;
    }

    @Override
    public String toString() {
        return "b" + id;
    }
}
