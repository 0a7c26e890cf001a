package dev.tracewright.engine;

/// Why a hart stopped at an instruction (privileged specification, "mcause"; the numbers are its
/// codes).
public enum Cause {
    INSTRUCTION_ACCESS(1, "instruction access fault"),
    ILLEGAL_INSTRUCTION(2, "illegal instruction"),
    BREAKPOINT(3, "breakpoint"),
    LOAD_ALIGNMENT(4, "misaligned atomic load"),
    LOAD_ACCESS(5, "load access fault"),
    STORE_ALIGNMENT(6, "misaligned atomic store"),
    STORE_ACCESS(7, "store access fault"),
    ENVIRONMENT_CALL(8, "environment call");

    private final int code;
    private final String text;

    Cause(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /// The exception code.
    public int code() {
        return code;
    }

    /// What it is, in words.
    public String text() {
        return text;
    }
}
