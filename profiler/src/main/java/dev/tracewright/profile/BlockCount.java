package dev.tracewright.profile;

/// How often a basic block was executed.
///
/// @param start address of the first instruction
/// @param end address after the last
/// @param instructions how many instructions it has
/// @param count how often it was executed, each time as a whole
public record BlockCount(long start, long end, int instructions, long count) {
    /// The number of instructions that were executed in the block.
    public long executed() {
        return instructions * count;
    }
}
