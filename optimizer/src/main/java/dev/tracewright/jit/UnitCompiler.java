package dev.tracewright.jit;

import dev.tracewright.ir.Graph;
import dev.tracewright.ir.IrBuilder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.pass.Pipeline;
import dev.tracewright.region.Compilable;
import dev.tracewright.region.EdgeCounts;
import dev.tracewright.region.Formation;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.RegionFormer;
import dev.tracewright.region.RegionOptions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Compiles hot places, and knows which block belongs to which unit.
///
/// One thread compiles; what was dropped may be told by another.
final class UnitCompiler {
    private static final int SMALLEST = 8;

    // So long after a unit has been compiled it is certainly installed, and control has come to one
    // of its entries unless it stays away from them.
    private static final long SETTLING_NANOS = 3_000_000;

    private final LiveCode code;
    private final EdgeCounts counts;
    private final CodeCache cache;
    private final AdaptiveOptions options;
    private final CompilationLog log;
    private final Pipeline pipeline;
    private final Optional<CompiledRecording> recording;

    private final Ownership ownership;
    private final Set<Long> refusedHeads = new HashSet<>();
    private final Set<Long> refusedInstructions = new HashSet<>();
    private final Queue<CompiledRegion> dropped = new ConcurrentLinkedQueue<>();

    UnitCompiler(
            LiveCode code,
            EdgeCounts counts,
            CodeCache cache,
            AdaptiveOptions options,
            Pipeline pipeline,
            Optional<CompiledRecording> recording,
            CompilationLog log) {
        this.recording = recording;
        this.pipeline = pipeline;
        this.code = code;
        this.counts = counts;
        this.cache = cache;
        this.options = options;
        this.log = log;
        ownership = new Ownership(options.maxCopies());
    }

    /// Tells that a unit is not installed, or not any more.
    void drop(CompiledRegion unit) {
        dropped.add(unit);
    }

    /// How often a place was executed, as far as is known: the hottest is compiled first.
    long heat(HotPlace place) {
        return former(options.regions()).executed(place.pc());
    }

    private RegionFormer former(RegionOptions regions) {
        return new RegionFormer(code, counts, this::compiles, regions);
    }

    private boolean compiles(long pc, Instruction instruction) {
        return Compilable.compiles(instruction) && !refusedInstructions.contains(pc);
    }

    /// Compiles the region in which a place is executed best.
    ///
    /// @return empty if it is not hot enough, cannot be compiled, or has been
    Optional<CompiledRegion> compile(HotPlace place) {
        for (CompiledRegion unit = dropped.poll(); unit != null; unit = dropped.poll()) {
            ownership.remove(unit);
        }
        RegionOptions regions = options.regions();
        while (true) {
            long start = System.nanoTime();
            Optional<Formation> formation = form(place, former(regions));
            if (formation.isEmpty()) {
                return Optional.empty();
            }
            if (recording.isPresent()) {
                formation = formation.map(f -> CompiledRecording.comparing(f, counts));
            }
            long head = formation.get().region().head();
            try {
                CompiledRegion unit = compile(formation.get());
                ownership.add(unit);
                tell(unit, System.nanoTime() - start);
                return Optional.of(unit);
            } catch (UnitRefusedException e) {
                log.add(UnitEvent.Kind.REFUSED, head, e.getMessage());
                int length = formation.get().region().length();
                if (length <= SMALLEST) {
                    refusedHeads.add(head);
                    return Optional.empty();
                }
                regions = regions.withMaxInstructions(length / 2);
            }
        }
    }

    private CompiledRegion compile(Formation formation) {
        HotRegion region = formation.region();
        Graph graph =
                recording
                        .map(r -> IrBuilder.build(region, r::counters))
                        .orElseGet(() -> IrBuilder.build(region));
        pipeline.run(graph);
        int formations = 1 + ownership.formations(formation.region().head());
        return CompiledRegion.of(formation, cache.compile(graph), formations);
    }

    private void tell(CompiledRegion unit, long nanoseconds) {
        log.add(
                new UnitEvent(
                        unit.formations() == 1
                                ? UnitEvent.Kind.COMPILED
                                : UnitEvent.Kind.FORMED_AGAIN,
                        unit.head(),
                        log.seconds(),
                        unit.formation().region().length(),
                        unit.code().size(),
                        nanoseconds * 1e-6,
                        ""));
    }

    private Optional<Formation> form(HotPlace place, RegionFormer former) {
        return switch (place.kind()) {
            case SAMPLE -> {
                long block = former.nextBlock(place.pc());
                yield former.executed(block) < options.threshold()
                        ? Optional.empty()
                        : around(block, place, former);
            }
            case EXIT -> around(place.pc(), place, former);
            case PLAN ->
                    former.formAt(
                            place.pc(),
                            place.entries(),
                            start -> ownership.owner(start).isPresent());
            case FAILURE -> {
                refusedInstructions.add(place.pc());
                yield ownership
                        .containing(place.pc())
                        .flatMap(unit -> again(unit, place.pc(), former));
            }
        };
    }

    private Optional<Formation> again(CompiledRegion unit, long pc, RegionFormer former) {
        log.add(
                UnitEvent.Kind.ABANDONED,
                unit.head(),
                "compiled code gives up too often at 0x%x".formatted(pc));
        return former.formAt(unit.head(), unit.orderedEntries(), ownership.notOf(unit));
    }

    private Optional<Formation> around(long pc, HotPlace place, RegionFormer former) {
        Optional<CompiledRegion> inside = ownership.owner(pc);
        if (inside.isPresent()) {
            // What was noticed before there was the unit says nothing.
            long settling = options.background() ? SETTLING_NANOS : 0;
            return place.noticed() - inside.get().finished() < settling
                    ? Optional.empty()
                    : enterable(inside.get(), pc, former);
        }
        if (refusedHeads.contains(pc)) {
            return Optional.empty();
        }
        Formation formation = former.formAround(pc, ownership::isExhausted).orElse(null);
        if (formation == null || refusedHeads.contains(formation.region().head())) {
            return Optional.empty();
        }
        long head = formation.region().head();
        boolean spent = ownership.formations(head) >= options.maxFormations();
        if (ownership.isHead(head) && (spent || !formation.ownBlocks().contains(pc))) {
            // It is a function that is inlined there, but called from elsewhere as well; or the
            // region has been formed often enough.
            return former.formAt(pc, List.of(), start -> ownership.owner(start).isPresent());
        }
        Set<CompiledRegion> cut = ownership.overlappedInPart(formation);
        if (!cut.isEmpty()) {
            formation =
                    former.formAround(
                                    pc,
                                    start ->
                                            ownership.isExhausted(start)
                                                    || ownership.isOf(start, cut))
                            .orElse(formation);
        }
        Optional<Formation> grown = grown(pc, place.site(), formation, former);
        return grown.isPresent() ? grown : Optional.of(formation);
    }

    // Control comes into the middle of a unit.
    private Optional<Formation> enterable(CompiledRegion unit, long pc, RegionFormer former) {
        if (unit.entries().contains(pc)) {
            return Optional.empty();
        }
        if (unit.formations() < options.maxFormations()
                && unit.entries().size() < options.maxEntries()) {
            var entries = new ArrayList<>(unit.orderedEntries());
            entries.add(pc);
            Optional<Formation> formation =
                    former.formAt(unit.head(), entries, ownership.notOf(unit))
                            .filter(f -> f.entries().contains(pc));
            if (formation.isPresent()) {
                return formation;
            }
        }
        if (ownership.isExhausted(pc)) {
            log.add(UnitEvent.Kind.ABANDONED, pc, "too many regions have this block");
            return Optional.empty();
        }
        return former.formAt(pc, List.of(), start -> ownership.owner(start).isPresent());
    }

    // The unit that is left for the place, with the place in it, if the new region does not
    // contain that unit.
    private Optional<Formation> grown(
            long pc, long site, Formation formation, RegionFormer former) {
        Optional<CompiledRegion> left = ownership.containing(site);
        if (left.isEmpty()
                || formation.ownBlocks().contains(left.get().head())
                || left.get().formations() >= options.maxFormations()) {
            return Optional.empty();
        }
        CompiledRegion unit = left.get();
        return former.formAt(unit.head(), unit.orderedEntries(), ownership.notOf(unit))
                .filter(grown -> grown.ownBlocks().contains(pc));
    }
}
