package dev.tracewright.engine;

import dev.tracewright.isa.semantics.Expr.CsrOperation;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.IllegalInstruction;

/// The control and status registers that a program in user mode has (specification, "Zicsr",
/// "Zicntr" and "Floating-Point Control and Status Register").
final class ControlRegisters {
    private static final int FFLAGS = 0x001;
    private static final int FRM = 0x002;
    private static final int FCSR = 0x003;
    private static final int CYCLE = 0xc00;
    private static final int TIME = 0xc01;
    private static final int INSTRET = 0xc02;

    private static final int FLAGS_MASK = 0x1f;
    private static final int ROUNDING_MASK = 7;

    private ControlRegisters() {}

    /// Reads a register and, unless `operation` leaves it alone, changes it.
    ///
    /// @param sourceNumber the number in the instruction's source field: SET and CLEAR write only
    ///   if it is not 0
    /// @return the old value
    /// @throws IllegalInstruction if there is no such register or it cannot be written
    static long access(
            Hart hart, int number, CsrOperation operation, long source, int sourceNumber) {
        long old = read(hart, number);
        if (operation == CsrOperation.WRITE || sourceNumber != 0) {
            write(
                    hart,
                    number,
                    switch (operation) {
                        case WRITE -> source;
                        case SET -> old | source;
                        case CLEAR -> old & ~source;
                    });
        }
        return old;
    }

    private static long read(Hart hart, int number) {
        Fcsr fcsr = hart.fcsr;
        return switch (number) {
            case FFLAGS -> fcsr.flags;
            case FRM -> fcsr.rounding;
            case FCSR -> fcsr.value();
            case CYCLE, INSTRET -> hart.instret;
            case TIME -> hart.clock.getAsLong();
            default -> throw IllegalInstruction.INSTANCE;
        };
    }

    private static void write(Hart hart, int number, long value) {
        Fcsr fcsr = hart.fcsr;
        switch (number) {
            case FFLAGS -> fcsr.flags = (int) value & FLAGS_MASK;
            case FRM -> fcsr.rounding = (int) value & ROUNDING_MASK;
            case FCSR -> fcsr.setValue((int) value);
            default -> throw IllegalInstruction.INSTANCE;
        }
    }
}
