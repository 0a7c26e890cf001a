package dev.tracewright.region;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.code.Terminator;
import dev.tracewright.isa.Instruction;
import dev.tracewright.trace.Trace;
import dev.tracewright.trace.TraceBlock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The path of a plan's trace as a region: one block after the other, and perhaps back to the head.
public final class TracePath {
    private final Trace trace;
    private final InstructionSource code;
    private final Predicate<Instruction> compilable;
    private final int most;
    private final List<RegionBlock> blocks = new ArrayList<>();
    private int length;

    private TracePath(
            Trace trace, InstructionSource code, Predicate<Instruction> compilable, int most) {
        this.trace = trace;
        this.code = code;
        this.compilable = compilable;
        this.most = most;
    }

    /// The region of a trace, or of as much of its beginning as there is in memory.
    ///
    /// @param code the code in memory, which need not be what the plan was made for
    /// @param compilable which instructions compiled code can execute
    /// @param most greatest number of instructions, at least 1
    /// @return empty if not even the first instruction can be compiled
    public static Optional<HotRegion> region(
            Trace trace, InstructionSource code, Predicate<Instruction> compilable, int most) {
        return new TracePath(trace, code, compilable, most).region();
    }

    private Optional<HotRegion> region() {
        int count = trace.blocks().size();
        for (int i = 0; i < count && add(trace.blocks().get(i), i == count - 1); i++) {}
        return length == 0 ? Optional.empty() : Optional.of(new HotRegion(blocks, List.of(0)));
    }

    // Whether the trace goes on behind the block as it says.
    private boolean add(TraceBlock block, boolean last) {
        var instructions = new ArrayList<Instruction>();
        long pc = block.start();
        while (pc < block.end()) {
            Optional<Instruction> next = code.at(pc);
            if (next.isEmpty() || !compilable.test(next.get())) {
                return end(block, instructions, new Flow.Interpret());
            }
            if (length + instructions.size() == most) {
                return end(block, instructions, new Flow.Next(outside(pc)));
            }
            instructions.add(next.get());
            pc += next.get().length();
            if (Terminator.of(next.get()) != Terminator.NONE) {
                break;
            }
        }
        int following = following(last, length + instructions.size() == most);
        Flow flow = flow(instructions.getLast(), pc, block.next(), following);
        end(block, instructions, flow);
        return ways(flow).stream().anyMatch(way -> way.block() > 0);
    }

    // The index of the block that the trace goes on with.
    private int following(boolean last, boolean full) {
        if (last) {
            return trace.loops() ? 0 : Way.OUTSIDE;
        }
        return full ? Way.OUTSIDE : blocks.size() + 1;
    }

    private boolean end(TraceBlock block, List<Instruction> instructions, Flow flow) {
        length += instructions.size();
        blocks.add(new RegionBlock(block.start(), instructions, flow, trace.entries()));
        return false;
    }

    private static Way outside(long pc) {
        return new Way(pc, Way.OUTSIDE, 0);
    }

    // On to the block with the index where control can go where the trace says, else out.
    private Flow flow(Instruction last, long end, long wanted, int following) {
        long target = end - last.length() + last.imm();
        return switch (Terminator.of(last)) {
            case BRANCH ->
                    new Flow.Branch(
                            way(target, wanted, following),
                            // A branch to the next instruction goes there either way.
                            target == end ? outside(end) : way(end, wanted, following));
            case JUMP, CALL -> new Flow.Next(way(target, wanted, following));
            case INDIRECT_JUMP, INDIRECT_CALL, RETURN -> indirect(wanted, following);
            case SYSTEM_CALL, BREAKPOINT, FENCE_I, NONE ->
                    new Flow.Next(way(end, wanted, following));
        };
    }

    private Way way(long to, long wanted, int following) {
        return to == wanted ? new Way(to, following, trace.entries()) : outside(to);
    }

    private Flow indirect(long wanted, int following) {
        return wanted == TraceBlock.UNKNOWN || following == Way.OUTSIDE
                ? new Flow.Indirect(List.of(), trace.entries())
                : new Flow.Indirect(List.of(way(wanted, wanted, following)), 0);
    }

    private static List<Way> ways(Flow flow) {
        return switch (flow) {
            case Flow.Next(Way way) -> List.of(way);
            case Flow.Branch(Way taken, Way notTaken) -> List.of(taken, notTaken);
            case Flow.Indirect(List<Way> expected, long _) -> expected;
            case Flow.Interpret() -> List.of();
        };
    }
}
