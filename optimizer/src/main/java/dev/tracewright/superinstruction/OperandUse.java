package dev.tracewright.superinstruction;

import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Operand;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// Which registers an opcode reads and writes and whether it can trap, read off its meaning.
///
/// @param integers operands that name an integer register that is read
/// @param floats operands that name a floating-point register that is read
/// @param writes the register file that `rd` names
/// @param canTrap whether executing it can trap, so that everything before it has to be in the
///   registers
/// @param fusible whether it may be part of a superinstruction
/// @param leaves whether it may transfer control, so that nothing can follow it in a
///   superinstruction
record OperandUse(
        Set<Operand> integers,
        Set<Operand> floats,
        RegisterFile writes,
        boolean canTrap,
        boolean fusible,
        boolean leaves) {
    private static final Map<Opcode, OperandUse> ALL = all();

    /// What a destination register belongs to.
    enum RegisterFile {
        NONE,
        INTEGER,
        FLOAT
    }

    /// The facts about an opcode that is not compressed.
    static OperandUse of(Opcode opcode) {
        return ALL.get(opcode);
    }

    /// The number of the register that the operand names.
    static int register(Instruction instruction, Operand operand) {
        return switch (operand) {
            case RD -> instruction.rd();
            case RS1 -> instruction.rs1();
            case RS2 -> instruction.rs2();
            case RS3 -> instruction.rs3();
        };
    }

    private static Map<Opcode, OperandUse> all() {
        var all = new EnumMap<Opcode, OperandUse>(Opcode.class);
        for (Opcode opcode : Opcode.values()) {
            if (!opcode.compressed()) {
                all.put(opcode, new Reader().read(opcode.meaning()));
            }
        }
        return all;
    }

    /// Collects the facts on a walk over one meaning.
    private static final class Reader {
        private final Set<Operand> integers = EnumSet.noneOf(Operand.class);
        private final Set<Operand> floats = EnumSet.noneOf(Operand.class);
        private boolean canTrap;
        private boolean fusible = true;
        private boolean leaves;

        OperandUse read(Meaning meaning) {
            RegisterFile writes = RegisterFile.NONE;
            switch (meaning) {
                case Meaning.SetX(Expr value) -> {
                    writes = RegisterFile.INTEGER;
                    walk(value);
                }
                case Meaning.SetF(Expr value) -> {
                    writes = RegisterFile.FLOAT;
                    walk(value);
                }
                case Meaning.Store(_, Expr address, Expr value) -> {
                    canTrap = true;
                    walk(address);
                    walk(value);
                }
                case Meaning.Branch(Expr condition) -> {
                    leaves = true;
                    walk(condition);
                }
                case Meaning.Jump(Expr target) -> {
                    writes = RegisterFile.INTEGER;
                    leaves = true;
                    walk(target);
                }
                case Meaning.EnvironmentCall _,
                        Meaning.Breakpoint _,
                        Meaning.InstructionFence _ -> {
                    canTrap = true;
                    fusible = false;
                }
                case Meaning.Fence _ -> {}
                case Meaning.Expansion _ ->
                        throw new IllegalArgumentException(
                                "a compressed opcode has no operands of its own");
            }
            return new OperandUse(
                    Set.copyOf(integers), Set.copyOf(floats), writes, canTrap, fusible, leaves);
        }

        private void walk(Expr expr) {
            switch (expr) {
                case Expr.X(Operand operand) -> integers.add(operand);
                case Expr.F(Operand operand) -> floats.add(operand);
                case Expr.Const _, Expr.Number _, Expr.Imm _, Expr.Pc _ -> {}
                case Expr.Apply(var primitive, var arguments) -> {
                    // A dynamic rounding mode that is reserved makes the instruction illegal.
                    canTrap |= primitive.rounds();
                    arguments.forEach(this::walk);
                }
                case Expr.Load(_, Expr address) -> access(address);
                case Expr.LoadReserved(_, Expr address) -> {
                    fusible = false;
                    access(address);
                }
                case Expr.StoreConditional(_, Expr address, Expr value) -> {
                    fusible = false;
                    access(address, value);
                }
                case Expr.Amo(_, _, Expr address, Expr value) -> {
                    fusible = false;
                    access(address, value);
                }
                case Expr.Csr(_, Expr source) -> {
                    fusible = false;
                    access(source);
                }
            }
        }

        private void access(Expr... operands) {
            canTrap = true;
            for (Expr operand : operands) {
                walk(operand);
            }
        }
    }
}
