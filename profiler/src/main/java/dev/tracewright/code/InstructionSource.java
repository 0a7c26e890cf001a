package dev.tracewright.code;

import dev.tracewright.isa.Instruction;

import java.util.Optional;

/// Where the instructions of a program are read: its memory while it runs, its file afterwards.
@FunctionalInterface
public interface InstructionSource {
    /// The instruction at the address; empty if nothing executable is there or it is not an
    /// instruction.
    Optional<Instruction> at(long pc);
}
