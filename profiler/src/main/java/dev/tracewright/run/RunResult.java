package dev.tracewright.run;

import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;

/// What a run came to.
///
/// @param outcome how it ended
/// @param instructions how many instructions retired
/// @param dispatches how many dispatches the engine made
/// @param compiled how many instructions retired in compiled units
/// @param seconds wall time from the first instruction to the end, system calls included
/// @param recorder what was recorded, finished
/// @param fingerprint what can be compared with other runs
public record RunResult(
        Outcome outcome,
        long instructions,
        long dispatches,
        long compiled,
        double seconds,
        Optional<ProfileRecorder> recorder,
        Optional<Fingerprint> fingerprint) {}
