package dev.tracewright.jit;

import dev.tracewright.region.RegionOptions;

/// The tunables of the adaptive engine.
///
/// @param regions how regions are formed
/// @param threshold how often a block is executed before it is compiled
/// @param exitThreshold how often compiled code is left to a place before that is compiled
/// @param samplePeriod how many instructions are interpreted between two looks at what is being
///   executed
/// @param maxPending how many blocks may wait to be compiled; others are looked at again later
/// @param maxFormations how often one region is formed, with growing counts
/// @param maxEntries at how many places one region can be entered
/// @param maxCopies how many regions may have one block, inlined copies not counted
/// @param maxFailures how often an instruction makes compiled code give up before it is left to the
///   interpreter for good
/// @param startMillis how many milliseconds a program waits before its first instruction for the
///   regions of a plan
/// @param adapts whether anything besides the regions of a plan is compiled
/// @param background whether regions are compiled by a thread of their own; if not, the program
///   waits
public record AdaptiveOptions(
        RegionOptions regions,
        int threshold,
        int exitThreshold,
        int samplePeriod,
        int maxPending,
        int maxFormations,
        int maxEntries,
        int maxCopies,
        int maxFailures,
        int startMillis,
        boolean adapts,
        boolean background) {
    public AdaptiveOptions {
        require(threshold, "threshold");
        require(exitThreshold, "exitThreshold");
        require(samplePeriod, "samplePeriod");
        require(maxPending, "maxPending");
        require(maxFormations, "maxFormations");
        require(maxEntries, "maxEntries");
        require(maxCopies, "maxCopies");
        require(maxFailures, "maxFailures");
    }

    /// The values that measurement favours.
    public static AdaptiveOptions defaults() {
        return new AdaptiveOptions(
                RegionOptions.defaults(), 200, 100, 10_000, 64, 6, 12, 3, 200, 60, true, true);
    }

    /// With other regions.
    public AdaptiveOptions withRegions(RegionOptions other) {
        return new AdaptiveOptions(
                other,
                threshold,
                exitThreshold,
                samplePeriod,
                maxPending,
                maxFormations,
                maxEntries,
                maxCopies,
                maxFailures,
                startMillis,
                adapts,
                background);
    }

    /// With other thresholds.
    ///
    /// @param period the sample period
    public AdaptiveOptions withThresholds(int executions, int exits, int period) {
        return new AdaptiveOptions(
                regions,
                executions,
                exits,
                period,
                maxPending,
                maxFormations,
                maxEntries,
                maxCopies,
                maxFailures,
                startMillis,
                adapts,
                background);
    }

    /// With the program waiting for each region that is compiled, or not.
    public AdaptiveOptions inBackground(boolean wanted) {
        return new AdaptiveOptions(
                regions,
                threshold,
                exitThreshold,
                samplePeriod,
                maxPending,
                maxFormations,
                maxEntries,
                maxCopies,
                maxFailures,
                startMillis,
                adapts,
                wanted);
    }

    /// With nothing compiled but the regions of a plan.
    public AdaptiveOptions planOnly() {
        return new AdaptiveOptions(
                regions,
                threshold,
                exitThreshold,
                samplePeriod,
                maxPending,
                maxFormations,
                maxEntries,
                maxCopies,
                maxFailures,
                startMillis,
                false,
                background);
    }

    private static void require(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "%s is %d, expected 1 or more".formatted(name, value));
        }
    }
}
