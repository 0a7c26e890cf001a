package dev.tracewright.jit;

import dev.tracewright.region.Formation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/// Which block belongs to which unit; copies of inlined callees belong to nobody.
final class Ownership {
    private final int maxCopies;
    private final Set<CompiledRegion> units = new LinkedHashSet<>();
    private final Map<Long, CompiledRegion> owners = new HashMap<>();
    private final Map<Long, Integer> formations = new HashMap<>();
    private final Map<Long, Integer> copies = new HashMap<>();

    /// @param maxCopies how many units may have been given one block
    Ownership(int maxCopies) {
        this.maxCopies = maxCopies;
    }

    /// The unit that a block belongs to.
    Optional<CompiledRegion> owner(long start) {
        return Optional.ofNullable(owners.get(start));
    }

    /// The blocks that belong to other units.
    LongPredicate notOf(CompiledRegion unit) {
        return start -> owners.containsKey(start) && owners.get(start) != unit;
    }

    /// Whether a block belongs to one of some units.
    boolean isOf(long start, Set<CompiledRegion> some) {
        return owners.containsKey(start) && some.contains(owners.get(start));
    }

    /// Whether no other unit may have the block.
    boolean isExhausted(long start) {
        return copies.getOrDefault(start, 0) >= maxCopies;
    }

    /// How many units have begun at the address.
    int formations(long head) {
        return formations.getOrDefault(head, 0);
    }

    /// Whether a unit begins at the address.
    boolean isHead(long start) {
        return owner(start).filter(unit -> unit.head() == start).isPresent();
    }

    /// The unit that was compiled last of those that have an instruction.
    Optional<CompiledRegion> containing(long pc) {
        CompiledRegion found = null;
        for (CompiledRegion unit : units) {
            if (unit.formation().contains(pc)) {
                found = unit;
            }
        }
        return Optional.ofNullable(found);
    }

    /// The units that a region has blocks of, but not the head.
    Set<CompiledRegion> overlappedInPart(Formation formation) {
        var blocks = new HashSet<>(formation.ownBlocks());
        var units = new HashSet<CompiledRegion>();
        for (long start : blocks) {
            owner(start).filter(unit -> !blocks.contains(unit.head())).ifPresent(units::add);
        }
        return units;
    }

    /// Gives a unit its blocks.
    void add(CompiledRegion unit) {
        var former = new HashSet<CompiledRegion>();
        for (long start : unit.formation().ownBlocks()) {
            CompiledRegion before = owners.put(start, unit);
            if (before == null || before.head() != unit.head()) {
                copies.merge(start, 1, Integer::sum);
            }
            if (before != null) {
                former.add(before);
            }
        }
        formations.merge(unit.head(), 1, Integer::sum);
        units.add(unit);
        for (CompiledRegion other : former) {
            if (!owners.containsValue(other)) {
                units.remove(other);
            }
        }
    }

    /// Takes a unit's blocks away.
    void remove(CompiledRegion unit) {
        owners.values().removeIf(owner -> owner == unit);
        units.remove(unit);
    }
}
