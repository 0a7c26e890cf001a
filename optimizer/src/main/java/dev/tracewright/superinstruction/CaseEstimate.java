package dev.tracewright.superinstruction;

import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.superinstruction.OperandUse.RegisterFile;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The size of fused cases in the switch engine, as the sum of what its emitter writes for each
/// part of each component. A test compares it with the emitter.
final class CaseEstimate {
    // The first component is fetched by the loop itself; the last goes back to it.
    private static final int CASE = -11;
    private static final int FETCH = 14;
    private static final int RESULT = 13;
    private static final int DEAD_RESULT = 5;
    private static final int FROM_REGISTER = 10;
    private static final int FORWARDED_FROM = 2;
    private static final int FORWARDED_TO = 4;
    private static final int IMMEDIATE = 4;

    private static final Map<Opcode, Integer> OPERATIONS = operations();

    private CaseEstimate() {}

    static int bytes(List<Component> components) {
        int bytes = CASE;
        for (int i = 0; i < components.size(); i++) {
            bytes += bytes(components.get(i)) + (isForwarded(components, i) ? FORWARDED_TO : 0);
        }
        return bytes;
    }

    private static int bytes(Component component) {
        OperandUse use = OperandUse.of(component.opcode());
        int result = component.resultDead() ? DEAD_RESULT : RESULT;
        return FETCH
                + OPERATIONS.get(component.opcode())
                + (use.writes() == RegisterFile.NONE ? 0 : result)
                + source(component.rs1())
                + source(component.rs2())
                + source(component.rs3());
    }

    private static int source(int source) {
        return switch (source) {
            case Component.REGISTER -> FROM_REGISTER;
            case Component.ZERO -> 0;
            default -> FORWARDED_FROM;
        };
    }

    private static boolean isForwarded(List<Component> components, int index) {
        return components.stream()
                .anyMatch(c -> c.rs1() == index || c.rs2() == index || c.rs3() == index);
    }

    private static Map<Opcode, Integer> operations() {
        var operations = new EnumMap<Opcode, Integer>(Opcode.class);
        for (Opcode opcode : Opcode.values()) {
            if (!opcode.compressed()) {
                operations.put(opcode, operation(opcode.meaning()));
            }
        }
        return operations;
    }

    private static int operation(Meaning meaning) {
        return switch (meaning) {
            case Meaning.SetX(Expr value) -> operation(value);
            case Meaning.SetF(Expr value) -> operation(value);
            case Meaning.Store(_, Expr address, Expr value) ->
                    8 + operation(address) + operation(value);
            case Meaning.Branch(Expr condition) -> 15 + operation(condition);
            case Meaning.Jump jump -> jump.direct() ? 14 : 54;
            case Meaning.Fence _ -> 4;
            case Meaning.EnvironmentCall _,
                    Meaning.Breakpoint _,
                    Meaning.InstructionFence _,
                    Meaning.Expansion _ ->
                    0;
        };
    }

    private static int operation(Expr expr) {
        return switch (expr) {
            case Expr.X _, Expr.F _, Expr.Number _ -> 0;
            case Expr.Imm _ -> IMMEDIATE;
            case Expr.Const _ -> 2;
            case Expr.Pc _ -> 8;
            case Expr.Apply(Primitive primitive, List<Expr> arguments) ->
                    operation(primitive)
                            + arguments.stream().mapToInt(CaseEstimate::operation).sum();
            case Expr.Load(_, Expr address) -> 5 + operation(address);
            case Expr.LoadReserved(_, Expr address) -> 10 + operation(address);
            case Expr.StoreConditional(_, Expr address, Expr value) ->
                    10 + operation(address) + operation(value);
            case Expr.Amo(_, _, Expr address, Expr value) ->
                    12 + operation(address) + operation(value);
            case Expr.Csr(_, Expr source) -> operation(source);
        };
    }

    private static int operation(Primitive primitive) {
        if (primitive.rounds()) {
            return 27;
        }
        return primitive.raisesFlags() ? 11 : 2;
    }
}
