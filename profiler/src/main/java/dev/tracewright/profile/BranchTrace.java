package dev.tracewright.profile;

import java.nio.file.Path;

/// A recorded branch trace: every outcome of a conditional branch and every target of an indirect
/// jump, in the order of execution.
///
/// @param file the profile that holds it
/// @param events how many outcomes and targets
/// @param bytes its compressed size
public record BranchTrace(Path file, long events, long bytes) {}
