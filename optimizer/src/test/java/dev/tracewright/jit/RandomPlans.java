package dev.tracewright.jit;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.Terminator;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.isa.Instruction;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.superinstruction.Component;
import dev.tracewright.superinstruction.Superinstruction;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Plans that no profile suggests: they begin and end anywhere and expect the unlikely.
final class RandomPlans {
    private static final int TRACES = 12;
    private static final int SEQUENCES = 40;
    private static final int LONGEST_TRACE = 120;

    private final Random random;
    private final InstructionSource code;
    private final List<Long> starts;

    private RandomPlans(Random random, InstructionSource code, List<Long> starts) {
        this.random = random;
        this.code = code;
        this.starts = starts;
    }

    /// A plan for a program.
    ///
    /// @param starts addresses of instructions, at which anything may begin
    static OptimizationPlan of(long seed, InstructionSource code, List<Long> starts) {
        var plans = new RandomPlans(new Random(seed), code, starts);
        var sequences = new LinkedHashMap<Long, List<Instruction>>();
        for (int i = 0; i < SEQUENCES; i++) {
            long start = plans.anywhere();
            List<Instruction> sequence = plans.sequence(start);
            if (sequence.size() >= Superinstruction.MIN_LENGTH) {
                sequences.put(start, sequence);
            }
        }
        var traces = new ArrayList<Trace>();
        for (int i = 0; i < TRACES; i++) {
            plans.trace(traces.size(), plans.anywhere()).ifPresent(traces::add);
        }
        return Plans.of(Plans.superinstructions(sequences), traces);
    }

    private long anywhere() {
        return starts.get(random.nextInt(starts.size()));
    }

    private List<Instruction> sequence(long start) {
        var sequence = new ArrayList<Instruction>();
        int wanted = 2 + random.nextInt(Superinstruction.MAX_LENGTH - 1);
        long pc = start;
        while (sequence.size() < wanted) {
            Optional<Instruction> next = code.at(pc);
            if (next.isEmpty() || !Component.fusible(next.get().opcode())) {
                break;
            }
            sequence.add(next.get());
            if (Component.leaves(next.get().opcode())) {
                break;
            }
            pc += next.get().length();
        }
        return sequence;
    }

    // Follows the code, with a choice wherever there is one.
    private Optional<Trace> trace(int id, long head) {
        var blocks = new ArrayList<TraceBlock>();
        int wanted = 1 + random.nextInt(LONGEST_TRACE);
        long start = head;
        for (int length = 0; length < wanted; ) {
            Optional<TraceBlock> block = block(start);
            if (block.isEmpty()) {
                break;
            }
            blocks.add(block.get());
            length += block.get().instructions();
            start = block.get().next();
            if (start == head) {
                return Optional.of(new Trace(id, blocks, true, 1, length));
            }
            if (start == TraceBlock.UNKNOWN || stopsAt(start)) {
                break;
            }
        }
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trace(id, blocks, false, 1, 1));
    }

    private boolean stopsAt(long pc) {
        return code.at(pc).filter(i -> DecodedWord.decodes(i.opcode())).isEmpty();
    }

    private Optional<TraceBlock> block(long start) {
        long pc = start;
        int count = 0;
        while (true) {
            if (stopsAt(pc)) {
                return count == 0
                        ? Optional.empty()
                        : Optional.of(new TraceBlock(start, pc, count, EdgeKind.FALL_THROUGH, pc));
            }
            Instruction instruction = code.at(pc).orElseThrow();
            long from = pc;
            pc += instruction.length();
            count++;
            Terminator terminator = Terminator.of(instruction);
            long next =
                    switch (terminator) {
                        case BRANCH -> random.nextBoolean() ? from + instruction.imm() : pc;
                        case JUMP, CALL -> from + instruction.imm();
                        case INDIRECT_JUMP, INDIRECT_CALL, RETURN ->
                                random.nextInt(3) == 0 ? TraceBlock.UNKNOWN : anywhere();
                        case SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE ->
                                random.nextInt(40) == 0 ? pc : 0;
                    };
            if (next != 0) {
                boolean taken = next != pc;
                return Optional.of(
                        new TraceBlock(start, pc, count, terminator.edgeKind(taken), next));
            }
        }
    }
}
