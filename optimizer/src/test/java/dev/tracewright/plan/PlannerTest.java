package dev.tracewright.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.guest.ProfiledRun;
import dev.tracewright.guest.RandomProgram;
import dev.tracewright.profile.Profile;
import dev.tracewright.profile.RunSummary;
import dev.tracewright.superinstruction.FusionOptions;
import dev.tracewright.trace.SelectorKind;
import dev.tracewright.trace.TraceOptions;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

final class PlannerTest {
    private static final ProfiledRun RUN = ProfiledRun.of(RandomProgram.of(2));

    @Test
    void aPlanIsBoundToItsProgramAndProfile() throws IOException {
        OptimizationPlan plan =
                Planner.plan(RUN.profile(), RUN.code(), OptimizerOptions.defaults());
        assertEquals(RUN.profile().program(), plan.program());
        assertEquals(ProfileDigest.of(RUN.profile()), plan.profileDigest());
        assertEquals(OptimizerOptions.defaults(), plan.options());
        assertEquals(RUN.profile().instructions(), plan.statistics().instructions());
    }

    @Test
    void withoutARecordedPathOnlyEdgeCountsAreUsed() throws IOException {
        OptimizationPlan plan =
                Planner.plan(RUN.profile(), RUN.code(), OptimizerOptions.defaults());
        assertEquals(1, plan.statistics().selectors().size());
        assertTrue(plan.statistics().selectors().getFirst().replayedCoverage().isEmpty());
        var tails =
                new OptimizerOptions(
                        FusionOptions.defaults(),
                        TraceOptions.defaults().withSelector(SelectorKind.NEXT_EXECUTING_TAIL));
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Planner.plan(RUN.profile(), RUN.code(), tails));
        assertTrue(e.getMessage().contains("needs a branch trace"));
    }

    @Test
    void totalsCountAtLeastWhatIsListed() throws IOException {
        OptimizationPlan plan =
                new Planner(OptimizerOptions.defaults())
                        .plan(RUN.profile(), RUN.code(), Optional.of(RUN.path()));
        for (PlanStatistics.RejectionTotal total : plan.statistics().rejected()) {
            List<Rejection> listed =
                    plan.rejections().stream()
                            .filter(r -> r.kind() == total.kind())
                            .filter(r -> r.reason().equals(total.reason()))
                            .toList();
            assertTrue(total.number() >= listed.size(), total.toString());
            long cost = listed.stream().mapToLong(Rejection::cost).sum();
            assertTrue(total.cost() >= cost, total.toString());
        }
        assertTrue(plan.rejections().size() <= 100);
    }

    @Test
    void theDigestDependsOnCountsAndNotOnTime() {
        Profile profile = RUN.profile();
        var slower =
                new Profile(
                        profile.program(),
                        new RunSummary(profile.instructions(), "trap", "switch", 12.5),
                        profile.blocks(),
                        profile.edges(),
                        profile.opcodes(),
                        profile.trace());
        var fewer =
                new Profile(
                        profile.program(),
                        profile.run(),
                        profile.blocks(),
                        profile.edges().subList(1, profile.edges().size()),
                        profile.opcodes(),
                        profile.trace());
        assertEquals(ProfileDigest.of(profile), ProfileDigest.of(slower));
        assertNotEquals(ProfileDigest.of(profile), ProfileDigest.of(fewer));
    }
}
