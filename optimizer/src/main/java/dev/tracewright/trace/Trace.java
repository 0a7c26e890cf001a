package dev.tracewright.trace;

import java.util.List;

/// A hot path: blocks that are compiled as one unit, entered at the first, left at its end and by
/// side exits wherever control does not go to the expected next block.
///
/// @param id position in the plan, from 0
/// @param blocks the path; consecutive blocks are joined by [TraceBlock#next]
/// @param loops whether the last block is expected to go back to the head
/// @param entries how often control is expected to come to the head from outside of the trace
/// @param instructions how many instructions are expected to be executed in the trace
public record Trace(
        int id, List<TraceBlock> blocks, boolean loops, long entries, long instructions) {
    public Trace {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("a trace has at least one block");
        }
        for (int i = 0; i < blocks.size(); i++) {
            boolean last = i == blocks.size() - 1;
            long expected = last ? blocks.getFirst().start() : blocks.get(i + 1).start();
            if ((!last || loops) && blocks.get(i).next() != expected) {
                throw new IllegalArgumentException(
                        "block %d of trace %d goes to 0x%x, expected 0x%x"
                                .formatted(i, id, blocks.get(i).next(), expected));
            }
        }
    }

    /// The address where the trace is entered.
    public long head() {
        return blocks.getFirst().start();
    }

    /// The number of instructions on the path.
    public int length() {
        return blocks.stream().mapToInt(TraceBlock::instructions).sum();
    }
}
