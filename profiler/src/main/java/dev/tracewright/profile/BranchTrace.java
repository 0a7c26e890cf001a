package dev.tracewright.profile;

import java.nio.file.Path;
import java.util.List;

/// A recorded branch trace: every outcome of a conditional branch and every target of an indirect
/// jump, in the order of execution. [Replay] reads it.
///
/// @param file the profile that holds it
/// @param events how many outcomes and targets
/// @param bytes its size in the file
/// @param chunks its parts in order
public record BranchTrace(Path file, long events, long bytes, List<Chunk> chunks) {
    /// A part that can be decoded on its own.
    ///
    /// @param number which of the file's chunks it is
    /// @param offset where it begins in the file
    /// @param bytes its size there
    /// @param firstEvent how many events come before it
    /// @param events how many it has
    /// @param pc where control is before its first event
    /// @param instructions how many instructions have been executed up to the event before
    public record Chunk(
            int number,
            long offset,
            int bytes,
            long firstEvent,
            int events,
            long pc,
            long instructions) {}

    public BranchTrace {
        chunks = List.copyOf(chunks);
    }

    /// The trace that consists of the chunks.
    static BranchTrace of(Path file, List<Chunk> chunks) {
        return new BranchTrace(
                file,
                chunks.stream().mapToLong(Chunk::events).sum(),
                chunks.stream().mapToLong(Chunk::bytes).sum(),
                chunks);
    }
}
