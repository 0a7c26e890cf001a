package dev.tracewright.trace;

import dev.tracewright.code.EdgeKind;

/// A basic block on a trace, and how the trace leaves it.
///
/// A block that ends in an `ecall`, `ebreak` or `fence.i` belongs to a trace without that
/// instruction: `end` is then its address, `instructions` does not count it, and the block is the
/// trace's last.
///
/// @param start address of the first instruction
/// @param end address after the last instruction that belongs to the trace
/// @param instructions number of instructions from `start` to `end`
/// @param leavesBy the expected kind of transfer to `next`; for the last block of a trace that does
///   not loop, the kind of the transfer that ends it
/// @param next address of the block that the trace expects next: the following block's start, for
///   the last block of a loop the head's; for the last block of another trace the most frequent
///   successor, or [#UNKNOWN]
public record TraceBlock(long start, long end, int instructions, EdgeKind leavesBy, long next) {
    /// No successor is expected.
    public static final long UNKNOWN = -1;
}
