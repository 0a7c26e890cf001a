package dev.tracewright.memory;

/// The read-modify-write operations of the A extension ("Zaamo").
public enum AtomicOperation {
    /// `amoswap`
    SWAP,
    /// `amoadd`
    ADD,
    /// `amoand`
    AND,
    /// `amoor`
    OR,
    /// `amoxor`
    XOR,
    /// `amomin`
    MIN,
    /// `amomax`
    MAX,
    /// `amominu`
    MINU,
    /// `amomaxu`
    MAXU;

    /// The value that a 32-bit operation stores.
    public int apply(int old, int operand) {
        return switch (this) {
            case SWAP -> operand;
            case ADD -> old + operand;
            case AND -> old & operand;
            case OR -> old | operand;
            case XOR -> old ^ operand;
            case MIN -> Math.min(old, operand);
            case MAX -> Math.max(old, operand);
            case MINU -> Integer.compareUnsigned(old, operand) <= 0 ? old : operand;
            case MAXU -> Integer.compareUnsigned(old, operand) >= 0 ? old : operand;
        };
    }

    /// The value that a 64-bit operation stores.
    public long apply(long old, long operand) {
        return switch (this) {
            case SWAP -> operand;
            case ADD -> old + operand;
            case AND -> old & operand;
            case OR -> old | operand;
            case XOR -> old ^ operand;
            case MIN -> Math.min(old, operand);
            case MAX -> Math.max(old, operand);
            case MINU -> Long.compareUnsigned(old, operand) <= 0 ? old : operand;
            case MAXU -> Long.compareUnsigned(old, operand) >= 0 ? old : operand;
        };
    }
}
