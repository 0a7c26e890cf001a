package dev.tracewright.region;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.isa.Instruction;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.function.LongPredicate;

/// Forms hot regions by counts.
///
/// A region begins at a head and grows, the most executed block first, along every way whose count
/// is large: along branches and jumps, into small callees and back, along the frequent targets of
/// indirect jumps. A block that is reached again inside of the same calls is joined, not copied.
/// The places where control comes back into it from elsewhere, behind calls that leave it and
/// behind instructions that are interpreted, are entries of it as well.
public final class RegionFormer {
    /// A block that is executed so much more often than its region's head is an entry too: control
    /// may be there for long.
    private static final int LONG_AWAY = 1000;

    private final StraightCodeReader code;
    private final EdgeCounts counts;
    private final RegionOptions options;

    /// @param code the code to form regions of; it must not change while this is used
    /// @param counts how often control went which way
    /// @param compilable which instructions at which addresses compiled code can execute
    public RegionFormer(
            InstructionSource code,
            EdgeCounts counts,
            BiPredicate<Long, Instruction> compilable,
            RegionOptions options) {
        int longest = Math.min(options.maxBlockInstructions(), options.maxInstructions());
        this.code = new StraightCodeReader(code, compilable, longest);
        this.counts = counts;
        this.options = options;
    }

    /// Forms the region that begins at an address, which nothing can prevent but an instruction
    /// there that is not compilable.
    ///
    /// @param entries where the region is to be entered as well, if there is room for it
    /// @param elsewhere the addresses of blocks that belong to other regions; they may be inlined,
    ///   but are not grown into otherwise
    public Optional<Formation> formAt(long head, List<Long> entries, LongPredicate elsewhere) {
        if (code.at(head).instructions().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Growth(code, counts, options, elsewhere, head).grow(entries));
    }

    /// Forms the region in which a hot block is executed best: that of the outermost loop around it
    /// that fits into one region, or else the one that begins with the block.
    public Optional<Formation> formAround(long pc, LongPredicate elsewhere) {
        OptionalLong loop = loopHead(pc);
        if (loop.isPresent() && loop.getAsLong() != pc && !elsewhere.test(loop.getAsLong())) {
            long head = loop.getAsLong();
            boolean away = executed(pc) / LONG_AWAY > executed(head);
            Optional<Formation> around =
                    formAt(head, away ? List.of(pc) : List.of(), elsewhere)
                            .filter(formation -> formation.contains(pc));
            if (around.isPresent()) {
                return around;
            }
        }
        return formAt(pc, List.of(), elsewhere);
    }

    /// The head of the outermost loop around a block that fits into one region.
    public OptionalLong loopHead(long pc) {
        return new HeadChooser(code, counts, options).head(pc);
    }

    /// How often the transfer at the end of the code from an address on was executed.
    public long executed(long pc) {
        StraightCode straight = code.at(pc);
        return straight.instructions().isEmpty() ? 0 : counts.executed(straight.lastAddress());
    }

    /// The block that control most often goes to from an address: the beginning of a block, which
    /// the address itself need not be. The address itself if that is not known.
    public long nextBlock(long pc) {
        StraightCode straight = code.at(pc);
        if (straight.instructions().isEmpty()) {
            return pc;
        }
        long site = straight.lastAddress();
        return switch (straight.terminator()) {
            case BRANCH ->
                    counts.taken(site) >= counts.passed(site) ? straight.target() : straight.end();
            case JUMP, CALL -> straight.target();
            case INDIRECT_JUMP, INDIRECT_CALL, RETURN ->
                    Growth.expected(counts, options, site).stream()
                            .findFirst()
                            .map(EdgeCounts.Target::pc)
                            .orElse(pc);
            case NONE, SYSTEM_CALL, BREAKPOINT, FENCE_I -> pc;
        };
    }
}
