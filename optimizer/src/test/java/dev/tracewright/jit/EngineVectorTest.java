package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.engine.Cause;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop;
import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.superinstruction.Component;
import dev.tracewright.vectors.Vector;
import dev.tracewright.vectors.Vector.Setting;
import dev.tracewright.vectors.VectorFile;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Every engine does what the vectors say, in interpreted, fused and compiled code.
final class EngineVectorTest {
    private static final long BUFFER_PAGE = 0x10_0000;
    private static final long BUFFER = BUFFER_PAGE + 0x800;
    private static final int FENCE = 64;
    private static final long MANY = 1_000;

    private static final long[] INTEGERS = new Random(1).longs(32).toArray();
    private static final long[] FLOATS = new Random(2).longs(32).toArray();
    private static final byte[] AROUND = new byte[Vector.MEMORY + 2 * FENCE];

    private static GuestMemory memory;
    private static List<VectorBatch> batches;

    @BeforeAll
    static void load() {
        new Random(3).nextBytes(AROUND);
        memory = GuestMemory.reserve();
        memory.map(BUFFER_PAGE, GuestMemory.PAGE_SIZE, Permission.READ | Permission.WRITE);
        batches = VectorBatch.of(VectorFile.all());
        batches.forEach(batch -> batch.load(memory));
    }

    @AfterAll
    static void release() {
        memory.close();
    }

    static List<String> engines() {
        return Plans.engines();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void everyVectorHoldsAndIsExecutedAsThePlanSays(String engine) {
        var mistakes = new ArrayList<String>();
        int vectors = 0;
        for (VectorBatch batch : batches) {
            List<OptimizationPlan> plans = batch.plans();
            for (var plan : Plans.followsPlans(engine) ? plans : plans.subList(0, 1)) {
                Execution execution =
                        Plans.engine(engine, Optional.of(plan)).open(memory, Optional.empty());
                for (VectorBatch.Slot slot : batch.slots()) {
                    check(engine, execution, slot, mistakes);
                    vectors += slot.vectors().size();
                }
            }
        }
        assertEquals(List.of(), mistakes.stream().limit(20).toList());
        assertEquals(VectorFile.all().size() * (Plans.followsPlans(engine) ? 2 : 1), vectors);
    }

    private static void check(
            String engine, Execution execution, VectorBatch.Slot slot, List<String> mistakes) {
        long fewest = Long.MAX_VALUE;
        for (Vector vector : slot.vectors()) {
            var run = new Run(execution, slot, vector);
            run.difference().ifPresent(d -> mistakes.add(vector + ": " + d));
            if (run.nearest || !engine.equals("trace")) {
                fewest = Math.min(fewest, run.dispatches());
            }
        }
        long expected = dispatches(engine, slot);
        if (expected > 0
                && fewest != expected
                && fewest < Long.MAX_VALUE
                && !(convertsToUnsigned(slot) && fewest == expected + 1)) {
            mistakes.add(slot.vectors().getFirst() + ": " + fewest + " dispatches");
        }
    }

    // Machine code may leave these to the interpreter.
    private static boolean convertsToUnsigned(VectorBatch.Slot slot) {
        return slot.instructions().stream()
                .anyMatch(i -> i.opcode().name().matches("FCVT_[WL]U_[SD]_"));
    }

    @Test
    void theVectorsFuseAndCompileEveryInstructionThatEnginesDecode() {
        var fusible = OpcodeSets.decoded().stream().filter(Component::fusible).toList();
        assertEquals(fusible, opcodes(VectorBatch.Slot::fuses));
        var compiled = new ArrayList<>(OpcodeSets.decoded());
        compiled.removeIf(EngineVectorTest::isAtomic);
        assertEquals(compiled, opcodes(VectorBatch.Slot::compiles));
    }

    private static boolean isAtomic(Opcode opcode) {
        return opcode.meaning().values().stream()
                .anyMatch(
                        value ->
                                value instanceof Expr.LoadReserved
                                        || value instanceof Expr.StoreConditional
                                        || value instanceof Expr.Amo);
    }

    private static List<Opcode> opcodes(Predicate<VectorBatch.Slot> condition) {
        return batches.stream()
                .flatMap(batch -> batch.slots().stream())
                .filter(condition)
                .flatMap(slot -> slot.instructions().stream())
                .map(Instruction::opcode)
                .distinct()
                .sorted()
                .toList();
    }

    // How many it takes to execute the no-op and the vector by the plan; 0 if that is not expected.
    private static long dispatches(String engine, VectorBatch.Slot slot) {
        return switch (engine) {
            case "super" -> slot.fuses() ? 1 : 0;
            case "trace" -> slot.compiles() ? 2 : 0;
            default -> 0;
        };
    }

    /// One vector, executed.
    private static final class Run {
        private final VectorBatch.Slot slot;
        private final Vector vector;
        private final Hart hart = new Hart(memory);
        private final long[] integers = INTEGERS.clone();
        private final long[] floats = FLOATS.clone();
        private final byte[] after = AROUND.clone();
        private final Stop stop;
        private final long dispatches;
        private int fcsr;

        /// Whether the rounding mode is the one that units are compiled for.
        private final boolean nearest;

        Run(Execution execution, VectorBatch.Slot slot, Vector vector) {
            this.slot = slot;
            this.vector = vector;
            set(vector.before());
            System.arraycopy(integers, 1, hart.x, 1, 31);
            System.arraycopy(floats, 0, hart.f, 0, 32);
            hart.fcsr.setValue(fcsr);
            nearest = hart.fcsr.rounding == Fcsr.RNE;
            hart.pc = slot.entry();
            byte[] before = AROUND.clone();
            System.arraycopy(vector.memoryBefore(), 0, before, FENCE, vector.memoryBefore().length);
            memory.write(BUFFER - FENCE, before, 0, before.length);
            long already = execution.dispatches();
            stop = execution.run(hart, MANY);
            dispatches = execution.dispatches() - already;
            set(vector.after());
            System.arraycopy(vector.memoryAfter(), 0, after, FENCE, vector.memoryAfter().length);
        }

        private void set(List<Setting> settings) {
            for (Setting setting : settings) {
                long value = setting.value().at(slot.pc(), BUFFER);
                switch (setting.registers()) {
                    case X -> integers[setting.number()] = value;
                    case F -> floats[setting.number()] = value;
                    case FCSR -> fcsr = (int) value;
                }
            }
            integers[0] = 0;
        }

        /// How many there were until the end of the vector, if it did not trap.
        long dispatches() {
            if (vector.trap() != Vector.Trap.NONE) {
                return Long.MAX_VALUE;
            }
            boolean counted = stop instanceof Stop.Trap trap && trap.cause() == Cause.BREAKPOINT;
            return counted ? dispatches - 1 : dispatches;
        }

        Optional<String> difference() {
            long next = vector.next().at(slot.pc(), BUFFER);
            long retired = 1 + (vector.trap() == Vector.Trap.NONE ? vector.words().size() : 0);
            if (!(stop instanceof Stop.Trap trap) || trap.pc() != next || !causes(trap)) {
                return Optional.of(stop + ", expected a stop at 0x" + Long.toHexString(next));
            }
            if (hart.pc != next || hart.instret != retired) {
                return Optional.of("pc 0x%x, instret %d".formatted(hart.pc, hart.instret));
            }
            if (hart.fcsr.value() != fcsr) {
                return Optional.of(
                        "fcsr is 0x%x, expected 0x%x".formatted(hart.fcsr.value(), fcsr));
            }
            byte[] contents = new byte[after.length];
            memory.read(BUFFER - FENCE, contents, 0, contents.length);
            if (!Arrays.equals(contents, after)) {
                return Optional.of("memory differs");
            }
            return register("x", integers, hart.x).or(() -> register("f", floats, hart.f));
        }

        private boolean causes(Stop.Trap trap) {
            return switch (vector.trap()) {
                case ILLEGAL -> trap.cause() == Cause.ILLEGAL_INSTRUCTION;
                case BREAKPOINT -> trap.cause() == Cause.BREAKPOINT;
                // What stands after the vector, or where nothing does.
                case NONE ->
                        trap.cause() == Cause.BREAKPOINT
                                || trap.cause() == Cause.INSTRUCTION_ACCESS;
            };
        }

        private static Optional<String> register(String bank, long[] expected, long[] found) {
            return IntStream.range(0, expected.length)
                    .filter(i -> expected[i] != found[i])
                    .mapToObj(
                            i ->
                                    "%s%d is 0x%x, expected 0x%x"
                                            .formatted(bank, i, found[i], expected[i]))
                    .findFirst();
        }
    }
}
