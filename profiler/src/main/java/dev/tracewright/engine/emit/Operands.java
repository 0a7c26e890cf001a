package dev.tracewright.engine.emit;

import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.isa.semantics.Width;

import java.lang.classfile.CodeBuilder;

/// Where emitted code finds an instruction's operands and puts its results.
///
/// The pushing methods leave one value on the JVM's stack: a `long` unless they say otherwise.
/// Memory is accessed while nothing else is on the stack, so that an access may go elsewhere.
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

    /// Writes the value on the stack to the integer destination register.
    void setX(CodeBuilder code);

    /// Writes the value on the stack to the floating-point destination register.
    void setF(CodeBuilder code);

    /// Loads from memory: the address is on the stack, the value in a register's form takes its
    /// place.
    void load(CodeBuilder code, Width width);

    /// Stores to memory: address and value are on the stack.
    void store(CodeBuilder code, Width width);
}
