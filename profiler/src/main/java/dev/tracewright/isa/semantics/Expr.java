package dev.tracewright.isa.semantics;

import java.util.List;

/// The value of a part of an instruction, as a tree over its operands and the [Primitive]
/// operations.
///
/// Every value is a 64-bit word; conditions are 0 or 1; a single-precision number is NaN-boxed.
public sealed interface Expr {
    /// A literal.
    record Const(long value) implements Expr {}

    /// The integer register that the operand names; `x0` reads as zero.
    record X(Operand operand) implements Expr {}

    /// The raw 64 bits of the floating-point register that the operand names.
    record F(Operand operand) implements Expr {}

    /// The operand's register number itself, 0 to 31 (the `uimm` of the CSR instructions).
    record Number(Operand operand) implements Expr {}

    /// The instruction's immediate, sign- or zero-extended as its encoding says.
    record Imm() implements Expr {}

    /// The address of this instruction.
    record Pc() implements Expr {}

    /// A primitive operation. Where [Primitive#rounds] holds, the instruction's rounding mode is a
    /// further, implicit operand; where [Primitive#raisesFlags] holds, `fflags` accrues.
    record Apply(Primitive primitive, List<Expr> arguments) implements Expr {}

    /// The value in memory at `address`.
    record Load(Width width, Expr address) implements Expr {}

    /// Reads memory, registers a reservation, and yields the value (specification, "Zalrsc").
    record LoadReserved(Width width, Expr address) implements Expr {}

    /// Stores if the reservation holds; yields 0 on success and 1 on failure (specification,
    /// "Zalrsc").
    record StoreConditional(Width width, Expr address, Expr value) implements Expr {}

    /// Atomically replaces memory by `combine(old, value)` and yields `old` (specification,
    /// "Zaamo").
    record Amo(Width width, Primitive combine, Expr address, Expr value) implements Expr {}

    /// Accesses the control and status register whose number is the immediate; yields its old value
    /// (specification, "Zicsr").
    record Csr(CsrOperation operation, Expr source) implements Expr {}

    /// The expressions that this one is made of, in the order in which they are evaluated.
    default List<Expr> children() {
        return switch (this) {
            case Const _, X _, F _, Number _, Imm _, Pc _ -> List.of();
            case Apply(_, List<Expr> arguments) -> arguments;
            case Load(_, Expr address) -> List.of(address);
            case LoadReserved(_, Expr address) -> List.of(address);
            case StoreConditional(_, Expr address, Expr value) -> List.of(address, value);
            case Amo(_, _, Expr address, Expr value) -> List.of(address, value);
            case Csr(_, Expr source) -> List.of(source);
        };
    }

    /// How a CSR instruction changes the register.
    enum CsrOperation {
        /// Writes the source.
        WRITE,
        /// Sets the bits that are set in the source; with `x0` or a zero immediate nothing is
        /// written.
        SET,
        /// Clears the bits that are set in the source; with `x0` or a zero immediate nothing is
        /// written.
        CLEAR
    }
}
