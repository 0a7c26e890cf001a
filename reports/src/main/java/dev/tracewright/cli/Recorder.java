package dev.tracewright.cli;

import dev.tracewright.engine.Engine;
import dev.tracewright.run.Recording;

import java.io.IOException;
import java.nio.file.Path;

/// Records guests.
final class Recorder {
    private Recorder() {}

    /// Runs a guest and writes its profile.
    ///
    /// @param trace whether to record a branch trace too
    static Recording record(Guest guest, Engine engine, boolean trace, Path file)
            throws IOException {
        try {
            return Recording.record(
                    guest.program(), guest.launch(), engine, trace, guest.maxInstructions(), file);
        } catch (IllegalStateException e) {
            throw new CommandException(
                    ExitCode.INTERNAL,
                    "cannot record %s (does it change its own code?): %s"
                            .formatted(guest.program(), e.getMessage()));
        }
    }
}
