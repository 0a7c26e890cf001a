package dev.tracewright.profile;

/// A change of the program counter by something else than an instruction.
///
/// @param from the first instruction that was not executed
/// @param to the instruction that was executed instead
/// @param instructions how many instructions had been recorded
record Redirection(long from, long to, long instructions) {}
