package dev.tracewright.measure;

/// One timed run.
///
/// @param seconds wall-clock time of the part that counts; loading is not
/// @param result what the run yielded
public record Sample<R>(double seconds, R result) {}
