package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.jit.amd64.NativeBackEnd;
import dev.tracewright.pass.Pass;
import dev.tracewright.pass.Pipeline;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Random regions do under every back end, as they were built and after the passes, what the
/// reference engine does.
final class RandomRegionTest {
    private static final int REGIONS = 2_000;
    private static final int FEW_REGIONS = 300;
    private static final int SOME_REGIONS = 20_000;
    private static final int MANY_REGIONS = 100_000;
    private static final double LEAST_SHARE = 0.5;
    private static final double MOST_REFUSED = 0.02;

    /// The back ends that run on this host.
    static List<BackEnd> backEnds() {
        var backEnds = new ArrayList<BackEnd>();
        backEnds.add(new InterpretingBackEnd());
        backEnds.addAll(BackEnds.available());
        return backEnds;
    }

    /// All passes, in their order.
    static List<Pass> passes() {
        return Pipeline.standard().passes();
    }

    static Stream<Arguments> configurations() {
        var configurations = new ArrayList<Arguments>();
        for (BackEnd backEnd : backEnds()) {
            configurations.add(Arguments.of(backEnd.name(), "no passes", backEnd, List.of()));
            configurations.add(Arguments.of(backEnd.name(), "all passes", backEnd, passes()));
        }
        return configurations.stream();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("configurations")
    void departuresHaveTheStateOfTheReference(
            String name, String passNames, BackEnd backEnd, List<Pass> passes) {
        sweep(backEnd, passes, 0, REGIONS);
    }

    @Tag("long")
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("configurations")
    void departuresOfManyRegionsHaveTheStateOfTheReference(
            String name, String passNames, BackEnd backEnd, List<Pass> passes) {
        boolean real = BackEnds.byName(name).isPresent();
        sweep(backEnd, passes, REGIONS, real && !passes.isEmpty() ? MANY_REGIONS : SOME_REGIONS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void departuresWithFewRegistersHaveTheStateOfTheReference(int registers) {
        NativeBackEnd.whyUnavailable().ifPresent(why -> Assumptions.abort(why));
        sweep(new NativeBackEnd(1 << 20, 1000, registers), passes(), 0, FEW_REGIONS);
    }

    private static void sweep(BackEnd backEnd, List<Pass> passes, long first, int count) {
        try (var oracle = new RegionOracle(backEnd, passes)) {
            for (long seed = first; seed < first + count; seed++) {
                oracle.check(seed);
            }
            assertTrue(
                    oracle.compiledShare() > LEAST_SHARE,
                    oracle.compiledShare() + " of the instructions ran in compiled code");
            assertTrue(oracle.refused() < MOST_REFUSED * count, oracle.refused() + " were refused");
        }
    }
}
