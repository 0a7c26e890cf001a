package dev.tracewright.engine.emit;

import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;

/// Which variant of an engine is emitted: what it tells a recorder.
public enum Recording {
    /// Nothing: the variant that only runs.
    NONE,
    /// The counters of control transfers.
    COUNTS,
    /// The counters and the branch trace.
    TRACE;

    /// The variant that serves a recorder.
    public static Recording of(Optional<ProfileRecorder> recorder) {
        return recorder.map(r -> r.trace() == null ? COUNTS : TRACE).orElse(NONE);
    }
}
