package dev.tracewright.jit;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.isa.Instruction;
import dev.tracewright.region.Formation;
import dev.tracewright.region.RegionBlock;

import java.util.List;
import java.util.Set;

/// A region that has been compiled.
///
/// @param formation the region
/// @param code what the back end made of it
/// @param formations how often regions with its head have been formed, this one included
/// @param entries where it can be entered
/// @param finished when it had been compiled, by [System#nanoTime]
record CompiledRegion(
        Formation formation,
        CodeCache.Code code,
        int formations,
        Set<Long> entries,
        long finished) {
    CompiledRegion {
        entries = Set.copyOf(entries);
    }

    static CompiledRegion of(Formation formation, CodeCache.Code code, int formations) {
        return new CompiledRegion(
                formation, code, formations, Set.copyOf(formation.entries()), System.nanoTime());
    }

    long head() {
        return formation.region().head();
    }

    /// The entries in a fixed order, the head first.
    List<Long> orderedEntries() {
        return formation.entries();
    }

    /// Whether the code that it was compiled from is what there is now.
    boolean matches(InstructionSource now) {
        for (RegionBlock block : formation.region().blocks()) {
            long pc = block.start();
            for (Instruction instruction : block.instructions()) {
                if (!now.at(pc).filter(i -> i.word() == instruction.word()).isPresent()) {
                    return false;
                }
                pc += instruction.length();
            }
        }
        return true;
    }

    /// Whether any of its instructions lies in a range.
    boolean overlaps(long start, long end) {
        return formation.region().blocks().stream()
                .anyMatch(block -> block.start() < end && start < block.end());
    }
}
