package dev.tracewright.profile;

import dev.tracewright.isa.Opcode;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a run did, exactly.
///
/// Flow is conserved: for each address, the counts of the edges that end there add up to the count
/// of the block that starts there plus that of the [dev.tracewright.code.EdgeKind#EXIT] edge there
/// (which is not one of the summands); the counts of the edges that leave a block, `EXIT` and
/// `ENTRY` aside, add up to its count.
///
/// @param program what was run
/// @param run the run as a whole
/// @param blocks the executed blocks in ascending order of their starts
/// @param edges the edges that were used, in ascending order of `from`, `to` and kind
/// @param opcodes how often each instruction was executed; a compressed one counts as its expansion
/// @param trace the branch trace, if one was recorded
public record Profile(
        ProgramIdentity program,
        RunSummary run,
        List<BlockCount> blocks,
        List<EdgeCount> edges,
        Map<Opcode, Long> opcodes,
        Optional<BranchTrace> trace) {
    public Profile {
        blocks = List.copyOf(blocks);
        edges = List.copyOf(edges);
        var copy = new EnumMap<Opcode, Long>(Opcode.class);
        copy.putAll(opcodes);
        opcodes = Collections.unmodifiableMap(copy);
    }

    /// The number of executed instructions.
    public long instructions() {
        return run.instructions();
    }

    /// The number of block executions.
    public long blockExecutions() {
        return blocks.stream().mapToLong(BlockCount::count).sum();
    }

    /// The block that contains the address. Where blocks overlap, because code is entered in the
    /// middle of an instruction, the one that starts last.
    public Optional<BlockCount> blockAt(long address) {
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (blocks.get(middle).start() <= address) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && address < blocks.get(low - 1).end()
                ? Optional.of(blocks.get(low - 1))
                : Optional.empty();
    }

    /// The edges that leave the block that starts at the address.
    public List<EdgeCount> edgesFrom(long start) {
        return edges.subList(firstEdge(start), firstEdge(start + 1));
    }

    private int firstEdge(long from) {
        int low = 0;
        int high = edges.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (edges.get(middle).from() < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// The same profile with another trace.
    public Profile withTrace(Optional<BranchTrace> changed) {
        return new Profile(program, run, blocks, edges, opcodes, changed);
    }
}
