package dev.tracewright.region;

/// The tunables of region formation.
///
/// @param maxInstructions greatest length of a region, in instructions, copies included
/// @param maxBlockInstructions greatest length of a block, in instructions
/// @param maxInlineDepth greatest number of calls that a block is inside of at once
/// @param maxInlinedInstructions greatest number of hot instructions of a callee that is inlined,
///   those that it calls not included
/// @param maxTargets greatest number of targets that an indirect jump is compared with
/// @param minCount least count of an edge that is followed
/// @param minHeadShare least count of an edge that is followed, as a share of the head's count, 0
///   to 1
/// @param minTotalShare least count of an edge that is followed, as a share of all executed
///   instructions, 0 to 1
/// @param minTargetShare least share of an indirect jump's executions that a target has which it is
///   compared with, 0 to 1
public record RegionOptions(
        int maxInstructions,
        int maxBlockInstructions,
        int maxInlineDepth,
        int maxInlinedInstructions,
        int maxTargets,
        long minCount,
        double minHeadShare,
        double minTotalShare,
        double minTargetShare) {
    public RegionOptions {
        require(maxInstructions >= 1, "maxInstructions", maxInstructions, "1 or more");
        require(
                maxBlockInstructions >= 1,
                "maxBlockInstructions",
                maxBlockInstructions,
                "1 or more");
        require(maxInlineDepth >= 0, "maxInlineDepth", maxInlineDepth, "0 or more");
        require(
                maxInlinedInstructions >= 0,
                "maxInlinedInstructions",
                maxInlinedInstructions,
                "0 or more");
        require(maxTargets >= 0, "maxTargets", maxTargets, "0 or more");
        require(minCount >= 1, "minCount", minCount, "1 or more");
        requireShare(minHeadShare, "minHeadShare");
        requireShare(minTotalShare, "minTotalShare");
        requireShare(minTargetShare, "minTargetShare");
    }

    /// The values that measurement favours.
    public static RegionOptions defaults() {
        return new RegionOptions(250, 100, 4, 100, 8, 8, 0.002, 1e-6, 0.03);
    }

    /// With another greatest length.
    public RegionOptions withMaxInstructions(int most) {
        return new RegionOptions(
                most,
                maxBlockInstructions,
                maxInlineDepth,
                maxInlinedInstructions,
                maxTargets,
                minCount,
                minHeadShare,
                minTotalShare,
                minTargetShare);
    }

    /// With another least count.
    public RegionOptions withMinCount(long least) {
        return new RegionOptions(
                maxInstructions,
                maxBlockInstructions,
                maxInlineDepth,
                maxInlinedInstructions,
                maxTargets,
                least,
                minHeadShare,
                minTotalShare,
                minTargetShare);
    }

    /// With another greatest number of calls that a block is inside of.
    public RegionOptions withMaxInlineDepth(int most) {
        return new RegionOptions(
                maxInstructions,
                maxBlockInstructions,
                most,
                maxInlinedInstructions,
                maxTargets,
                minCount,
                minHeadShare,
                minTotalShare,
                minTargetShare);
    }

    /// With another greatest number of targets that an indirect jump is compared with.
    public RegionOptions withMaxTargets(int most) {
        return new RegionOptions(
                maxInstructions,
                maxBlockInstructions,
                maxInlineDepth,
                maxInlinedInstructions,
                most,
                minCount,
                minHeadShare,
                minTotalShare,
                minTargetShare);
    }

    private static void requireShare(double value, String name) {
        require(value >= 0 && value <= 1, name, value, "0 to 1");
    }

    private static void require(boolean holds, String name, Number value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s is %s, expected %s".formatted(name, value, expected));
        }
    }
}
