package dev.tracewright.jit.amd64;

/// The eight two-operand instructions of integer arithmetic, in the order of the encoding.
enum Alu {
    ADD,
    OR,
    ADC,
    SBB,
    AND,
    SUB,
    XOR,
    CMP
}
