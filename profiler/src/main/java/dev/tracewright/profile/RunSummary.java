package dev.tracewright.profile;

/// The recorded run as a whole.
///
/// @param instructions how many retired
/// @param exit how it ended, in words: `exit status 0`, `SIGSEGV`, `budget spent`
/// @param engine the engine that recorded it
/// @param seconds wall-clock time with recording, or 0 for a deterministic run
public record RunSummary(long instructions, String exit, String engine, double seconds) {}
