package dev.tracewright.profile;

import dev.tracewright.code.EdgeKind;
import dev.tracewright.code.Terminator;
import dev.tracewright.isa.Instruction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/// A walk through a program that tells a recorder what engines tell it, and remembers every step
/// itself.
///
/// What branches do is drawn: some go one way nearly always, some repeat a pattern, some are coin
/// tosses.
final class TestRun {
    /// How control came to an instruction.
    ///
    /// @param kind empty for the instruction after one that does not end a block
    /// @param executed whether it was executed then, or control left the program
    record Step(long pc, Optional<EdgeKind> kind, boolean executed) {}

    /// A block that was executed.
    record Block(long start, long end, int instructions, EdgeKind enteredBy) {}

    private static final int REGION = 128;

    final TestCode code;
    final ProfileRecorder recorder;
    final List<Step> steps = new ArrayList<>();

    private final Random random;
    private final List<Long> calls = new ArrayList<>();
    private final int[] visits;
    private int instructions;
    private long pc;
    private Optional<EdgeKind> kind = Optional.of(EdgeKind.ENTRY);

    private TestRun(TestCode code, long seed, Function<Long, ProfileRecorder> recorder) {
        this.code = code;
        random = new Random(seed);
        visits = new int[code.parcels()];
        pc = anyAddress();
        this.recorder = recorder.apply(pc);
    }

    /// Executes so many instructions.
    ///
    /// @param redirections about every how many instructions something else changes the program
    ///   counter
    static TestRun of(
            TestCode code,
            long seed,
            int instructions,
            int redirections,
            Function<Long, ProfileRecorder> recorder) {
        var run = new TestRun(code, seed, recorder);
        while (run.instructions < instructions) {
            run.step(redirections);
        }
        run.steps.add(new Step(run.pc, run.kind, false));
        run.recorder.finish(run.pc, instructions);
        return run;
    }

    private long anyAddress() {
        long address;
        do {
            address = code.base() + 2L * random.nextInt(code.parcels());
        } while (code.at(address).isEmpty());
        return address;
    }

    private void step(int redirections) {
        Optional<Instruction> instruction = code.at(pc);
        if (instruction.isEmpty() || random.nextInt(redirections) == 0) {
            long to = anyAddress();
            recorder.redirect(pc, to, instructions);
            steps.add(new Step(pc, kind, false));
            pc = to;
            kind = Optional.of(EdgeKind.ENTRY);
        } else {
            steps.add(new Step(pc, kind, true));
            instructions++;
            execute(instruction.get());
        }
    }

    private void execute(Instruction instruction) {
        long next = pc + instruction.length();
        Terminator terminator = Terminator.of(instruction);
        boolean taken = true;
        long to =
                switch (terminator) {
                    case BRANCH -> {
                        taken = outcome();
                        count(taken ? 1 : 0);
                        if (recorder.trace() != null) {
                            recorder.trace().branch(pc, taken);
                        }
                        yield taken ? pc + instruction.imm() : next;
                    }
                    case JUMP, CALL -> {
                        count(0);
                        yield pc + instruction.imm();
                    }
                    case INDIRECT_JUMP, INDIRECT_CALL -> indirect(target());
                    case RETURN -> indirect(calls.isEmpty() ? target() : calls.removeLast());
                    case SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE -> next;
                };
        if ((terminator == Terminator.CALL || terminator == Terminator.INDIRECT_CALL)
                && calls.size() < 50) {
            calls.add(next);
        }
        kind =
                terminator == Terminator.NONE
                        ? Optional.empty()
                        : Optional.of(terminator.edgeKind(taken));
        pc = to;
    }

    private boolean outcome() {
        int site = (int) (pc - code.base() >> 1);
        int visit = visits[site]++;
        return switch (site % 4) {
            case 0 -> random.nextInt(50) == 0;
            case 1 -> visit % (2 + site % 7) != 0;
            case 2 -> (visit & visit >> 1 & 1) == 0;
            default -> random.nextBoolean();
        };
    }

    private long target() {
        int site = (int) (pc - code.base() >> 1);
        int choice = random.nextInt(4) * random.nextInt(4) / 3;
        var targets = new Random(site * 31L + choice);
        return code.base() + 2L * targets.nextInt(code.parcels() + 1);
    }

    private long indirect(long target) {
        region().indirect(parcel(), target);
        if (recorder.trace() != null) {
            recorder.trace().indirect(pc, target);
        }
        return target;
    }

    private void count(int outcome) {
        region().counts[2 * parcel() + outcome]++;
    }

    // Several regions, as engines have them.
    private CodeCounters region() {
        long base = code.base() + (pc - code.base()) / REGION * REGION;
        return recorder.counters(base, REGION / 2);
    }

    private int parcel() {
        return (int) ((pc - code.base()) % REGION / 2);
    }

    /// The instructions that were executed, in order.
    List<Step> executed() {
        return steps.stream().filter(Step::executed).toList();
    }

    /// The addresses where blocks begin: wherever control came other than from the instruction
    /// before, wherever it left the program, and wherever it came from two instructions before, one
    /// inside of the other.
    Set<Long> leaders() {
        var leaders = new HashSet<Long>();
        var before = new HashMap<Long, Long>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.kind.isPresent() || !step.executed) {
                leaders.add(step.pc);
            } else {
                long previous = steps.get(i - 1).pc;
                if (before.getOrDefault(step.pc, previous) != previous) {
                    leaders.add(step.pc);
                }
                before.put(step.pc, previous);
            }
        }
        return leaders;
    }

    /// The blocks that were executed, in order.
    List<Block> blocks() {
        Set<Long> leaders = leaders();
        var blocks = new ArrayList<Block>();
        List<Step> executed = executed();
        int start = 0;
        for (int i = 1; i <= executed.size(); i++) {
            if (i == executed.size() || leaders.contains(executed.get(i).pc)) {
                long last = executed.get(i - 1).pc;
                long end = last + code.at(last).orElseThrow().length();
                Step first = executed.get(start);
                EdgeKind kind = first.kind.orElse(EdgeKind.FALL_THROUGH);
                blocks.add(new Block(first.pc, end, i - start, kind));
                start = i;
            }
        }
        return blocks;
    }
}
