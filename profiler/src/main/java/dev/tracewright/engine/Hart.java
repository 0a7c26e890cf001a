package dev.tracewright.engine;

import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.memory.GuestMemory;

import java.util.function.LongSupplier;

/// The state of one hardware thread, and the memory that it sees.
///
/// The fields are public because compiled code reads and writes them.
public final class Hart {
    /// The index of the slot in [#x] that takes writes to `x0`.
    public static final int SINK = 32;

    /// The integer registers; `x[0]` is always zero, and [#SINK] holds whatever was written to
    /// `x0`.
    public final long[] x = new long[33];

    /// The floating-point registers, raw bits; singles are NaN-boxed.
    public final long[] f = new long[32];

    /// Rounding mode and accrued exceptions.
    public final Fcsr fcsr = new Fcsr();

    /// Memory as this hart sees it.
    public final GuestMemory memory;

    /// The address of the next instruction.
    public long pc;

    /// The number of instructions that have retired.
    public long instret;

    /// The address that `lr` reserved, or -1.
    public long reservation = -1;

    /// The value that `lr` read.
    public long reservedValue;

    /// The value of the `time` CSR, in ticks of one nanosecond, at a call.
    public LongSupplier clock = () -> instret;

    /// Creates a hart with all registers zero.
    public Hart(GuestMemory memory) {
        this.memory = memory;
    }
}
