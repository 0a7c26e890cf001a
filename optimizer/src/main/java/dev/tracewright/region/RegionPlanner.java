package dev.tracewright.region;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.profile.BlockCount;
import dev.tracewright.profile.Profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Decides which regions a program is to be executed in, by a profile of it.
public final class RegionPlanner {
    /// Blocks in which a smaller share of all instructions is executed do not begin regions.
    private static final double LEAST_SHARE = 1e-5;

    private static final int MOST_REGIONS = 2000;
    private static final int MOST_TARGETS = 64;

    private final ProfiledCounts counts;
    private final RegionFormer former;
    private final Set<Long> owned = new HashSet<>();
    private final List<Formation> formations = new ArrayList<>();

    /// How often each block is executed that is in no region yet, by its start.
    private final Map<Long, Long> rest = new HashMap<>();

    private RegionPlanner(Profile profile, InstructionSource code, RegionOptions options) {
        counts = new ProfiledCounts(profile, code);
        former =
                new RegionFormer(
                        code,
                        counts,
                        (_, instruction) -> Compilable.compiles(instruction),
                        options);
        profile.blocks().forEach(block -> rest.put(block.start(), block.count()));
    }

    /// What is to be compiled.
    ///
    /// @param hot the regions and their counts
    /// @param rejected the ways that the regions do not follow, the most used first
    public record Plan(HotCode hot, List<RejectedWay> rejected) {}

    /// Plans.
    public static Plan plan(Profile profile, InstructionSource code, RegionOptions options) {
        return new RegionPlanner(profile, code, options).plan(profile);
    }

    private Plan plan(Profile profile) {
        double least = Math.max(1, LEAST_SHARE * profile.instructions());
        profile.blocks().stream()
                .filter(block -> block.executed() >= least)
                .sorted(Comparator.comparingLong(BlockCount::executed).reversed())
                .filter(block -> rest.get(block.start()) * block.instructions() >= least)
                .forEach(block -> form(block.start(), least / block.instructions()));
        var regions = new ArrayList<HotCode.PlannedRegion>();
        var rejected = new ArrayList<RejectedWay>();
        for (Formation formation : formations) {
            regions.add(planned(formation));
            rejected.addAll(formation.rejected());
        }
        regions.sort(
                Comparator.comparingLong(HotCode.PlannedRegion::executed)
                        .reversed()
                        .thenComparing(HotCode.PlannedRegion::head));
        rejected.sort(Comparator.comparingLong(RejectedWay::count).reversed());
        return new Plan(new HotCode(profile.instructions(), regions, transfers()), rejected);
    }

    private void form(long start, double least) {
        if (owned.contains(start) || rest.get(start) < least || formations.size() >= MOST_REGIONS) {
            return;
        }
        Optional<Formation> formation = former.formAround(start, owned::contains);
        if (formation.isPresent()) {
            formations.add(formation.get());
            owned.addAll(formation.get().ownBlocks());
            for (RegionBlock block : formation.get().region().blocks()) {
                rest.computeIfPresent(block.start(), (_, count) -> count - block.count());
            }
        }
    }

    private static HotCode.PlannedRegion planned(Formation formation) {
        HotRegion region = formation.region();
        long executed = 0;
        for (RegionBlock block : region.blocks()) {
            executed += block.count() * block.instructions().size();
        }
        return new HotCode.PlannedRegion(
                region.head(), formation.entries(), region.length(), executed);
    }

    private List<HotCode.Transfer> transfers() {
        var transfers = new TreeMap<Long, HotCode.Transfer>();
        for (Formation formation : formations) {
            for (RegionBlock block : formation.region().blocks()) {
                if (!block.instructions().isEmpty()) {
                    long site = block.end() - block.instructions().getLast().length();
                    if (counts.executed(site) > 0) {
                        transfers.computeIfAbsent(site, this::transfer);
                    }
                }
            }
        }
        return List.copyOf(transfers.values());
    }

    private HotCode.Transfer transfer(long site) {
        return new HotCode.Transfer(
                site,
                counts.taken(site),
                counts.passed(site),
                counts.targets(site).stream()
                        .sorted(
                                Comparator.comparingLong(EdgeCounts.Target::count)
                                        .reversed()
                                        .thenComparing(EdgeCounts.Target::pc))
                        .limit(MOST_TARGETS)
                        .toList());
    }
}
