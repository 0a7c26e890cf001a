package dev.tracewright.superinstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Operand;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// A fused sequence computes what its instructions compute one by one.
final class ForwardingTest {
    private static final int SEQUENCES = 1_000;

    @ParameterizedTest(name = "length {0}")
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void fusedExecutionEqualsSequentialExecution(int length) {
        for (int seed = 0; seed < SEQUENCES; seed++) {
            var random = new Random(seed * 31L + length);
            List<Instruction> sequence = new RandomCode(random).sequence(length);
            List<Component> shape = Superinstruction.shape(sequence);
            var sequential = new Machine(new Random(seed));
            var fused = new Machine(new Random(seed));
            String what = "seed " + seed + ": " + Superinstruction.describe(shape);
            long[] results = new long[length];
            for (int i = 0; i < length; i++) {
                if (OperandUse.of(sequence.get(i).opcode()).canTrap()) {
                    // Here the guest can see the registers: all must be right.
                    assertEquals(sequential.state(), fused.state(), what + ", before " + i);
                }
                sequential.execute(sequence.get(i), null, results);
                results[i] = fused.execute(sequence.get(i), shape.get(i), results);
            }
            assertEquals(sequential.state(), fused.state(), what + ", at the end");
        }
    }

    @ParameterizedTest(name = "length {0}")
    @ValueSource(ints = {2, 3, 8})
    void resultsThatNobodyCanSeeAreFound(int length) {
        int dead = 0;
        for (int seed = 0; seed < 500; seed++) {
            var code = new RandomCode(new Random(seed));
            for (Component component : Superinstruction.shape(code.sequence(length))) {
                dead += component.resultDead() ? 1 : 0;
            }
        }
        assertTrue(dead > 0, "some of 500 sequences overwrite a result");
    }

    /// Registers, and a memory that gives arbitrary values and remembers what was asked of it.
    private static final class Machine {
        private final long[] x = new long[32];
        private final long[] f = new long[32];
        private final Fcsr fcsr = new Fcsr();
        private final List<String> effects = new ArrayList<>();

        Machine(Random random) {
            for (int i = 0; i < 32; i++) {
                x[i] = i == 0 ? 0 : random.nextLong() >> random.nextInt(64);
                f[i] = random.nextLong();
            }
        }

        String state() {
            return Arrays.toString(x) + Arrays.toString(f) + fcsr.flags + effects;
        }

        /// Executes an instruction with operands as the component says, or from the registers if it
        /// is null.
        ///
        /// @return the result
        long execute(Instruction instruction, Component component, long[] results) {
            var evaluation = new Evaluation(instruction, component, results);
            boolean keep = component == null || !component.resultDead();
            long result = 0;
            switch (instruction.opcode().meaning()) {
                case Meaning.SetX(Expr value) -> {
                    result = evaluation.value(value);
                    if (keep && instruction.rd() != 0) {
                        x[instruction.rd()] = result;
                    }
                }
                case Meaning.SetF(Expr value) -> {
                    result = evaluation.value(value);
                    if (keep) {
                        f[instruction.rd()] = result;
                    }
                }
                case Meaning.Store(var width, Expr address, Expr value) ->
                        effects.add(
                                "store %s %x %x"
                                        .formatted(
                                                width,
                                                evaluation.value(address),
                                                evaluation.value(value)));
                case Meaning.Branch(Expr condition) ->
                        effects.add("branch " + evaluation.value(condition));
                case Meaning.Jump(Expr target) -> {
                    effects.add("jump " + evaluation.value(target));
                    if (instruction.rd() != 0) {
                        x[instruction.rd()] = 4;
                    }
                }
                case Meaning.Fence _ -> effects.add("fence");
                case Meaning.EnvironmentCall _,
                        Meaning.Breakpoint _,
                        Meaning.InstructionFence _,
                        Meaning.Expansion _ ->
                        throw new IllegalArgumentException(instruction + " is not fusible");
            }
            return result;
        }

        private final class Evaluation {
            private final Instruction instruction;
            private final Component component;
            private final long[] results;

            Evaluation(Instruction instruction, Component component, long[] results) {
                this.instruction = instruction;
                this.component = component;
                this.results = results;
            }

            long value(Expr expr) {
                return switch (expr) {
                    case Expr.Const(long value) -> value;
                    case Expr.X(Operand operand) -> register(x, operand);
                    case Expr.F(Operand operand) -> register(f, operand);
                    case Expr.Number(Operand operand) -> OperandUse.register(instruction, operand);
                    case Expr.Imm _ -> instruction.imm();
                    case Expr.Pc _ -> 0x10000;
                    case Expr.Apply(var primitive, List<Expr> arguments) ->
                            primitive.apply(
                                    value(arguments.get(0)),
                                    arguments.size() > 1 ? value(arguments.get(1)) : 0,
                                    arguments.size() > 2 ? value(arguments.get(2)) : 0,
                                    instruction.rm(),
                                    fcsr);
                    case Expr.Load(var width, Expr address) ->
                            access("load " + width, value(address), 0);
                    case Expr.LoadReserved(var width, Expr address) ->
                            access("lr " + width, value(address), 0);
                    case Expr.StoreConditional(var width, Expr address, Expr value) ->
                            access("sc " + width, value(address), value(value));
                    case Expr.Amo(var width, var combine, Expr address, Expr value) ->
                            access("amo " + width + combine, value(address), value(value));
                    case Expr.Csr _ -> throw new IllegalArgumentException("not fusible");
                };
            }

            private long register(long[] file, Operand operand) {
                int source =
                        component == null
                                ? Component.REGISTER
                                : switch (operand) {
                                    case RD -> throw new IllegalArgumentException("rd is read");
                                    case RS1 -> component.rs1();
                                    case RS2 -> component.rs2();
                                    case RS3 -> component.rs3();
                                };
                return switch (source) {
                    case Component.REGISTER -> file[OperandUse.register(instruction, operand)];
                    case Component.ZERO -> 0;
                    default -> results[source];
                };
            }

            private long access(String what, long address, long value) {
                effects.add("%s %x %x".formatted(what, address, value));
                return (address + value) * 0x9e3779b97f4a7c15L;
            }
        }
    }
}
