package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.engine.Engine;
import dev.tracewright.jit.bytecode.BytecodeBackEnd;
import dev.tracewright.pass.Pipeline;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What can be left out is measured by engines that lack it.
final class AblationTest {
    private static final TextProgram PROGRAM =
            TextProgram.of(
                    """
                    addi x10, x0, 200
                    loop: ld x5, x8, 0
                    add x5, x5, x10
                    sd x8, x5, 0
                    addi x10, x10, -1
                    bne x10, x0, loop
                    ebreak
                    """);

    private static Ablation ablation() {
        return Ablation.of(PathPlans.of(PROGRAM).getFirst(), new BytecodeBackEnd());
    }

    @Test
    void everyPartNamesTwoEnginesAndEveryEngineBelongsToAPart() {
        Ablation ablation = ablation();
        List<String> names = ablation.engines().stream().map(Engine::name).toList();
        assertEquals(Set.copyOf(names).size(), names.size(), names::toString);
        var named = new HashSet<String>();
        for (Ablation.Part part : ablation.parts()) {
            named.add(part.whole());
            named.add(part.rest());
        }
        assertEquals(Set.copyOf(names), named);
        assertEquals("switch", names.getFirst());
    }

    @Test
    void everyPassCanBeLeftOut() {
        Set<String> parts =
                ablation().parts().stream().map(Ablation.Part::name).collect(Collectors.toSet());
        for (String pass : Pipeline.standard().names()) {
            assertTrue(parts.contains("pass " + pass), pass);
        }
    }

    @Test
    void allOfThemBehaveTheSame() {
        List<Long> limits = List.of(500L, 2_000L);
        Trajectory expected =
                Trajectory.of(PROGRAM, Plans.engine("reference", Optional.empty()), limits);
        for (Engine engine : ablation().engines()) {
            assertEquals(
                    Optional.empty(),
                    Trajectory.of(PROGRAM, engine, limits).differenceFrom(expected),
                    engine.name());
        }
    }
}
