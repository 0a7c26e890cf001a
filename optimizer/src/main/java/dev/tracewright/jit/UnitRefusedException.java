package dev.tracewright.jit;

/// A unit cannot be compiled as it is; a smaller one perhaps can.
public final class UnitRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param reason why, for the report of what was rejected
    public UnitRefusedException(String reason) {
        super(reason, null, false, false);
    }
}
