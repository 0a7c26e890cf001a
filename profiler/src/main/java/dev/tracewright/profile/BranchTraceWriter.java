package dev.tracewright.profile;

/// Takes the outcomes of conditional branches and the targets of indirect jumps, in the order of
/// execution.
///
/// The two recording methods only append to a buffer. One thread records.
public final class BranchTraceWriter {
    /// Marks the word of an indirect jump; user addresses are below it.
    static final long INDIRECT = Long.MIN_VALUE;

    private long[] words = new long[1 << 16];
    private int size;

    /// Creates a writer that discards what it is given.
    BranchTraceWriter() {}

    /// Records that the conditional branch at `pc` was executed.
    public void branch(long pc, boolean taken) {
        int at = size;
        words[at] = taken ? pc | 1 : pc;
        size = at + 1;
        if (at + 1 == words.length) {
            flush();
        }
    }

    /// Records that the indirect jump at `pc` went to `target`.
    public void indirect(long pc, long target) {
        int at = size;
        words[at] = target | INDIRECT;
        size = at + 1;
        if (at + 1 == words.length) {
            flush();
        }
    }

    private void flush() {
        size = 0;
    }
}
