package dev.tracewright.jit;

import java.util.List;

/// A place that is executed often and may be worth compiling.
///
/// @param kind how it was noticed
/// @param pc its address
/// @param site the transfer by which compiled code was left to it, or -1
/// @param entries where a region that a plan asks for can be entered
/// @param noticed when, by [System#nanoTime]
record HotPlace(Kind kind, long pc, long site, List<Long> entries, long noticed) {
    /// How hot places are noticed.
    enum Kind {
        /// The interpreter was there at a moment that has nothing to do with the program.
        SAMPLE,
        /// Compiled code is often left to it.
        EXIT,
        /// Compiled code often gives up there.
        FAILURE,
        /// A plan has a region that begins there.
        PLAN
    }

    static final long NO_SITE = -1;

    HotPlace {
        entries = List.copyOf(entries);
    }

    static HotPlace of(Kind kind, long pc) {
        return new HotPlace(kind, pc, NO_SITE, List.of(), System.nanoTime());
    }

    static HotPlace exit(long pc, long site) {
        return new HotPlace(Kind.EXIT, pc, site, List.of(), System.nanoTime());
    }

    static HotPlace planned(List<Long> entries) {
        return new HotPlace(Kind.PLAN, entries.getFirst(), NO_SITE, entries, System.nanoTime());
    }
}
