package dev.tracewright.jit;

/// A place that is executed often and may be worth compiling.
///
/// @param kind how it was noticed
/// @param pc its address
/// @param site the transfer by which compiled code was left to it, or -1
record HotPlace(Kind kind, long pc, long site) {
    /// How hot places are noticed.
    enum Kind {
        /// The interpreter was there at a moment that has nothing to do with the program.
        SAMPLE,
        /// Compiled code is often left to it.
        EXIT,
        /// Compiled code often gives up there.
        FAILURE,
        /// A plan says so.
        PLAN
    }

    static final long NO_SITE = -1;
}
