package dev.tracewright.engine.emit;

import dev.tracewright.isa.semantics.Width;

import java.lang.classfile.CodeBuilder;

/// How emitted code reads and writes guest memory; the address, and the value to store, are in
/// local variables.
public interface MemoryAccess {
    /// Pushes the value at an address, in a register's form.
    void load(CodeBuilder code, Width width, int address);

    /// Stores the low bytes of a value.
    void store(CodeBuilder code, Width width, int address, int value);
}
