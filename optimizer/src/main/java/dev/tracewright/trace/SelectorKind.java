package dev.tracewright.trace;

/// The ways to find traces.
public enum SelectorKind {
    /// Paths that the branch trace took right after their head became hot (Duesterwald and Bala,
    /// 2000).
    NEXT_EXECUTING_TAIL,
    /// Paths along the most frequent edges.
    SUPERBLOCK
}
