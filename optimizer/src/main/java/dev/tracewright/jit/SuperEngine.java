package dev.tracewright.jit;

import dev.tracewright.code.ProgramCode;
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
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.profile.ProfileRecorder;
import dev.tracewright.superinstruction.FusionStatistics;
import dev.tracewright.superinstruction.Superinstruction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The switch engine with a case for each superinstruction of a plan.
public final class SuperEngine implements Engine {
    /// An opcode gets a case in the loop if so large a share of the instructions is dispatched by
    /// it.
    private static final double HOT = 0.0005;

    private final List<Superinstruction> superinstructions;
    private final List<Opcode> inline;
    private List<FusedCase> emitted;
    private EmittedLoops loops;

    /// Executes with these superinstructions; those that are executed most are preferred if not all
    /// fit into one method.
    ///
    /// @param inline the other opcodes that get a case in the loop, the most important first
    public SuperEngine(List<Superinstruction> superinstructions, List<Opcode> inline) {
        this.superinstructions = List.copyOf(superinstructions);
        this.inline = List.copyOf(inline);
    }

    /// Executes with a plan's superinstructions, and with cases for the opcodes that it leaves
    /// single.
    public static SuperEngine of(OptimizationPlan plan) {
        FusionStatistics statistics = plan.statistics().superinstructions();
        double least = HOT * statistics.instructions();
        var inline = new ArrayList<>(OpcodeSets.decoded());
        inline.removeIf(
                opcode ->
                        !OpcodeSets.needsLoop(opcode)
                                && statistics.singles().getOrDefault(opcode, 0L) <= least);
        inline.sort(
                Comparator.comparingLong(
                                (Opcode opcode) -> statistics.singles().getOrDefault(opcode, 0L))
                        .reversed());
        return new SuperEngine(plan.superinstructions(), inline);
    }

    @Override
    public String name() {
        return "super";
    }

    @Override
    public Execution open(GuestMemory memory, Optional<ProfileRecorder> recorder) {
        var cases = new FusedCases(superinstructions, ProgramCode.of(memory));
        EmittedLoops loops = loops(cases.cases());
        return new FusedExecution(
                memory, recorder, loops.loop(recorder), cases.sites(loops.fitting(recorder)));
    }

    // Runs of the same code share what was emitted for it.
    private synchronized EmittedLoops loops(List<FusedCase> cases) {
        if (!cases.equals(emitted)) {
            emitted = cases;
            loops = new EmittedLoops(inline, cases);
        }
        return loops;
    }

    private static final class FusedExecution extends LoopExecution {
        private final Map<Long, FusedCases.Served> sites;

        FusedExecution(
                GuestMemory memory,
                Optional<ProfileRecorder> recorder,
                InterpreterLoop loop,
                Map<Long, FusedCases.Served> sites) {
            super(memory, recorder, loop, Superinstruction.MAX_LENGTH - 1);
            this.sites = sites;
        }

        @Override
        protected void decoded(CodeRegion region, int from, int end) {
            for (int parcel = from; parcel < end; parcel++) {
                FusedCases.Served site = sites.get(region.address(parcel));
                if (site != null && holds(region, parcel, site.instructions())) {
                    region.words[parcel] =
                            DecodedWord.withKind(region.words[parcel], site.fused().kind());
                }
            }
        }

        // The cases were chosen for the code that was in memory at the start; it may have changed.
        private boolean holds(CodeRegion region, int start, List<Instruction> instructions) {
            int parcel = start;
            for (Instruction instruction : instructions) {
                if (parcel >= region.parcels) {
                    return false;
                }
                long word = region.words[parcel];
                Opcode opcode = opcodeAt(region.address(parcel), word);
                if (opcode != instruction.opcode()
                        || DecodedWord.of(instruction)
                                != DecodedWord.withKind(word, DecodedWord.kind(opcode))) {
                    return false;
                }
                parcel += instruction.length() / 2;
            }
            return true;
        }

        private Opcode opcodeAt(long address, long word) {
            int kind = DecodedWord.kind(word);
            return kind >= DecodedWord.FIRST_FUSED
                    ? sites.get(address).instructions().getFirst().opcode()
                    : DecodedWord.opcode(kind);
        }

        @Override
        protected Trap special(CodeRegion region, long word, Hart hart, long limit) {
            return singleStep(hart);
        }
    }
}
