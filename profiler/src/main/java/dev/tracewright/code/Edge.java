package dev.tracewright.code;

/// A way for control to go from block to block.
///
/// @param from address of the first instruction of the block that is left
/// @param to address of the first instruction of the block that is entered
/// @param kind how; [EdgeKind#ENTRY] and [EdgeKind#EXIT] have the same address on both ends
public record Edge(long from, long to, EdgeKind kind) {}
