package dev.tracewright.region;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The hot code of a run: where regions begin, and the counts that they are formed by.
///
/// @param instructions how many instructions the run executed
/// @param regions the one that executes most first
/// @param transfers the branches and jumps in the regions, by ascending address
public record HotCode(long instructions, List<PlannedRegion> regions, List<Transfer> transfers) {
    /// A region to form.
    ///
    /// @param head where it begins
    /// @param entries where it can be entered, the head first
    /// @param instructions how many instructions it has, copies included
    /// @param executed how many instructions it is expected to execute in such a run
    public record PlannedRegion(long head, List<Long> entries, int instructions, long executed) {
        /// Copies the list.
        public PlannedRegion {
            entries = List.copyOf(entries);
        }
    }

    /// How often a branch or jump went where.
    ///
    /// @param site its address
    /// @param taken how often a conditional branch was taken
    /// @param passed how often a conditional branch was not taken, or a direct jump was executed
    /// @param targets where an indirect jump went, the most frequent first
    public record Transfer(long site, long taken, long passed, List<EdgeCounts.Target> targets) {
        /// Copies the list.
        public Transfer {
            targets = List.copyOf(targets);
        }
    }

    /// Copies the lists.
    public HotCode {
        regions = List.copyOf(regions);
        transfers = List.copyOf(transfers);
    }

    /// No hot code.
    public static HotCode none() {
        return new HotCode(0, List.of(), List.of());
    }

    /// The counts, to form regions by.
    public EdgeCounts counts() {
        var bySite = new HashMap<Long, Transfer>();
        transfers.forEach(transfer -> bySite.put(transfer.site, transfer));
        return new Counts(instructions, bySite);
    }

    private record Counts(long instructions, Map<Long, Transfer> transfers) implements EdgeCounts {
        @Override
        public long taken(long pc) {
            Transfer transfer = transfers.get(pc);
            return transfer == null ? 0 : transfer.taken;
        }

        @Override
        public long passed(long pc) {
            Transfer transfer = transfers.get(pc);
            return transfer == null ? 0 : transfer.passed;
        }

        @Override
        public List<Target> targets(long pc) {
            Transfer transfer = transfers.get(pc);
            return transfer == null ? List.of() : transfer.targets;
        }
    }
}
