package dev.tracewright.engine;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;

/// A way to execute instructions. Engines have no state; what they know of a program is in an
/// [Execution].
public interface Engine {
    /// The name by which users choose it.
    String name();

    /// Prepares to execute code in the memory.
    ///
    /// @param recorder where to record what happens; empty runs the variant that records nothing
    Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder);
}
