package dev.tracewright.region;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.profile.BlockCount;
import dev.tracewright.profile.Profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The regions of a whole profile: around its hottest block, around the hottest one that is not yet
/// in a region, and so on.
public final class ProfiledRegions {
    /// What is executed seldomer, as a share of all instructions, is not worth a region.
    private static final double LEAST_SHARE = 1e-4;

    private ProfiledRegions() {}

    /// Forms the regions, that of the hottest block first.
    ///
    /// @param code the program's instructions
    public static List<HotRegion> of(
            Profile profile, InstructionSource code, RegionOptions options) {
        var former =
                new RegionFormer(
                        code,
                        new ProfiledCounts(profile, code),
                        (_, instruction) -> Compilable.compiles(instruction),
                        options);
        var regions = new ArrayList<HotRegion>();
        Set<Long> inside = new HashSet<>();
        for (BlockCount block : hottestFirst(profile)) {
            if (inside.contains(block.start())) {
                continue;
            }
            Optional<Formation> formation = former.formAround(block.start(), inside::contains);
            if (formation.isPresent() && formation.get().contains(block.start())) {
                HotRegion region = formation.get().region();
                regions.add(region);
                region.blocks().forEach(b -> inside.add(b.start()));
            }
        }
        return regions;
    }

    private static List<BlockCount> hottestFirst(Profile profile) {
        double least = LEAST_SHARE * profile.instructions();
        return profile.blocks().stream()
                .filter(block -> block.executed() > least)
                .sorted(
                        Comparator.comparingLong(BlockCount::executed)
                                .reversed()
                                .thenComparingLong(BlockCount::start))
                .toList();
    }
}
