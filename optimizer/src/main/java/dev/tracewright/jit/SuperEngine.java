package dev.tracewright.jit;

import dev.tracewright.engine.CodeRegion;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.Engine;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.InterpreterLoop;
import dev.tracewright.engine.LoopExecution;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.engine.emit.EmittedLoops;
import dev.tracewright.engine.emit.FusedCase;
import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.isa.Opcode;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.superinstruction.Superinstruction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The switch engine with a case for each superinstruction of a plan.
public final class SuperEngine implements Engine {
    private final List<Superinstruction> superinstructions;
    private final EmittedLoops loops;

    /// Executes with these superinstructions; those that come first are preferred if not all fit
    /// into one method.
    public SuperEngine(List<Superinstruction> superinstructions) {
        int most = DecodedWord.LAST_KIND - DecodedWord.FIRST_FUSED + 1;
        this.superinstructions = superinstructions.stream().limit(most).toList();
        var cases = new ArrayList<FusedCase>();
        for (Superinstruction superinstruction : this.superinstructions) {
            cases.add(fusedCase(DecodedWord.FIRST_FUSED + cases.size(), superinstruction));
        }
        loops = new EmittedLoops(OpcodeSets.inline(), cases);
    }

    @Override
    public String name() {
        return "super";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        return new FusedExecution(
                memory, recorder, loops.loop(recorder), loops.fitting(recorder), superinstructions);
    }

    private static FusedCase fusedCase(int kind, Superinstruction superinstruction) {
        return new FusedCase(
                kind,
                superinstruction.components().stream()
                        .map(
                                c ->
                                        new FusedCase.Component(
                                                c.opcode(),
                                                c.length(),
                                                c.rs1(),
                                                c.rs2(),
                                                c.rs3(),
                                                c.resultDead()))
                        .toList());
    }

    private static final class FusedExecution extends LoopExecution {
        private final Map<Long, FusedCase> sites = new HashMap<>();

        FusedExecution(
                GuestMemory memory,
                Optional<ProfileRecorder> recorder,
                InterpreterLoop loop,
                List<FusedCase> cases,
                List<Superinstruction> superinstructions) {
            super(memory, recorder, loop, Superinstruction.MAX_LENGTH - 1);
            for (int i = 0; i < cases.size(); i++) {
                for (long site : superinstructions.get(i).sites()) {
                    sites.put(site, cases.get(i));
                }
            }
        }

        @Override
        protected void decoded(CodeRegion region, int from, int end) {
            for (int parcel = from; parcel < end; parcel++) {
                FusedCase fused = sites.get(region.address(parcel));
                if (fused != null && matches(region, parcel, fused)) {
                    region.words[parcel] = DecodedWord.withKind(region.words[parcel], fused.kind());
                }
            }
        }

        // A plan belongs to a program, but memory may hold other code by now.
        private boolean matches(CodeRegion region, int start, FusedCase fused) {
            int parcel = start;
            for (FusedCase.Component component : fused.components()) {
                if (parcel >= region.parcels) {
                    return false;
                }
                long word = region.words[parcel];
                if (opcodeAt(region.address(parcel), word) != component.opcode()
                        || DecodedWord.parcels(word) != component.length() / 2) {
                    return false;
                }
                parcel += component.length() / 2;
            }
            return true;
        }

        private Opcode opcodeAt(long address, long word) {
            int kind = DecodedWord.kind(word);
            return kind >= DecodedWord.FIRST_FUSED
                    ? sites.get(address).components().getFirst().opcode()
                    : DecodedWord.opcode(kind);
        }

        @Override
        protected Trap special(CodeRegion region, long word, Hart hart, long limit) {
            return singleStep(hart);
        }
    }
}
