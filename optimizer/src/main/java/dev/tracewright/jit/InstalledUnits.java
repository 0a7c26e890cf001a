package dev.tracewright.jit;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.region.RegionBlock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// The units that are installed, by their entries.
final class InstalledUnits {
    private final GuestMemory memory;
    private final CodeCache cache;
    private final UnitCompiler compiler;
    private final CompilationLog log;
    private final Map<Long, CompiledRegion> entries = new HashMap<>();
    private final Set<CompiledRegion> units = new LinkedHashSet<>();

    InstalledUnits(GuestMemory memory, CodeCache cache, UnitCompiler compiler, CompilationLog log) {
        this.memory = memory;
        this.cache = cache;
        this.compiler = compiler;
        this.log = log;
    }

    /// Whether a unit can be entered at the address.
    boolean isEntry(long pc) {
        return !entries.isEmpty() && entries.containsKey(pc);
    }

    /// Installs a unit, if it is of the code that is in memory now.
    ///
    /// @return the addresses at which it can be entered now
    List<Long> install(CompiledRegion unit) {
        if (!unit.matches(new LiveCode(memory))) {
            compiler.drop(unit);
            log.add(UnitEvent.Kind.DROPPED, unit.head(), "its code has changed meanwhile");
            return List.of();
        }
        if (!cache.install(unit.code())) {
            drop(_ -> true, "there was no room for another");
            if (!cache.install(unit.code())) {
                compiler.drop(unit);
                log.add(UnitEvent.Kind.DROPPED, unit.head(), "there is no room for it");
                return List.of();
            }
        }
        unit.orderedEntries().forEach(entry -> entries.put(entry, unit));
        units.add(unit);
        units.removeIf(other -> other.entries().stream().noneMatch(e -> entries.get(e) == other));
        return unit.orderedEntries();
    }

    /// Drops units.
    void drop(Predicate<CompiledRegion> which, String reason) {
        List<CompiledRegion> dropped = units.stream().filter(which).toList();
        if (dropped.isEmpty()) {
            return;
        }
        for (CompiledRegion unit : dropped) {
            units.remove(unit);
            compiler.drop(unit);
            log.add(UnitEvent.Kind.DROPPED, unit.head(), reason);
        }
        entries.clear();
        cache.flush();
        for (CompiledRegion unit : new ArrayList<>(units)) {
            cache.install(unit.code());
            unit.orderedEntries().forEach(entry -> entries.put(entry, unit));
        }
    }

    /// Drops the units whose code the program itself has written.
    void dropChanged() {
        var now = new LiveCode(memory);
        drop(unit -> isWritable(unit) && !unit.matches(now), "the program has changed its code");
    }

    private boolean isWritable(CompiledRegion unit) {
        for (RegionBlock block : unit.formation().region().blocks()) {
            var region = memory.region(block.start());
            if (region.isEmpty() || region.get().permits(Permission.WRITE)) {
                return true;
            }
        }
        return false;
    }
}
