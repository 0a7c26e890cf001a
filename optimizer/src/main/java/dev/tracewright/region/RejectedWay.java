package dev.tracewright.region;

/// A way on from a region's block that was considered and not followed.
///
/// @param from the address of the transfer, or of the instruction before which the block ends
/// @param to where it leads
/// @param reason why it was not followed
/// @param count how often it was taken, as far as is known: so often is the region left because of
///   it
public record RejectedWay(long from, long to, Reason reason, long count) {
    /// Why a way is not followed.
    public enum Reason {
        /// It was taken, but too seldom.
        TOO_COLD,
        /// The region has its greatest length.
        REGION_FULL,
        /// The callee is inside of as many calls as allowed.
        INLINE_DEPTH,
        /// The callee is too long to be inlined.
        CALLEE_TOO_LONG,
        /// The call is inside of an inlined call of the same function.
        RECURSION,
        /// The indirect jump has more targets than it is compared with.
        TOO_MANY_TARGETS,
        /// The return leaves the function in which the region begins.
        RETURN,
        /// Compiled code leaves the instruction to the interpreter.
        NOT_COMPILABLE,
        /// Another region has the block already.
        OTHER_REGION
    }
}
