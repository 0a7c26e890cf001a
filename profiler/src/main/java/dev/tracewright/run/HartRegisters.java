package dev.tracewright.run;

import dev.tracewright.engine.Hart;
import dev.tracewright.linux.GuestRegisters;

/// A hart as system calls see it. The `ecall` has retired when the call is made.
record HartRegisters(Hart hart) implements GuestRegisters {
    private static final int ECALL_LENGTH = 4;

    @Override
    public long x(int register) {
        return hart.x[register];
    }

    @Override
    public void setX(int register, long value) {
        hart.x[register] = value;
    }

    @Override
    public long pc() {
        return hart.pc - ECALL_LENGTH;
    }

    @Override
    public long instret() {
        return hart.instret;
    }
}
