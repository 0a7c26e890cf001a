package dev.tracewright.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.guest.ProfiledRun;
import dev.tracewright.guest.RandomProgram;
import dev.tracewright.trace.RejectedTrace.Reason;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What both selectors do with small control flow graphs.
final class TraceSelectorTest {
    private static final String EXIT = "addi x17, x0, 93; ecall\n";

    private static final TraceOptions OPTIONS = TraceOptions.defaults();

    private static final List<ProfiledRun> RANDOM_RUNS =
            LongStream.range(0, 12).mapToObj(s -> ProfiledRun.of(RandomProgram.of(s))).toList();

    private static TraceSelection select(SelectorKind kind, ProfiledRun run, TraceOptions options)
            throws IOException {
        var graph = new FlowGraph(run.profile().blocks(), run.profile().edges(), run.code());
        return switch (kind) {
            case SUPERBLOCK -> new SuperblockSelector(options).select(graph);
            case NEXT_EXECUTING_TAIL -> new NextExecutingTail(options, run.path()).select(graph);
        };
    }

    private static Trace traceAt(TraceSelection selection, ProfiledRun run, String label) {
        return selection.traces().stream()
                .filter(trace -> trace.head() == run.code().address(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no trace at " + label + ": " + selection));
    }

    private static List<Long> starts(Trace trace) {
        return trace.blocks().stream().map(TraceBlock::start).toList();
    }

    private static List<Long> at(ProfiledRun run, String... labels) {
        return Arrays.stream(labels).map(run.code()::address).toList();
    }

    private static List<Reason> reasons(TraceSelection selection) {
        return selection.rejected().stream().map(RejectedTrace::reason).toList();
    }

    @ParameterizedTest
    @EnumSource(SelectorKind.class)
    void aLoopBecomesATraceThatGoesBackToItsHead(SelectorKind kind) throws IOException {
        var run =
                ProfiledRun.of(
                        """
                              addi x5, x0, 1000
                        loop: addi x6, x6, 3
                              addi x5, x5, -1
                              bne x5, x0, loop
                        """
                                + EXIT);
        TraceSelection selection = select(kind, run, OPTIONS);
        assertEquals(1, selection.traces().size());
        Trace trace = traceAt(selection, run, "loop");
        assertTrue(trace.loops());
        assertEquals(at(run, "loop"), starts(trace));
        assertEquals(EdgeKind.TAKEN, trace.blocks().getFirst().leavesBy());
        assertEquals(1, trace.entries());
        assertEquals(3000, trace.instructions());
    }

    @ParameterizedTest
    @EnumSource(SelectorKind.class)
    void anInnerLoopIsATraceOfItsOwnAndTheOuterOneLinksToIt(SelectorKind kind) throws IOException {
        var run =
                ProfiledRun.of(
                        """
                               addi x5, x0, 500
                        outer: addi x6, x0, 40
                               addi x8, x8, 1
                        inner: addi x7, x7, 3
                               addi x6, x6, -1
                               bne x6, x0, inner
                        latch: addi x8, x8, 1
                               addi x5, x5, -1
                               bne x5, x0, outer
                        """
                                + EXIT);
        TraceSelection selection = select(kind, run, OPTIONS);
        Trace inner = traceAt(selection, run, "inner");
        assertTrue(inner.loops());
        assertEquals(at(run, "inner"), starts(inner));
        assertEquals(500, inner.entries());
        for (Trace other : selection.traces()) {
            assertTrue(other == inner || !starts(other).contains(inner.head()), "" + other);
        }
        assertTrue(covered(selection, run) > 0.95);
    }

    private static double covered(TraceSelection selection, ProfiledRun run) {
        long sum = selection.traces().stream().mapToLong(Trace::instructions).sum();
        return (double) sum / run.profile().instructions();
    }

    @ParameterizedTest
    @EnumSource(SelectorKind.class)
    void aCallIsFollowedAndItsReturnExpectedAtTheCallsEnd(SelectorKind kind) throws IOException {
        var run =
                ProfiledRun.of(
                        """
                               addi x5, x0, 800
                        one:   addi x8, x8, 1
                               jal x1, twice
                        back1: addi x5, x5, -1
                               bne x5, x0, one
                               addi x5, x0, 700
                        two:   addi x8, x8, 2
                               jal x1, twice
                        back2: addi x5, x5, -1
                               bne x5, x0, two
                        """
                                + EXIT
                                + """
                                twice: add x8, x8, x8
                                       jalr x0, x1, 0
                                """);
        TraceSelection selection = select(kind, run, OPTIONS);
        // Which block of the loop comes first is the selector's choice.
        for (String[] loop :
                List.of(new String[] {"one", "back1"}, new String[] {"two", "back2"})) {
            List<Long> wanted = at(run, loop[0], "twice", loop[1]);
            Trace trace =
                    selection.traces().stream()
                            .filter(t -> starts(t).containsAll(wanted))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(loop[0] + ": " + selection));
            assertTrue(trace.loops());
            assertEquals(3, trace.blocks().size());
            TraceBlock callee = trace.blocks().get(starts(trace).indexOf(wanted.get(1)));
            assertEquals(EdgeKind.RETURN, callee.leavesBy());
            assertEquals(wanted.get(2), callee.next());
        }
    }

    @ParameterizedTest
    @EnumSource(SelectorKind.class)
    void aHotSideExitBeginsATraceOfItsOwn(SelectorKind kind) throws IOException {
        var run =
                ProfiledRun.of(
                        """
                              addi x5, x0, 2000
                        loop: addi x6, x6, 3
                              andi x7, x6, 3
                              beq x7, x0, rare
                        more: addi x8, x8, 1
                              addi x5, x5, -1
                              bne x5, x0, loop
                        """
                                + EXIT
                                + """
                                rare: addi x9, x9, 1
                                      addi x9, x9, 2
                                      addi x9, x9, 3
                                      jal x0, more
                                """);
        TraceSelection selection = select(kind, run, OPTIONS);
        Trace rare = traceAt(selection, run, "rare");
        assertEquals(500, rare.entries(), 50);
        assertEquals(run.code().address("more"), rare.blocks().getFirst().next());
        Trace loop = selection.traces().stream().filter(Trace::loops).findFirst().orElseThrow();
        assertTrue(starts(loop).containsAll(at(run, "loop", "more")));
        assertTrue(covered(selection, run) > 0.85);
    }

    private static final String RECURSION =
            """
                  addi x10, x0, 14
                  jal x1, fib
            """
                    + EXIT
                    + """
                    fib:  addi x5, x0, 2
                          blt x10, x5, leaf
                          addi x2, x2, -24
                          sd x2, x1, 0
                          sd x2, x10, 8
                          addi x10, x10, -1
                          jal x1, fib
                          sd x2, x10, 16
                          ld x10, x2, 8
                          addi x10, x10, -2
                          jal x1, fib
                          ld x5, x2, 16
                          add x10, x10, x5
                          ld x1, x2, 0
                          addi x2, x2, 24
                          jalr x0, x1, 0
                    leaf: jalr x0, x1, 0
                    """;

    @ParameterizedTest
    @EnumSource(SelectorKind.class)
    void aRecursiveFunctionIsNotInlinedIntoItself(SelectorKind kind) throws IOException {
        var run = ProfiledRun.of(RECURSION);
        TraceSelection selection = select(kind, run, OPTIONS);
        for (Trace trace : selection.traces()) {
            assertEquals(starts(trace).size(), starts(trace).stream().distinct().count());
        }
        assertTrue(covered(selection, run) > 0.8, "" + covered(selection, run));
    }

    @ParameterizedTest
    @EnumSource(SelectorKind.class)
    void aTraceEndsBeforeASystemCall(SelectorKind kind) throws IOException {
        var run =
                ProfiledRun.of(
                        """
                               addi x5, x0, 500
                        loop:  addi x6, x6, 1
                               addi x6, x6, 2
                               addi x6, x6, 3
                               addi x17, x0, 1
                        call:  ecall
                        after: addi x7, x7, 1
                               addi x7, x7, 2
                               addi x5, x5, -1
                               bne x5, x0, loop
                        """
                                + EXIT);
        TraceSelection selection = select(kind, run, OPTIONS);
        Trace trace =
                selection.traces().stream()
                        .filter(t -> starts(t).contains(run.code().address("loop")))
                        .findFirst()
                        .orElseThrow();
        TraceBlock last = trace.blocks().getLast();
        assertFalse(trace.loops());
        assertEquals(run.code().address("call"), last.end());
        assertEquals(4, last.instructions());
        assertEquals(EdgeKind.SYSTEM_CALL, last.leavesBy());
        assertEquals(last.end(), last.next());
    }

    private static ProfiledRun interpreter(String operation) {
        return ProfiledRun.of(
                """
                      addi x5, x0, 1200
                      lui x20, 0x10000
                      addi x20, x20, &op0
                loop: addi x6, x6, 1
                      %s
                      slli x7, x7, 4
                      add x7, x7, x20
                      jalr x0, x7, 0
                op0:  addi x8, x8, 1; addi x8, x8, 2; addi x8, x8, 3; jal x0, next
                op1:  addi x9, x9, 1; addi x9, x9, 2; addi x9, x9, 3; jal x0, next
                op2:  addi x8, x8, 5; addi x8, x8, 6; addi x8, x8, 7; jal x0, next
                op3:  addi x9, x9, 5; addi x9, x9, 6; addi x9, x9, 7; jal x0, next
                next: addi x5, x5, -1
                      bne x5, x0, loop
                """
                                .formatted(operation)
                        + EXIT);
    }

    @ParameterizedTest
    @EnumSource(SelectorKind.class)
    void anIndirectJumpIsFollowedToADominantTarget(SelectorKind kind) throws IOException {
        var run = interpreter("andi x7, x6, 7; sltiu x7, x7, 1");
        TraceSelection selection = select(kind, run, OPTIONS);
        Trace trace = traceAt(selection, run, "loop");
        assertEquals(at(run, "loop", "op0", "next"), starts(trace));
        assertEquals(EdgeKind.INDIRECT_JUMP, trace.blocks().getFirst().leavesBy());
        assertTrue(trace.loops());
    }

    @Test
    void anIndirectJumpWithoutDominantTargetEndsASuperblock() throws IOException {
        var run = interpreter("andi x7, x6, 3");
        TraceOptions half = withIndirectShare(0.5);
        TraceSelection selection = select(SelectorKind.SUPERBLOCK, run, half);
        for (String operation : List.of("op0", "op1", "op2", "op3")) {
            // The operation's path goes on through the dispatch.
            Trace trace = traceAt(selection, run, operation);
            assertEquals(at(run, operation, "next", "loop"), starts(trace));
            assertEquals(300, trace.entries(), 1);
        }
        assertTrue(reasons(selection).contains(Reason.INDIRECT_WITHOUT_DOMINANT_TARGET));
    }

    private static TraceOptions withIndirectShare(double share) {
        return new TraceOptions(
                OPTIONS.selector(),
                OPTIONS.maxTraces(),
                OPTIONS.maxInstructions(),
                OPTIONS.minInstructions(),
                OPTIONS.minShare(),
                OPTIONS.maxCopiedInstructions(),
                OPTIONS.maxInlineDepth(),
                share,
                OPTIONS.minLoopShare(),
                OPTIONS.threshold(),
                OPTIONS.maxReplayedBlocks(),
                OPTIONS.maxRejections());
    }

    private static TraceOptions limited(
            int maxTraces, int maxInstructions, double minShare, int copied, int depth) {
        return new TraceOptions(
                OPTIONS.selector(),
                maxTraces,
                maxInstructions,
                OPTIONS.minInstructions(),
                minShare,
                copied,
                depth,
                OPTIONS.minIndirectShare(),
                OPTIONS.minLoopShare(),
                OPTIONS.threshold(),
                OPTIONS.maxReplayedBlocks(),
                OPTIONS.maxRejections());
    }

    private static Stream<Arguments> limits() {
        return Stream.of(SelectorKind.values())
                .flatMap(
                        kind ->
                                Stream.of(
                                        Arguments.of(
                                                kind,
                                                limited(1, 250, 0, 128, 4),
                                                Reason.TRACE_BUDGET),
                                        Arguments.of(
                                                kind,
                                                limited(99, 12, 0, 128, 4),
                                                Reason.TRACE_TOO_LONG),
                                        Arguments.of(
                                                kind,
                                                limited(99, 250, 0.2, 128, 4),
                                                Reason.TOO_COLD),
                                        Arguments.of(
                                                kind,
                                                limited(99, 250, 0, 0, 4),
                                                Reason.TOO_MANY_COPIES),
                                        Arguments.of(
                                                kind,
                                                limited(99, 250, 0, 128, 0),
                                                Reason.INLINE_DEPTH)));
    }

    @ParameterizedTest(name = "{0}, {2}")
    @MethodSource("limits")
    void limitsAreKeptAndReported(SelectorKind kind, TraceOptions options, Reason reason)
            throws IOException {
        var reasons = new HashSet<Reason>();
        for (ProfiledRun run : RANDOM_RUNS) {
            TraceSelection selection = select(kind, run, options);
            reasons.addAll(reasons(selection));
            assertTrue(selection.traces().size() <= options.maxTraces());
            double least = options.minShare() * run.profile().instructions();
            for (Trace trace : selection.traces()) {
                assertTrue(trace.length() <= options.maxInstructions());
                assertTrue(trace.instructions() >= least - 1);
            }
        }
        assertTrue(reasons.contains(reason), reasons.toString());
    }

    private static Stream<Arguments> randomPrograms() {
        return Stream.of(SelectorKind.values())
                .flatMap(
                        kind ->
                                IntStream.range(0, RANDOM_RUNS.size())
                                        .mapToObj(seed -> Arguments.of(kind, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("randomPrograms")
    void tracesOfRandomProgramsAreExecutedAsOftenAsExpected(SelectorKind kind, int seed)
            throws IOException {
        ProfiledRun run = RANDOM_RUNS.get(seed);
        var graph = new FlowGraph(run.profile().blocks(), run.profile().edges(), run.code());
        TraceSelection selection = select(kind, run, OPTIONS);
        var heads = new HashSet<Long>();
        for (Trace trace : selection.traces()) {
            assertTrue(heads.add(trace.head()), "two traces begin at the same block");
            requireRealPath(graph, trace);
        }
        var evaluation = new TraceEvaluation(graph, Optional.of(run.path())).evaluate(selection);
        double replayed = evaluation.replayedCoverage().orElseThrow();
        assertTrue(replayed > 0.75, "coverage " + replayed);
        assertEquals(replayed, evaluation.coverage(), 0.08, "expected from edge counts");
        assertEquals(selection, select(kind, run, OPTIONS), "selected again");
    }

    private static void requireRealPath(FlowGraph graph, Trace trace) {
        for (TraceBlock block : trace.blocks()) {
            var node = graph.node(graph.number(block.start()));
            assertEquals(node.instructions(), block.instructions());
            if (!node.stopsTraces()) {
                assertTrue(node.countTo(graph.number(block.next())) > 0, trace.toString());
            }
        }
    }
}
