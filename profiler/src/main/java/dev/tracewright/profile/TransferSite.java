package dev.tracewright.profile;

import dev.tracewright.code.Terminator;

/// The next instruction on a path whose outcome a branch trace records, and what lies before it.
///
/// @param start where the path begins
/// @param pc the address of the transfer; -1 if the path leads to none
/// @param terminator what it is: a branch or an indirect jump
/// @param target where a branch goes when it is taken
/// @param next the address of the instruction after it
/// @param instructions how many instructions the path has, the transfer included
/// @param returns the return addresses of the direct calls on the path
record TransferSite(
        long start,
        long pc,
        Terminator terminator,
        long target,
        long next,
        int instructions,
        long[] returns) {
    private static final long[] NO_RETURNS = {};

    /// No transfer: the code ends, or goes round in a circle of direct jumps.
    static TransferSite missing(long start) {
        return new TransferSite(start, -1, Terminator.NONE, -1, -1, 0, NO_RETURNS);
    }

    /// Whether there is none.
    boolean isMissing() {
        return pc < 0;
    }
}
