package dev.tracewright.jit;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.ProgramCode;
import dev.tracewright.code.Terminator;
import dev.tracewright.engine.DecodedWord;
import dev.tracewright.engine.Execution;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop;
import dev.tracewright.isa.Instruction;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.memory.Region;
import dev.tracewright.plan.OptimizationPlan;
import dev.tracewright.superinstruction.Component;
import dev.tracewright.superinstruction.Superinstruction;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Plans that fuse and compile what a program did, with the beginnings and lengths that a test
/// wants.
final class PathPlans {
    private static final long LONGEST = 20_000;
    private static final long NOWHERE = -1;

    /// The code at the beginning of the run.
    private final Map<Long, Instruction> decoded = new HashMap<>();

    private final InstructionSource code = pc -> Optional.ofNullable(decoded.get(pc));

    /// The addresses of the instructions that retired, in order.
    private final List<Long> path = new ArrayList<>();

    /// The indices in the path before which something else than an instruction set the pc.
    private final Set<Integer> breaks = new HashSet<>();

    private PathPlans(GuestProgram program) {
        try (var memory = GuestMemory.reserve()) {
            program.load(memory);
            Hart hart = program.start(memory);
            decodeAll(memory);
            Execution execution =
                    Plans.engine("reference", Optional.empty()).open(memory, Optional.empty());
            while (hart.instret < LONGEST) {
                long pc = hart.pc;
                if (!(execution.run(hart, hart.instret + 1) instanceof Stop.Trap trap)) {
                    path.add(pc);
                } else if (program.handle(trap, hart)) {
                    breaks.add(path.size());
                } else {
                    return;
                }
            }
        }
    }

    private void decodeAll(GuestMemory memory) {
        var decoder = ProgramCode.of(memory);
        for (Region region : memory.regions()) {
            if (region.permits(Permission.EXECUTE)) {
                for (long pc = region.start(); pc < region.end(); pc += 2) {
                    long address = pc;
                    decoder.at(pc).ifPresent(instruction -> decoded.put(address, instruction));
                }
            }
        }
    }

    /// A few plans for a program: everything is fused and compiled from every instruction on, with
    /// sequences and traces that are as long as they can be, and with very short ones; and long
    /// ones from the first instruction only.
    static List<OptimizationPlan> of(GuestProgram program) {
        var plans = new PathPlans(program);
        Set<Long> all = new HashSet<>(plans.path);
        return List.of(
                plans.plan(all, Superinstruction.MAX_LENGTH, 250),
                plans.plan(all, 2, 3),
                plans.plan(
                        Set.of(plans.path.isEmpty() ? NOWHERE : plans.path.getFirst()),
                        Superinstruction.MAX_LENGTH,
                        250));
    }

    /// Plans that fuse everything from every instruction on, and many other sequences more often,
    /// so that those of interest share a fused case with all that are like them.
    ///
    /// @param others an address from which on there are instructions that can be fused
    static List<OptimizationPlan> shared(GuestProgram program, long others) {
        var plans = new PathPlans(program);
        Set<Long> all = new HashSet<>(plans.path);
        return List.of(
                plans.plan(all, Superinstruction.MAX_LENGTH, 0, others),
                plans.plan(all, 2, 0, others));
    }

    private OptimizationPlan plan(Set<Long> heads, int fused, int traced) {
        return plan(heads, fused, traced, NOWHERE);
    }

    private OptimizationPlan plan(Set<Long> heads, int fused, int traced, long others) {
        var left = new HashSet<>(heads);
        var sequences = new LinkedHashMap<Long, List<Instruction>>();
        var traces = new ArrayList<Trace>();
        for (int i = 0; i < path.size(); i++) {
            long head = path.get(i);
            if (left.remove(head)) {
                addSequence(sequences, head, fused);
                trace(traces.size(), i, traced).ifPresent(traces::add);
            }
        }
        for (long pc = others; pc != NOWHERE && code.at(pc).isPresent(); ) {
            addSequence(sequences, pc, 2);
            pc += code.at(pc).get().length();
        }
        return Plans.of(
                Plans.superinstructions(sequences, site -> heads.contains(site) ? 1 : 1_000),
                traces);
    }

    private void addSequence(Map<Long, List<Instruction>> sequences, long head, int length) {
        List<Instruction> sequence = sequence(head, length);
        if (sequence.size() >= Superinstruction.MIN_LENGTH) {
            sequences.put(head, sequence);
        }
    }

    private List<Instruction> sequence(long head, int length) {
        var sequence = new ArrayList<Instruction>();
        long pc = head;
        while (sequence.size() < length) {
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

    private Optional<Trace> trace(int id, int from, int length) {
        var blocks = new ArrayList<TraceBlock>();
        int to = from;
        while (to < path.size()
                && to - from < length
                && compiles(path.get(to))
                && (to == from || !breaks.contains(to) && !path.get(to).equals(path.get(from)))) {
            to++;
        }
        boolean loops = to > from && to < path.size() && path.get(to).equals(path.get(from));
        for (int start = from; start < to; ) {
            int end = start;
            while (end + 1 < to && follows(end)) {
                end++;
            }
            long next = end + 1 < path.size() ? path.get(end + 1) : TraceBlock.UNKNOWN;
            blocks.add(
                    new TraceBlock(
                            path.get(start),
                            path.get(end) + instruction(end).length(),
                            end + 1 - start,
                            EdgeKind.FALL_THROUGH,
                            next));
            start = end + 1;
        }
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Trace(id, blocks, loops && !breaks.contains(to), 1, to - from));
    }

    private boolean compiles(long pc) {
        return code.at(pc).filter(i -> DecodedWord.decodes(i.opcode())).isPresent();
    }

    private Instruction instruction(int index) {
        return code.at(path.get(index)).orElseThrow();
    }

    private boolean follows(int index) {
        return Terminator.of(instruction(index)) == Terminator.NONE
                && path.get(index + 1) == path.get(index) + instruction(index).length();
    }
}
