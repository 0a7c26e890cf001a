package dev.tracewright.engine.emit;

import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.isa.semantics.Width;

import java.lang.classfile.CodeBuilder;

/// Where emitted code finds an instruction's operands and puts its results.
///
/// The pushing methods leave one value on the JVM's stack: a `long` unless they say otherwise.
/// Results are written in two halves, because an array store wants its array and index below the
/// value.
public interface Operands {
    /// Pushes an integer register.
    void x(CodeBuilder code, Operand operand);

    /// Pushes the raw bits of a floating-point register.
    void f(CodeBuilder code, Operand operand);

    /// Pushes the number of a register.
    void number(CodeBuilder code, Operand operand);

    /// Pushes the immediate.
    void immediate(CodeBuilder code);

    /// Pushes the instruction's address.
    void pc(CodeBuilder code);

    /// Pushes the rounding mode in force, 0 to 4, an `int`.
    void roundingMode(CodeBuilder code);

    /// Pushes the hart's [dev.tracewright.isa.semantics.Fcsr].
    void fcsr(CodeBuilder code);

    /// Pushes the [dev.tracewright.engine.Hart].
    void hart(CodeBuilder code);

    /// Pushes the [dev.tracewright.memory.GuestMemory].
    void memory(CodeBuilder code);

    /// Begins a write of the integer destination register; the value follows.
    void beginSetX(CodeBuilder code);

    /// Ends it, the value being on the stack.
    void endSetX(CodeBuilder code);

    /// Begins a write of the floating-point destination register; the value follows.
    void beginSetF(CodeBuilder code);

    /// Ends it, the value being on the stack.
    void endSetF(CodeBuilder code);

    /// Loads from memory: the address is on the stack, the value in a register's form takes its
    /// place.
    void load(CodeBuilder code, Width width);

    /// Stores to memory: address and value are on the stack.
    void store(CodeBuilder code, Width width);
}
