package dev.tracewright.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The verifier finds each way to break a rule.
final class VerifierTest {
    // An entry, a loop that loads, adds and leaves by a branch, and what comes behind it.
    private static final String SOUND =
            """
            b0 @1000 retires 1 count 1 entry
                v0 = add x10 8
                jump b1(v0)*1
            b1 @1004 retires 4 count 9
                loop [1004+0 x10=v1]
                v1 = parameter x10
                check v1 [1004+0 x10=v1]
                v2 = load.s64 8 v1 [1004+0 x10=v1]
                v3 = add v1 v2
                v4 = fadd_d f1 f2 [1008+1 x10=v3]
                store.u32 0 v3 v2 [100c+2 x10=v3 f1=v4]
                v5 = ltu v3 x11
                branch v5 b1(v3)*8 b2()*1
            b2 @1014 retires 0 count 1
                exit [1014+0 x10=v3 f1=v4]
            """;

    private static Arguments broken(String expected, Consumer<Graph> change) {
        return Arguments.of(expected, change);
    }

    private static Block block(Graph graph, int index) {
        return graph.blocks.get(index);
    }

    private static Node node(Graph graph, int index) {
        return block(graph, 1).body.get(index);
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                broken("b2: has no end", g -> block(g, 2).end = null),
                broken("there is no entry", g -> block(g, 0).entry = false),
                broken("is an entry with parameters", g -> block(g, 1).entry = true),
                broken("gives 0 values to the 1", g -> block(g, 0).end.taken.args = new Node[0]),
                broken("which is not in the graph", g -> g.blocks.remove(2)),
                broken("cannot be reached", g -> block(g, 1).end.notTaken = block(g, 1).end.taken),
                broken("is another block's number", g -> g.blocks.add(block(g, 2))),
                broken("ends with a JUMP", g -> block(g, 0).end.value = g.constant(1)),
                broken("ends with a EXIT", g -> block(g, 2).end.snapshot = null),
                broken("on a cycle without a loop head", VerifierTest::noHead),
                broken("no state at a loop head", g -> block(g, 1).start = null),
                broken("a state at its start", g -> block(g, 2).start = block(g, 1).start),
                broken("have retired at the start", g -> block(g, 1).start.retired = 1),
                broken("5 of 4 instructions", g -> node(g, 1).snapshot.retired = 5),
                broken("0 of 3 instructions", g -> block(g, 2).retires = 3),
                broken("retires -1", g -> block(g, 2).retires = -1),
                broken("v2 has no state", g -> node(g, 1).snapshot = null),
                broken("v4 has no state", g -> node(g, 3).snapshot = null),
                broken("cannot give up", g -> node(g, 2).snapshot = node(g, 1).snapshot),
                broken("may not have been computed", g -> g.blocks.get(1).body.addLast(swap(g))),
                broken("v0 uses v3, which may", g -> block(g, 0).body.getFirst().args[0] = sum(g)),
                broken("which is nowhere", g -> node(g, 1).args[0] = g.parameter(5)),
                broken("which has no value", g -> node(g, 1).args[0] = node(g, 4)),
                broken("which has no value", g -> block(g, 2).end.snapshot.values[0] = null),
                broken("is also in b1", g -> block(g, 2).body.add(node(g, 2))),
                broken("is of another graph", g -> block(g, 2).body.add(new Node(99, Kind.COUNT))),
                broken("is a CONSTANT in the body", g -> block(g, 2).body.add(g.constant(7))),
                broken("does not know", g -> node(g, 1).args[0] = new Node(3, Kind.CONSTANT)),
                broken("has 1 operands", g -> node(g, 2).args = new Node[] {g.constant(1)}),
                broken("has the operation ADD", g -> node(g, 1).primitive = Primitive.ADD),
                broken("has the width S8", g -> node(g, 2).width = Width.S8),
                broken("is displaced by", g -> node(g, 1).constant = 1L << 31),
                broken("has the rounding mode 3", g -> node(g, 3).rm = 3),
                broken("is of register 64", g -> block(g, 1).parameters.getFirst().constant = 64),
                broken(
                        "register 0 after 0",
                        g -> block(g, 2).end.snapshot.registers = new int[] {0, 33}),
                broken(
                        "register 10 after 33",
                        g -> block(g, 2).end.snapshot.registers = new int[] {33, 10}),
                broken(
                        "more registers than values",
                        g -> block(g, 2).end.snapshot.registers = new int[] {10, 33, 34}));
    }

    private static void noHead(Graph graph) {
        block(graph, 1).loopHead = false;
        block(graph, 1).start = null;
    }

    private static Node sum(Graph graph) {
        return node(graph, 2);
    }

    // The sum, which what follows it in the block uses.
    private static Node swap(Graph graph) {
        return block(graph, 1).body.remove(2);
    }

    @Test
    void aSoundGraphHasNoViolations() {
        assertEquals(List.of(), Verifier.verify(Parser.parse(SOUND)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void aBrokenRuleIsFound(String expected, Consumer<Graph> change) {
        Graph graph = Parser.parse(SOUND);
        change.accept(graph);
        List<String> violations = Verifier.verify(graph);
        assertTrue(
                violations.stream().anyMatch(violation -> violation.contains(expected)),
                () -> "found only " + violations);
    }
}
