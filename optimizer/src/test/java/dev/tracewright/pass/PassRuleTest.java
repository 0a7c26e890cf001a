package dev.tracewright.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.engine.Hart;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.GraphInterpreter;
import dev.tracewright.ir.Verifier;
import dev.tracewright.jit.Departure;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.region.RandomState;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.TreeSet;

/// Each rule of each pass, by a file with a graph before and after it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PassRuleTest {
    private static final int STATES = 40;
    private static final int LIMIT = 500;

    private final GuestMemory one = GuestMemory.reserve();
    private final GuestMemory other = GuestMemory.reserve();

    @BeforeAll
    void map() {
        RandomState.map(one);
        RandomState.map(other);
    }

    @AfterAll
    void close() {
        one.close();
        other.close();
    }

    static List<RuleFile> rules() {
        return RuleFile.all();
    }

    private static Pass pass(String name) {
        return Pipeline.standard().passes().stream()
                .filter(pass -> pass.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no pass " + name));
    }

    @Test
    void everyPassHasRules() {
        var passes = new TreeSet<String>();
        rules().forEach(rule -> passes.add(rule.pass()));
        assertEquals(new TreeSet<>(Pipeline.standard().names()), passes);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void thePassMakesOfTheGraphWhatTheFileSays(RuleFile rule) {
        Graph graph = rule.graphBefore();
        assertEquals(List.of(), Verifier.verify(graph), "before");
        String before = RuleFile.renumbered(graph);
        pass(rule.pass()).run(graph);
        assertEquals(List.of(), Verifier.verify(graph), "after");
        assertEquals(RuleFile.renumbered(rule.graphAfter()), RuleFile.renumbered(graph));
        if (!rule.keeps()) {
            assertNotEquals(before, RuleFile.renumbered(graph), "the pass does nothing");
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void bothGraphsDoTheSame(RuleFile rule) {
        int left = 0;
        for (int seed = 0; seed < STATES; seed++) {
            Hart before = hart(one, rule.graphBefore(), seed);
            Hart after = hart(other, rule.graphAfter(), seed);
            long limit = before.instret + LIMIT;
            Departure departure;
            try {
                departure = new GraphInterpreter(rule.graphBefore()).run(before, limit);
            } catch (IllegalStateException _) {
                // The file leaves out the check of a wild address.
                continue;
            }
            // One may give up, or look at the budget, earlier than the other.
            boolean same =
                    new GraphInterpreter(rule.graphAfter()).run(after, limit) == departure
                            && before.instret == after.instret;
            if (same) {
                assertSame(before, after);
            }
            left += same && departure != Departure.BUDGET ? 1 : 0;
        }
        assertTrue(left > 0, "the graphs were left differently in every state");
    }

    private static Hart hart(GuestMemory memory, Graph graph, int seed) {
        var hart = new Hart(memory);
        RandomState.fill(hart, List.of(0L), seed);
        hart.fcsr.rounding = 0;
        hart.pc = graph.entries().getFirst().pc;
        return hart;
    }

    private static void assertSame(Hart before, Hart after) {
        assertEquals(before.pc, after.pc);
        assertArrayEquals(before.x, after.x);
        assertArrayEquals(before.f, after.f);
        assertEquals(before.fcsr.value(), after.fcsr.value());
        int length = (int) (RandomState.READ_ONLY - RandomState.DATA);
        assertEquals(
                -1,
                before.memory
                        .slice(RandomState.DATA, length, Permission.READ)
                        .mismatch(after.memory.slice(RandomState.DATA, length, Permission.READ)));
    }
}
