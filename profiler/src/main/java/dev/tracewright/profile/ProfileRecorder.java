package dev.tracewright.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What an engine writes to while it records: exact counters, and a branch trace if one is wanted.
///
/// A recorder serves one hart. It knows where recording started, where the program counter was
/// changed by something else than an instruction, and where recording ended; with the counters that
/// determines how often every instruction was executed.
public final class ProfileRecorder {
    private final long entry;
    private final long entryInstret;
    private final BranchTraceWriter trace;
    private final List<CodeCounters> regions = new ArrayList<>();
    private final List<Redirection> redirections = new ArrayList<>();
    private final List<Runnable> settlers = new ArrayList<>();
    private boolean finished;
    private long exit;
    private long instructions;

    private ProfileRecorder(long entry, long instret, BranchTraceWriter trace) {
        this.entry = entry;
        this.entryInstret = instret;
        this.trace = trace;
    }

    /// A recorder that counts.
    ///
    /// @param pc the address of the first instruction that will be executed
    /// @param instret the number of instructions that have retired before
    public static ProfileRecorder counting(long pc, long instret) {
        return new ProfileRecorder(pc, instret, null);
    }

    /// A recorder that counts and writes a branch trace.
    public static ProfileRecorder tracing(long pc, long instret, BranchTraceWriter trace) {
        return new ProfileRecorder(pc, instret, trace);
    }

    /// The counters of a region of code, created on the first call and the same object afterwards.
    ///
    /// @param base address of the first parcel, even
    /// @param parcels length in units of two bytes
    public CodeCounters counters(long base, int parcels) {
        for (CodeCounters region : regions) {
            if (region.base == base && region.parcels() == parcels) {
                return region;
            }
        }
        var region = new CodeCounters(base, parcels);
        regions.add(region);
        return region;
    }

    /// The branch trace to write, or null if none is wanted. Engines ask once and choose their
    /// variant.
    public BranchTraceWriter trace() {
        return trace;
    }

    /// Has something done before recording ends: an engine's adding up of what it counted
    /// elsewhere.
    public void beforeEnd(Runnable settler) {
        settlers.add(settler);
    }

    /// Tells that something else than an instruction changed the program counter, as a signal's
    /// delivery or return does. An `ecall` that returns to the instruction after it needs no call.
    ///
    /// @param from the first instruction that was not executed: the address after an `ecall` that
    ///   retired, the address of an instruction that trapped or was interrupted
    /// @param to the next instruction
    /// @param instret the number of instructions that have retired
    public void redirect(long from, long to, long instret) {
        requireOpen();
        var redirection = new Redirection(from, to, instret - entryInstret);
        redirections.add(redirection);
        if (trace != null) {
            trace.redirect(redirection);
        }
    }

    /// Ends recording, and waits until the branch trace is written.
    ///
    /// @param pc the first instruction that was not executed: the `ecall` that exits if it is not
    ///   counted as retired, the instruction that trapped, or the next one when a budget was spent
    /// @param instret the number of instructions that have retired, those before recording included
    /// @throws java.io.UncheckedIOException if the branch trace could not be written
    /// @throws IllegalStateException if the branch trace is not one of the code it was opened for
    public void finish(long pc, long instret) {
        requireOpen();
        settlers.forEach(Runnable::run);
        finished = true;
        exit = pc;
        instructions = instret - entryInstret;
        if (trace != null) {
            trace.finish();
        }
    }

    private void requireOpen() {
        if (finished) {
            throw new IllegalStateException("the recording has ended");
        }
    }

    long entry() {
        return entry;
    }

    long exit() {
        return exit;
    }

    /// The number of instructions that retired while recording.
    public long instructions() {
        return instructions;
    }

    List<CodeCounters> regions() {
        return Collections.unmodifiableList(regions);
    }

    List<Redirection> redirections() {
        return Collections.unmodifiableList(redirections);
    }
}
