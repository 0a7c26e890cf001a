package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.plan.OptimizationPlan;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// State is exact wherever execution stops.
final class ExactnessTest {
    private static final TextProgram LOOPS =
            TextProgram.of(
                    """
                    addi x10, x0, 12
                    addi x11, x0, 0
                    outer: addi x12, x0, 3
                    inner: csrrs x13, x0, 0xc02
                    add x11, x11, x13
                    c.addi x12, -1
                    sd x8, x11, 16
                    lw x14, x8, 16
                    fadd.d f1, f2, f3
                    bne x12, x0, inner
                    jal x1, function
                    csrrs x15, x0, 0xc00
                    xor x11, x11, x15
                    addi x10, x10, -1
                    bne x10, x0, outer
                    ebreak
                    function: slli x16, x11, 3
                    add x16, x16, x11
                    andi x17, x16, 8
                    beq x17, x0, skip
                    xori x11, x11, -1
                    fmul.d f4, f1, f3
                    skip: c.jr x1
                    """);

    static List<String> engines() {
        return Plans.engines();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aLimitStopsAtExactlySoManyInstructions(String name) {
        List<Long> all = LongStream.rangeClosed(1, 450).boxed().toList();
        Trajectory expected =
                Trajectory.of(LOOPS, Plans.engine("reference", Optional.empty()), all);
        assertTrue(expected.states().size() > 350, "the program is long enough");
        for (OptimizationPlan plan : PathPlans.of(LOOPS)) {
            var engine = Plans.engine(name, Optional.of(plan));
            for (int i = 0; i < expected.states().size(); i++) {
                Trajectory found = Trajectory.of(LOOPS, engine, List.of(i + 1L));
                assertEquals(
                        Optional.empty(),
                        found.states().getFirst().differenceFrom(expected.states().get(i)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aLimitThatIsReachedAlreadyExecutesNothing(String name) {
        for (OptimizationPlan plan : PathPlans.of(LOOPS)) {
            try (var memory = GuestMemory.reserve()) {
                LOOPS.load(memory);
                Hart hart = LOOPS.start(memory);
                Execution execution =
                        Plans.engine(name, Optional.of(plan)).open(memory, Optional.empty());
                for (long limit : List.of(0L, 100L, 100L, 50L, 101L, 101L)) {
                    long before = hart.instret;
                    assertEquals(new Stop.BudgetSpent(), execution.run(hart, limit));
                    assertEquals(Math.max(before, limit), hart.instret);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 8, 9, 31, 100})
    void stepsOfAnySizeLeadToTheSameStates(int size) {
        List<Long> limits =
                LongStream.rangeClosed(1, 450 / size + 1).map(i -> i * size).boxed().toList();
        assertEquals(List.of(), Lockstep.mistakes(LOOPS, limits, PathPlans.of(LOOPS)));
    }

    /// Instructions that trap, with the registers as [TextProgram] sets them; `x30` is where
    /// nothing is mapped, `x29` the last byte before it.
    static List<String> faults() {
        return List.of(
                "lb x5, x30, 0",
                "ld x5, x29, 0",
                "ld x5, x29, -3",
                "flw f5, x30, 4",
                "fld f5, x29, 0",
                "sb x30, x5, 0",
                "sd x29, x5, 0",
                "sd x29, x5, -5",
                "fsd x29, f5, 0",
                "sw x9, x5, 8",
                "sd x31, x5, 0",
                "ld x31, x31, 0",
                "lr.w x5, x29",
                "lr.d x5, x30",
                "sc.w x5, x29, x6",
                "sc.d x5, x9, x6",
                "amoadd.w x5, x29, x6",
                "amomax.d x5, x30, x6",
                "amoswap.w x5, x9, x6",
                "fadd.s f5, f6, f7, dyn",
                "fmadd.d f5, f6, f7, f8, dyn",
                "fcvt.d.w f5, x6, dyn",
                "fcvt.l.d x5, f6, dyn",
                "csrrw x5, x6, 0xc00",
                "csrrs x5, x6, 0x300",
                "jalr x5, x30, 0",
                "jalr x30, x30, 2",
                "jalr x0, x9, 0",
                "jalr x1, x31, 1",
                "c.jr x30",
                "c.ebreak",
                "ecall");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aTrapLeavesTheStateBeforeItsInstruction(String fault) {
        for (int position : List.of(0, 1, 4, 7)) {
            var text = new StringBuilder(setUp());
            for (int i = 0; i < 9; i++) {
                text.append(i == position ? fault : FILLER.get(i)).append('\n');
            }
            var program = TextProgram.of(text + "ebreak");
            assertEquals(List.of(), Lockstep.mistakes(program), "at position " + position);
        }
    }

    // The last rounding mode is reserved.
    private static String setUp() {
        return """
        csrrwi x0, x7, 2
        lui x30, 0x202000
        addi x29, x30, -1
        addi x31, x0, -2
        """;
    }

    /// What stands before and after an instruction that traps: results that are forwarded, that
    /// die, and that memory sees.
    private static final List<String> FILLER =
            List.of(
                    "addi x5, x6, 1",
                    "c.add x5, x7",
                    "slli x5, x5, 2",
                    "sd x8, x5, 8",
                    "ld x6, x8, 8",
                    "fmul.d f5, f6, f7",
                    "xor x7, x5, x6",
                    "c.mv x5, x7",
                    "sub x7, x5, x6");

    /// Loops that go on until they trap, after traces have gone round many times.
    static List<String> loops() {
        return List.of(
                "loop: ld x5, x8, 0; add x6, x6, x5; addi x8, x8, 40; jal x0, loop",
                "loop: addi x5, x5, 1; sd x8, x5, 0; addi x8, x8, 24; c.j loop",
                "loop: lb x5, x8, 3; fcvt.d.l f1, x5, dyn; addi x8, x8, 12; c.addi x6, 1; c.j loop",
                "loop: c.addi x6, 1; slli x7, x6, 57; srli x7, x7, 57; amoadd.w x5, x8, x6;"
                        + " add x8, x8, x7; c.addi x8, -1; c.j loop",
                "addi x7, x0, 50; loop: addi x7, x7, -1; csrrwi x0, x4, 2; fadd.d f1, f1, f2, dyn;"
                        + " bne x7, x0, loop; csrrwi x0, x5, 2; c.j loop");
    }

    @ParameterizedTest
    @MethodSource("loops")
    void aTrapInALoopLeavesTheStateBeforeItsInstruction(String loop) {
        assertEquals(List.of(), Lockstep.mistakes(TextProgram.of(loop)));
    }
}
