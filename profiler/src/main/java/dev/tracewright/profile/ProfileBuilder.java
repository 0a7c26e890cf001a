package dev.tracewright.profile;

import dev.tracewright.code.BasicBlock;
import dev.tracewright.code.Edge;
import dev.tracewright.code.EdgeKind;
import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.Terminator;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Derives a profile from what a recorder counted.
///
/// The counted transfers say how much flow arrives at every address that is not reached by falling
/// into it. Flow that falls through only goes upwards, so one pass over the blocks in ascending
/// order settles all of it. Each block then must send out what came in, and the instructions must
/// add up to those that retired.
public final class ProfileBuilder {
    private static final Comparator<EdgeCount> EDGE_ORDER =
            Comparator.comparingLong(EdgeCount::from)
                    .thenComparingLong(EdgeCount::to)
                    .thenComparing(EdgeCount::kind);

    private final ProfileRecorder recorder;
    private final InstructionSource code;

    /// What the counters say of the transfer instructions, by their address.
    private final Map<Long, TransferCount> transfers;

    /// Flow that arrives at a block's start, known so far.
    private final TreeMap<Long, Long> arriving = new TreeMap<>();

    /// Flow that ends before the instruction at the address.
    private final Map<Long, Long> leaving = new HashMap<>();

    /// Where a block has to begin because two others meet: code that was entered in the middle of
    /// an instruction soon agrees with the ordinary decoding again. Found on the way.
    private final Set<Long> joins;

    private final Set<Long> executed = new HashSet<>();

    /// The first block that did not send out what came in.
    private Optional<IllegalStateException> imbalance = Optional.empty();

    private final List<BlockCount> blocks = new ArrayList<>();
    private final Map<Edge, Long> edges = new HashMap<>();
    private final EnumMap<Opcode, Long> opcodes = new EnumMap<>(Opcode.class);

    private ProfileBuilder(ProfileRecorder recorder, InstructionSource code, Set<Long> joins) {
        this.recorder = recorder;
        this.code = code;
        this.joins = new HashSet<>(joins);
        this.transfers = TransferCount.of(recorder.regions());
    }

    /// Derives the profile of a recording that has ended. It has no branch trace yet: that comes
    /// from the file it was written to.
    ///
    /// @param code the code that was executed
    /// @throws IllegalStateException if the counters contradict each other, the code or the number
    ///   of retired instructions: an engine's mistake
    public static Profile build(
            ProfileRecorder recorder,
            InstructionSource code,
            ProgramIdentity program,
            RunSummary run) {
        var builder = new ProfileBuilder(recorder, code, Set.of());
        while (!builder.settle()) {
            builder = new ProfileBuilder(recorder, code, builder.joins);
        }
        builder.checkBalance();
        builder.checkTotal(run);
        return new Profile(
                program,
                run,
                builder.blocks,
                builder.edgeCounts(),
                builder.opcodes,
                Optional.empty());
    }

    private void findArrivals() {
        boundary(recorder.entry(), EdgeKind.ENTRY);
        boundary(recorder.exit(), EdgeKind.EXIT);
        for (Redirection redirection : recorder.redirections()) {
            boundary(redirection.from(), EdgeKind.EXIT);
            boundary(redirection.to(), EdgeKind.ENTRY);
        }
        transfers.forEach(this::findTargets);
    }

    // An exit begins a block too, so that every block is executed as a whole.
    private void boundary(long pc, EdgeKind kind) {
        edges.merge(new Edge(pc, pc, kind), 1L, Long::sum);
        arriving.merge(pc, kind == EdgeKind.ENTRY ? 1L : 0L, Long::sum);
        leaving.merge(pc, kind == EdgeKind.EXIT ? 1L : 0L, Long::sum);
    }

    private void findTargets(long pc, TransferCount count) {
        Instruction instruction =
                code.at(pc)
                        .orElseThrow(
                                () -> contradiction(pc, "was counted but is not an instruction"));
        switch (Terminator.of(instruction)) {
            case BRANCH -> {
                arrive(pc + instruction.imm(), count.taken());
                arrive(pc + instruction.length(), count.executed());
            }
            case JUMP, CALL -> arrive(pc + instruction.imm(), count.executed());
            case INDIRECT_JUMP, INDIRECT_CALL, RETURN -> count.targets().forEach(this::arrive);
            // Their counts follow from the flow that reaches them.
            case SYSTEM_CALL, BREAKPOINT, FENCE_I -> {}
            case NONE -> throw contradiction(pc, "was counted but does not end a block");
        }
    }

    private void arrive(long pc, long count) {
        if (count > 0) {
            arriving.merge(pc, count, Long::sum);
        }
    }

    // Returns false if it must be done again, with the joins that were found.
    private boolean settle() {
        int known = joins.size();
        joins.forEach(pc -> arriving.put(pc, 0L));
        findArrivals();
        while (!arriving.isEmpty()) {
            Map.Entry<Long, Long> first = arriving.pollFirstEntry();
            long start = first.getKey();
            long flow = first.getValue() - leaving.getOrDefault(start, 0L);
            if (flow < 0) {
                throw contradiction(
                        start,
                        "was reached %d times but left before its first instruction %d times"
                                .formatted(first.getValue(), first.getValue() - flow));
            }
            if (flow > 0) {
                BasicBlock block = BasicBlock.decode(code, start, arriving::containsKey);
                findJoin(block);
                count(block, flow);
                leave(block, flow);
            }
        }
        return joins.size() == known;
    }

    private void findJoin(BasicBlock block) {
        long pc = block.start();
        for (Instruction instruction : block.instructions()) {
            if (!executed.add(pc)) {
                joins.add(pc);
                return;
            }
            pc += instruction.length();
        }
    }

    private void checkBalance() {
        if (imbalance.isPresent()) {
            throw imbalance.get();
        }
    }

    private void count(BasicBlock block, long flow) {
        blocks.add(new BlockCount(block.start(), block.end(), block.instructions().size(), flow));
        for (Instruction instruction : block.instructions()) {
            opcodes.merge(instruction.opcode(), flow, Long::sum);
        }
    }

    private void leave(BasicBlock block, long flow) {
        Terminator terminator = block.terminator();
        switch (terminator) {
            case BRANCH -> {
                TransferCount count = take(block, flow);
                edge(block, block.directTarget(), terminator.edgeKind(true), count.taken());
                edge(block, block.end(), terminator.edgeKind(false), count.executed());
            }
            case JUMP, CALL -> {
                take(block, flow);
                edge(block, block.directTarget(), terminator.edgeKind(true), flow);
            }
            case INDIRECT_JUMP, INDIRECT_CALL, RETURN ->
                    take(block, flow)
                            .targets()
                            .forEach(
                                    (to, count) ->
                                            edge(block, to, terminator.edgeKind(true), count));
            case SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE -> {
                arrive(block.end(), flow);
                edge(block, block.end(), terminator.edgeKind(false), flow);
            }
        }
    }

    private TransferCount take(BasicBlock block, long flow) {
        TransferCount count = transfers.getOrDefault(block.lastAddress(), TransferCount.ZERO);
        if (count.total() != flow && imbalance.isEmpty()) {
            imbalance =
                    Optional.of(
                            contradiction(
                                    block.start(),
                                    "was entered %d times but left at 0x%x %d times"
                                            .formatted(flow, block.lastAddress(), count.total())));
        }
        return count;
    }

    private void edge(BasicBlock from, long to, EdgeKind kind, long count) {
        if (count > 0) {
            edges.merge(new Edge(from.start(), to, kind), count, Long::sum);
        }
    }

    private void checkTotal(RunSummary run) {
        if (run.instructions() != recorder.instructions()) {
            throw new IllegalArgumentException(
                    "the summary says %d instructions, the recorder %d"
                            .formatted(run.instructions(), recorder.instructions()));
        }
        long executed = blocks.stream().mapToLong(BlockCount::executed).sum();
        if (executed != recorder.instructions()) {
            throw new IllegalStateException(
                    "the counters account for %d instructions, but %d retired"
                            .formatted(executed, recorder.instructions()));
        }
    }

    private List<EdgeCount> edgeCounts() {
        return edges.entrySet().stream()
                .map(
                        entry ->
                                new EdgeCount(
                                        entry.getKey().from(),
                                        entry.getKey().to(),
                                        entry.getKey().kind(),
                                        entry.getValue()))
                .sorted(EDGE_ORDER)
                .toList();
    }

    private static IllegalStateException contradiction(long pc, String what) {
        return new IllegalStateException("block 0x%x: %s".formatted(pc, what));
    }
}
