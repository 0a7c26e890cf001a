package dev.tracewright.run;

import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;

/// What is wanted of a run besides the run.
///
/// @param maxInstructions stop when so many instructions have retired
/// @param recorder where to record a profile
/// @param fingerprint whether to take the fingerprint at the end, which reads all of memory
public record RunOptions(
        long maxInstructions, Optional<RecorderFactory> recorder, boolean fingerprint) {
    /// Makes the recorder of a run.
    @FunctionalInterface
    public interface RecorderFactory {
        /// The recorder of a run that starts at `pc`.
        ProfileRecorder create(long pc);
    }

    /// To its end, recording nothing.
    public static RunOptions plain() {
        return new RunOptions(Long.MAX_VALUE, Optional.empty(), false);
    }

    /// With another limit.
    public RunOptions withMaxInstructions(long limit) {
        return new RunOptions(limit, recorder, fingerprint);
    }

    /// With a recorder.
    public RunOptions withRecorder(RecorderFactory factory) {
        return new RunOptions(maxInstructions, Optional.of(factory), fingerprint);
    }

    /// With a fingerprint.
    public RunOptions withFingerprint() {
        return new RunOptions(maxInstructions, recorder, true);
    }
}
