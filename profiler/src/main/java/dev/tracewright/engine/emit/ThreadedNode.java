package dev.tracewright.engine.emit;

import dev.tracewright.engine.LoopState;

/// One instruction of threaded code: it knows its operands and its successors.
///
/// The fields are public because compiled code reads them.
public abstract class ThreadedNode {
    /// Slots and numbers of registers, as in a decoded word.
    public int rd;

    public int rs1;
    public int rs2;
    public int rs3;

    /// The immediate or the rounding mode, as in a decoded word.
    public long imm;

    /// The parcel of the instruction.
    public int parcel;

    /// The instruction's address.
    public long pc;

    /// The address after the instruction.
    public long nextPc;

    /// The instruction after it.
    public ThreadedNode next;

    /// Where a taken branch or a direct jump goes.
    public ThreadedNode taken;

    /// Creates a node.
    protected ThreadedNode() {}

    /// Executes the instruction.
    ///
    /// @return the successor; null if an indirect jump has gone to the state's `target`
    public abstract ThreadedNode execute(LoopState state);
}
