package dev.tracewright.region;

import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Primitive;

/// Which instructions compiled code executes; the others are left to the interpreter.
public final class Compilable {
    private Compilable() {}

    /// Whether it is executed in compiled code: no environment call, control register, instruction
    /// fence or atomic access, and no static rounding mode but to nearest even, or towards zero for
    /// conversions to integers.
    public static boolean compiles(Instruction instruction) {
        Meaning meaning = instruction.opcode().meaning();
        if (meaning instanceof Meaning.SetX set) {
            Expr value = set.value();
            if (value instanceof Expr.Csr
                    || value instanceof Expr.Amo
                    || value instanceof Expr.LoadReserved
                    || value instanceof Expr.StoreConditional) {
                return false;
            }
            return rounds(instruction, value, true);
        }
        if (meaning instanceof Meaning.SetF set) {
            return rounds(instruction, set.value(), false);
        }
        return meaning instanceof Meaning.Store
                || meaning instanceof Meaning.Branch
                || meaning instanceof Meaning.Jump
                || meaning instanceof Meaning.Fence;
    }

    private static boolean rounds(Instruction instruction, Expr value, boolean toInteger) {
        if (!(value instanceof Expr.Apply apply)) {
            return true;
        }
        Primitive primitive = apply.primitive();
        int rm = instruction.rm();
        return !primitive.rounds()
                || rm == Fcsr.DYN
                || rm == Fcsr.RNE
                || toInteger && rm == Fcsr.RTZ;
    }
}
