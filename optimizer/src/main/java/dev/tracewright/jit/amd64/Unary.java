package dev.tracewright.jit.amd64;

/// Instructions with one operand; the last four work on RDX:RAX besides.
enum Unary {
    NOT(2),
    NEG(3),
    MUL(4),
    IMUL(5),
    DIV(6),
    IDIV(7);

    /// What stands in the register field.
    final int extension;

    Unary(int extension) {
        this.extension = extension;
    }
}
