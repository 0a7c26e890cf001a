package dev.tracewright.ir;

import dev.tracewright.engine.Hart;
import dev.tracewright.jit.Departure;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.MemoryFault;

import java.util.HashMap;
import java.util.Map;

/// Executes graphs node by node: what the SSA form means.
public final class GraphInterpreter {
    private static final class GivesUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        private GivesUp() {
            super(null, null, false, false);
        }
    }

    /// How far from the guest's range the host's memory is known to be inaccessible.
    private static final long GUARD = 2L << 30;

    private static final GivesUp GIVES_UP = new GivesUp();

    private final Graph graph;
    private final Map<Block, Integer> ahead = new HashMap<>();
    private final long[] values;
    private final long[] initial = new long[Graph.REGISTERS];
    private final Map<Integer, Long> counters = new HashMap<>();
    private Hart hart;

    /// The instructions that have retired before the present block.
    private long retired;

    private Block left;

    /// Prepares to execute a graph that keeps the rules.
    public GraphInterpreter(Graph graph) {
        this.graph = graph;
        values = new long[graph.nodes()];
        graph.blocks.forEach(this::ahead);
    }

    // What can retire before the budget is looked at again.
    private int ahead(Block block) {
        Integer known = ahead.get(block);
        if (known != null) {
            return known;
        }
        int most = Math.max(ahead(block.end.taken), ahead(block.end.notTaken));
        ahead.put(block, block.retires + most);
        return block.retires + most;
    }

    private int ahead(Edge edge) {
        return edge == null || edge.to.loopHead ? 0 : ahead(edge.to);
    }

    /// The block by which control left last.
    public Block left() {
        return left;
    }

    /// What each counter has counted.
    public Map<Integer, Long> counters() {
        return counters;
    }

    /// Runs from the entry at `hart.pc` until control leaves the unit.
    ///
    /// @param limit no more than so many instructions will have retired
    public Departure run(Hart on, long limit) {
        hart = on;
        for (int i = 0; i < initial.length; i++) {
            initial[i] = i < Graph.F0 ? hart.x[i] : hart.f[i - Graph.F0];
        }
        retired = hart.instret;
        Block block =
                graph.entries().stream()
                        .filter(entry -> entry.pc == hart.pc)
                        .findFirst()
                        .orElseThrow();
        while (true) {
            if ((block.entry || block.loopHead) && ahead.get(block) > limit - retired) {
                return block.start == null
                        ? Departure.BUDGET
                        : leave(Departure.BUDGET, block.start);
            }
            for (Node node : block.body) {
                try {
                    execute(node);
                } catch (GivesUp | MemoryFault _) {
                    return leave(Departure.GAVE_UP, node.snapshot);
                }
            }
            Terminator end = block.end;
            left = block;
            switch (end.kind) {
                case EXIT -> {
                    return leave(Departure.EXIT, end.snapshot);
                }
                case INTERPRET -> {
                    return leave(Departure.INTERPRET, end.snapshot);
                }
                case EXIT_INDIRECT -> {
                    long target = value(end.value);
                    leave(Departure.EXIT, end.snapshot);
                    hart.pc = target;
                    return Departure.EXIT;
                }
                case JUMP, BRANCH -> {
                    boolean taken = end.kind == Terminator.Kind.JUMP || value(end.value) != 0;
                    retired += block.retires;
                    block = follow(taken ? end.taken : end.notTaken);
                }
            }
        }
    }

    private Block follow(Edge edge) {
        long[] args = new long[edge.args.length];
        for (int i = 0; i < args.length; i++) {
            args[i] = value(edge.args[i]);
        }
        for (int i = 0; i < args.length; i++) {
            values[edge.to.parameters.get(i).id] = args[i];
        }
        return edge.to;
    }

    private Departure leave(Departure departure, Snapshot snapshot) {
        long[] left = new long[snapshot.values.length];
        for (int i = 0; i < left.length; i++) {
            left[i] = value(snapshot.values[i]);
        }
        for (int i = 0; i < left.length; i++) {
            int register = snapshot.registers[i];
            if (register < Graph.F0) {
                hart.x[register] = left[i];
            } else {
                hart.f[register - Graph.F0] = left[i];
            }
        }
        hart.pc = snapshot.pc;
        hart.instret = retired + snapshot.retired;
        return departure;
    }

    private long value(Node node) {
        return switch (node.kind) {
            case CONSTANT -> node.constant;
            case INITIAL -> initial[(int) node.constant];
            default -> values[node.id];
        };
    }

    private void execute(Node node) {
        switch (node.kind) {
            case APPLY -> {
                long a = value(node.args[0]);
                long b = node.args.length > 1 ? value(node.args[1]) : 0;
                long c = node.args.length > 2 ? value(node.args[2]) : 0;
                values[node.id] = node.primitive.apply(a, b, c, node.rm, hart.fcsr);
            }
            case LOAD -> values[node.id] = load(node, address(node));
            case STORE -> store(node, address(node), value(node.args[1]));
            case CHECK -> {
                if (value(node.args[0]) >>> GuestMemory.ADDRESS_BITS != 0) {
                    throw GIVES_UP;
                }
            }
            case COUNT -> counters.merge((int) node.constant, 1L, Long::sum);
            case CONSTANT, INITIAL, PARAMETER ->
                    throw new IllegalArgumentException(node.kind + " in the body of a block");
        }
    }

    // Machine code leaves it to the checks that an access stays near the guest's range.
    private long address(Node node) {
        long address = value(node.args[0]) + node.constant;
        if (address < -GUARD || address >= GuestMemory.LIMIT + GUARD) {
            throw new IllegalStateException(
                    "%s accesses 0x%x, which no check has seen".formatted(node, address));
        }
        return address;
    }

    private long load(Node node, long address) {
        GuestMemory memory = hart.memory;
        return switch (node.width) {
            case S8 -> memory.loadByte(address);
            case U8 -> memory.loadByte(address) & 0xff;
            case S16 -> memory.loadShort(address);
            case U16 -> memory.loadShort(address) & 0xffff;
            case S32 -> memory.loadInt(address);
            case U32 -> Integer.toUnsignedLong(memory.loadInt(address));
            case S64 -> memory.loadLong(address);
        };
    }

    private void store(Node node, long address, long value) {
        GuestMemory memory = hart.memory;
        switch (node.width.bytes()) {
            case 1 -> memory.storeByte(address, (int) value);
            case 2 -> memory.storeShort(address, (int) value);
            case 4 -> memory.storeInt(address, (int) value);
            default -> memory.storeLong(address, value);
        }
    }
}
