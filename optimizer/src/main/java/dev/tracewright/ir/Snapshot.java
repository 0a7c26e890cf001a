package dev.tracewright.ir;

/// The guest's state at one point of a unit: what has to be written back where control leaves the
/// unit there.
///
/// Registers that are not named hold what they held when the unit was entered. The fields are
/// public because passes replace values.
public final class Snapshot {
    /// The address of the next instruction; not used where control leaves to a computed address.
    public final long pc;

    /// The number of instructions of the block that have retired before this point.
    public int retired;

    /// The registers that have changed, ascending: 0 to 31 `x`, 32 to 63 `f`.
    public int[] registers;

    /// What the registers hold.
    public Node[] values;

    /// Copies nothing.
    public Snapshot(long pc, int retired, int[] registers, Node[] values) {
        this.pc = pc;
        this.retired = retired;
        this.registers = registers;
        this.values = values;
    }
}
