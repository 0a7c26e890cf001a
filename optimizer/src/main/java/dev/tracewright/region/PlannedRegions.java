package dev.tracewright.region;

import dev.tracewright.code.InstructionSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A plan's regions, formed again by the counts that the plan has.
public final class PlannedRegions {
    private PlannedRegions() {}

    /// Forms the regions, in the plan's order. None grows into those before it.
    ///
    /// @param code the program's instructions
    /// @return empty where the code does not have what the plan says
    public static List<Optional<HotRegion>> of(
            HotCode hot, InstructionSource code, RegionOptions options) {
        var former =
                new RegionFormer(
                        code,
                        hot.counts(),
                        (_, instruction) -> Compilable.compiles(instruction),
                        options);
        var regions = new ArrayList<Optional<HotRegion>>();
        Set<Long> owned = new HashSet<>();
        for (HotCode.PlannedRegion planned : hot.regions()) {
            Optional<Formation> formation =
                    former.formAt(planned.head(), planned.entries(), owned::contains);
            formation.ifPresent(formed -> owned.addAll(formed.ownBlocks()));
            regions.add(formation.map(Formation::region));
        }
        return regions;
    }
}
