package dev.tracewright.jit.amd64;

/// A condition of the flags, in the order of the encoding: an odd one is the negation of the one
/// before.
enum Condition {
    OVERFLOW,
    NO_OVERFLOW,
    BELOW,
    ABOVE_EQUAL,
    EQUAL,
    NOT_EQUAL,
    BELOW_EQUAL,
    ABOVE,
    SIGN,
    NO_SIGN,
    PARITY,
    NO_PARITY,
    LESS,
    GREATER_EQUAL,
    LESS_EQUAL,
    GREATER;

    private static final Condition[] ALL = values();

    /// The condition that holds when this one does not.
    Condition negate() {
        return ALL[ordinal() ^ 1];
    }
}
