package dev.tracewright.engine;

import dev.tracewright.engine.Stop.BudgetSpent;
import dev.tracewright.engine.Stop.Interrupted;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.isa.semantics.IllegalInstruction;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.MemoryFault;
import dev.tracewright.profile.ProfileRecorder;

import java.util.Optional;

/// Execution by an [InterpreterLoop] over decoded words.
///
/// Whatever the loop does not execute itself (undecoded code, environment calls, control registers,
/// illegal instructions) comes here.
public class LoopExecution implements Execution {
    // So often are requests looked for: every tenth of a millisecond, once HotSpot has compiled
    // the loop.
    private static final int LARGEST_SLICE = 1 << 14;

    private final InterpreterLoop loop;
    private final CodeRegions regions;
    private final Predecoder predecoder;
    private final ReferenceInterpreter single;
    private final Optional<ProfileRecorder> recorder;
    private final int overshoot;
    private volatile boolean interrupted;
    private LoopState state;
    private long dispatches;

    /// Executes with a loop that was emitted for this recorder, or for none.
    public LoopExecution(
            GuestMemory memory, Optional<ProfileRecorder> recorder, InterpreterLoop loop) {
        this(memory, recorder, loop, 0);
    }

    /// Executes with a loop that may run on by so many instructions when `remaining` is used up.
    public LoopExecution(
            GuestMemory memory,
            Optional<ProfileRecorder> recorder,
            InterpreterLoop loop,
            int overshoot) {
        this.loop = loop;
        this.overshoot = overshoot;
        this.recorder = recorder;
        regions = new CodeRegions(memory, recorder);
        predecoder = new Predecoder(memory);
        single = new ReferenceInterpreter(regions, new ControlFlow(regions, recorder));
    }

    @Override
    public final Stop run(Hart hart, long limit) {
        if (state == null || state.hart != hart) {
            state = new LoopState(hart, recorder.map(ProfileRecorder::trace).orElse(null));
        }
        while (hart.instret < limit) {
            if (interrupted) {
                interrupted = false;
                return new Interrupted();
            }
            between(hart);
            CodeRegion region = regions.at(hart.pc);
            if (region == null) {
                return new Trap(Cause.INSTRUCTION_ACCESS, hart.pc, hart.pc);
            }
            Trap trap = runIn(region, hart, limit);
            if (trap != null) {
                return trap;
            }
        }
        return new BudgetSpent();
    }

    private Trap runIn(CodeRegion region, Hart hart, long limit) {
        int slice = (int) Math.min(limit - hart.instret - overshoot, slice());
        if (slice <= 0) {
            return singleStep(hart);
        }
        state.region = region;
        state.parcel = region.parcel(hart.pc);
        state.remaining = slice;
        try {
            int result = loop.run(state);
            account(hart, slice);
            if (result == InterpreterLoop.LEFT) {
                hart.pc = state.target;
            }
            return switch (result) {
                case InterpreterLoop.STOPPED -> stopped(region, hart, limit);
                case InterpreterLoop.SINGLE -> singleStep(hart);
                default -> null;
            };
        } catch (MemoryFault fault) {
            account(hart, slice);
            return ReferenceInterpreter.trap(fault, hart.pc);
        } catch (IllegalInstruction _) {
            account(hart, slice);
            int word = ReferenceInterpreter.fetch(hart.memory, hart.pc);
            return ReferenceInterpreter.illegal(hart.pc, word);
        }
    }

    private void account(Hart hart, int slice) {
        int retired = slice - state.remaining;
        hart.instret += retired;
        hart.pc = state.region.address(state.parcel);
        dispatches += retired - state.undispatched;
    }

    private Trap stopped(CodeRegion region, Hart hart, long limit) {
        int parcel = region.parcel(hart.pc);
        long word = region.words[parcel];
        switch (DecodedWord.kind(word)) {
            case DecodedWord.UNDECODED -> {
                int end = predecoder.decode(region, parcel);
                decoded(region, parcel, end);
                return null;
            }
            case DecodedWord.SLOW -> {
                return singleStep(hart);
            }
            default -> {
                return special(region, word, hart, limit);
            }
        }
    }

    /// How many instructions the loop may execute before it looks for requests.
    protected int slice() {
        return LARGEST_SLICE;
    }

    /// Called with an exact state now and then, at least once for each [#slice].
    protected void between(Hart hart) {}

    /// Called when an instruction fence has made the loop forget what was decoded.
    protected void fenced() {}

    /// Whether [#run] has been asked to give control back.
    protected final boolean isInterrupted() {
        return interrupted;
    }

    /// The region that contains an address, or null if nothing can be executed there.
    protected final CodeRegion regionAt(long pc) {
        return regions.at(pc);
    }

    @Override
    public final void interrupt() {
        interrupted = true;
    }

    /// Executes one instruction by the reference interpreter.
    ///
    /// @return the trap if it did not retire, or null
    protected final Trap singleStep(Hart hart) {
        dispatches++;
        Trap trap = single.step(hart);
        if (regions.wasCleared()) {
            fenced();
        }
        return trap;
    }

    /// Called when the words from parcel `from` up to `end` have been decoded; may change their
    /// kinds to [DecodedWord#FIRST_FUSED] and above.
    protected void decoded(CodeRegion region, int from, int end) {}

    /// Executes from a word on whose kind the loop does not know.
    ///
    /// @return the trap that ended it, or null
    protected Trap special(CodeRegion region, long word, Hart hart, long limit) {
        throw new IllegalStateException("unknown kind " + DecodedWord.kind(word));
    }

    /// Adds dispatches that were made outside of the loop.
    protected final void addDispatches(long count) {
        dispatches += count;
    }

    @Override
    public final long dispatches() {
        return dispatches;
    }

    @Override
    public void codeChanged(long start, long end) {
        regions.codeChanged(start, end);
    }
}
