package dev.tracewright.linux;

/// What a system call sees of the hart that makes it.
public interface GuestRegisters {
    /// The value of an integer register, 0 to 31.
    long x(int register);

    /// Changes an integer register, 1 to 31.
    void setX(int register, long value);

    /// The address of the instruction behind the `ecall`.
    long pc();

    /// Instructions retired so far, the `ecall` among them; the virtual clock derives from it.
    long instret();
}
