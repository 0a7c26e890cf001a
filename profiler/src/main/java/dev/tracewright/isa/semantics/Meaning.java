package dev.tracewright.isa.semantics;

import java.util.List;

/// What executing an instruction does. Control goes to the next instruction unless it says
/// otherwise.
///
/// All operands are read before anything is written, and nothing is written when an access faults.
public sealed interface Meaning {
    /// Writes an integer register; a write to `x0` is dropped, but the value's side effects happen.
    record SetX(Expr value) implements Meaning {}

    /// Writes a floating-point register.
    record SetF(Expr value) implements Meaning {}

    /// Writes the low bytes of `value` to memory.
    record Store(Width width, Expr address, Expr value) implements Meaning {}

    /// Goes to `pc + imm` if the condition is not zero.
    record Branch(Expr condition) implements Meaning {}

    /// Writes the address of the next instruction to `rd` and goes to `target`.
    record Jump(Expr target) implements Meaning {
        /// Whether the target is in the instruction itself (`jal`), not in a register (`jalr`).
        public boolean direct() {
            // Not by equality: a record's is linked at run time, which a short run would feel.
            return target instanceof Expr.Apply(var _, List<Expr> arguments)
                    && arguments.stream().anyMatch(Expr.Pc.class::isInstance);
        }
    }

    /// Calls the environment (`ecall`).
    record EnvironmentCall() implements Meaning {}

    /// Stops for a debugger (`ebreak`).
    record Breakpoint() implements Meaning {}

    /// Orders memory accesses; nothing to do where one hart runs in program order.
    record Fence() implements Meaning {}

    /// Makes earlier stores visible to instruction fetches (specification, "Zifencei").
    record InstructionFence() implements Meaning {}

    /// A compressed instruction: it means what its expansion means. The words are the mnemonic of a
    /// 32-bit instruction and one source for each of its fields in the order `rd rs1 rs2 imm`.
    record Expansion(String text) implements Meaning {}

    /// The expressions that are evaluated, in that order.
    default List<Expr> values() {
        return switch (this) {
            case SetX(Expr value) -> List.of(value);
            case SetF(Expr value) -> List.of(value);
            case Store(_, Expr address, Expr value) -> List.of(address, value);
            case Branch(Expr condition) -> List.of(condition);
            case Jump(Expr target) -> List.of(target);
            case EnvironmentCall _, Breakpoint _, Fence _, InstructionFence _, Expansion _ ->
                    List.of();
        };
    }
}
