package dev.tracewright.jit;

/// Something that happened to a compiled unit.
///
/// @param kind what
/// @param head the address at which the unit begins
/// @param seconds when, since the engine began
/// @param instructions guest instructions of the unit, copies included
/// @param bytes bytes of code; 0 if there is none
/// @param milliseconds how long forming and compiling it took
/// @param reason why; empty if the kind says it
public record UnitEvent(
        Kind kind,
        long head,
        double seconds,
        int instructions,
        int bytes,
        double milliseconds,
        String reason) {
    /// What can happen to a unit.
    public enum Kind {
        /// It was compiled for the first time.
        COMPILED,
        /// It was compiled again, with another shape.
        FORMED_AGAIN,
        /// It could not be compiled.
        REFUSED,
        /// It was left to the interpreter, or not given another shape.
        ABANDONED,
        /// It was dropped because its code has changed, or to make room.
        DROPPED
    }

    @Override
    public String toString() {
        String done =
                "%.3f s: 0x%x %s"
                        .formatted(seconds, head, kind.name().toLowerCase().replace('_', ' '));
        String size =
                bytes > 0
                        ? ", %d instructions, %d bytes, %.2f ms"
                                .formatted(instructions, bytes, milliseconds)
                        : "";
        return done + size + (reason.isEmpty() ? "" : ": " + reason);
    }
}
