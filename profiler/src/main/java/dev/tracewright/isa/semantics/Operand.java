package dev.tracewright.isa.semantics;

/// A register operand of an instruction, by the name its field has in the specification's listings.
public enum Operand {
    RD,
    RS1,
    RS2,
    RS3
}
