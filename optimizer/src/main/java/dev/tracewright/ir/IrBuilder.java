package dev.tracewright.ir;

import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Operand;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.region.Flow;
import dev.tracewright.region.HotRegion;
import dev.tracewright.region.RegionBlock;
import dev.tracewright.region.Way;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Translates a region to SSA form, by replaying the meaning of each instruction.
///
/// Where ways meet, every register that the region writes becomes a parameter; [Parameters] then
/// removes those that are the same on all ways.
public final class IrBuilder {
    private static final Expr.X RS1 = new Expr.X(Operand.RS1);
    private static final Expr.Imm IMM = new Expr.Imm();

    private final HotRegion region;
    private final TransferCounters counters;
    private final Graph graph = new Graph();
    private final Block[] blocks;
    private final int[] arrivals;
    private final List<Block> stubs = new ArrayList<>();
    private final int[] written;

    /// What each register holds at the end of each block; null before it is known.
    private final Node[][] ends;

    // While one block is translated.
    private Block block;
    private Node[] state;
    private int retired;
    private long last;
    private int[] changed;
    private Node[] changes;

    /// The condition of the branch, or the target of the indirect jump, that was translated last.
    private Node target;

    /// The state before an indirect jump whose rare targets are left to the interpreter.
    private Snapshot beforeJump;

    private IrBuilder(HotRegion region, TransferCounters counters) {
        this.region = region;
        this.counters = counters;
        int count = region.blocks().size();
        blocks = new Block[count];
        arrivals = new int[count];
        ends = new Node[count][];
        written = written(region);
    }

    /// Translates a region whose instructions are all [dev.tracewright.region.Compilable].
    public static Graph build(HotRegion region) {
        return build(region, _ -> TransferCounters.NONE);
    }

    /// The same with a node that counts wherever there is a counter.
    ///
    /// @param counters gives the counters of the region that is translated, in which some blocks
    ///   have copies
    public static Graph build(HotRegion region, Function<HotRegion, TransferCounters> counters) {
        HotRegion entered = Entrances.outsideLoops(region);
        return new IrBuilder(entered, counters.apply(entered)).build();
    }

    private Graph build() {
        List<RegionBlock> all = region.blocks();
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = graph.block(all.get(i).start());
            blocks[i].count = all.get(i).count();
        }
        for (int entry : region.entries()) {
            arrivals[entry]++;
        }
        for (RegionBlock each : all) {
            for (Way way : ways(each.flow())) {
                if (!way.leaves()) {
                    arrivals[way.block()]++;
                }
            }
        }
        for (int entry : region.entries()) {
            enter(entry);
        }
        var order = new LoopOrder(region);
        for (int i : order.blocks()) {
            translate(i, order.isLoopHead(i));
        }
        graph.blocks.addAll(stubs);
        Parameters.simplify(graph);
        return graph;
    }

    private static int[] written(HotRegion region) {
        boolean[] is = new boolean[Graph.REGISTERS];
        int count = 0;
        for (RegionBlock each : region.blocks()) {
            for (Instruction instruction : each.instructions()) {
                int register = destination(instruction);
                if (register > 0 && !is[register]) {
                    is[register] = true;
                    count++;
                }
            }
        }
        int[] registers = new int[count];
        int n = 0;
        for (int register = 0; register < is.length; register++) {
            if (is[register]) {
                registers[n++] = register;
            }
        }
        return registers;
    }

    // The register that is written; 0 for none.
    private static int destination(Instruction instruction) {
        Meaning meaning = instruction.opcode().meaning();
        if (meaning instanceof Meaning.SetX || meaning instanceof Meaning.Jump) {
            return instruction.rd();
        }
        return meaning instanceof Meaning.SetF ? Graph.F0 + instruction.rd() : 0;
    }

    /// The ways on that are expected.
    static List<Way> ways(Flow flow) {
        if (flow instanceof Flow.Next next) {
            return List.of(next.way());
        }
        if (flow instanceof Flow.Branch branch) {
            return List.of(branch.taken(), branch.notTaken());
        }
        return flow instanceof Flow.Indirect indirect ? indirect.expected() : List.of();
    }

    private void enter(int entry) {
        Block stub = stub(blocks[entry].pc);
        stub.entry = true;
        Edge edge = new Edge(blocks[entry], 0);
        stub.end = Terminator.jump(edge);
        if (arrivals[entry] > 1) {
            edge.args = new Node[written.length];
            for (int i = 0; i < written.length; i++) {
                edge.args[i] = graph.initial(written[i]);
            }
        } else {
            ends[entry] = new Node[Graph.REGISTERS];
        }
    }

    // A block behind all those of the region.
    private Block stub(long pc) {
        Block stub = graph.detached(pc);
        stubs.add(stub);
        return stub;
    }

    private void translate(int index, boolean loopHead) {
        RegionBlock from = region.blocks().get(index);
        block = blocks[index];
        arrive(index);
        changed = null;
        if (loopHead) {
            block.loopHead = true;
            block.start = snapshot(from.start());
        }
        long pc = from.start();
        boolean asks = counters.executed(index) >= 0 && from.flow() instanceof Flow.Indirect;
        int jump = from.instructions().size() - 1;
        for (Instruction instruction : from.instructions()) {
            last = pc;
            if (asks && retired == jump) {
                beforeJump = snapshot(pc);
            }
            instruction(instruction, pc);
            pc += instruction.length();
            retired++;
        }
        block.retires = retired;
        count(block, counters.executed(index));
        finish(index, from, pc);
        ends[index] = state;
    }

    private void arrive(int index) {
        retired = 0;
        last = block.pc;
        if (arrivals[index] > 1) {
            state = new Node[Graph.REGISTERS];
            for (int register : written) {
                Node parameter = graph.parameter(register);
                block.parameters.add(parameter);
                state[register] = parameter;
            }
        } else {
            // The only way here has left its state.
            state = ends[index].clone();
        }
    }

    private void instruction(Instruction instruction, long pc) {
        Meaning meaning = instruction.opcode().meaning();
        if (meaning instanceof Meaning.SetX set) {
            Node value = value(set.value(), instruction, pc);
            write(instruction.rd(), value);
        } else if (meaning instanceof Meaning.SetF set) {
            Node value = value(set.value(), instruction, pc);
            write(Graph.F0 + instruction.rd(), value);
        } else if (meaning instanceof Meaning.Store store) {
            Node value = value(store.value(), instruction, pc);
            Node address = address(store.address(), instruction, pc);
            check(address, pc);
            add(
                    graph.store(
                            store.width(),
                            address,
                            displacement(store.address(), instruction),
                            value),
                    pc);
        } else if (meaning instanceof Meaning.Branch branch) {
            target = value(branch.condition(), instruction, pc);
        } else if (meaning instanceof Meaning.Jump jump) {
            if (!jump.direct()) {
                target = value(jump.target(), instruction, pc);
            }
            write(instruction.rd(), graph.constant(pc + instruction.length()));
        }
    }

    private void write(int register, Node value) {
        if (register != 0) {
            state[register] = value;
            changed = null;
        }
    }

    private Node read(int register) {
        if (register == 0) {
            return graph.constant(0);
        }
        return state[register] == null ? graph.initial(register) : state[register];
    }

    private void check(Node address, long pc) {
        add(graph.check(address), pc);
    }

    private Node add(Node node, long pc) {
        node.snapshot = snapshot(pc);
        block.body.add(node);
        return node;
    }

    private Node address(Expr address, Instruction instruction, long pc) {
        return displaced(address) ? read(instruction.rs1()) : value(address, instruction, pc);
    }

    private static int displacement(Expr address, Instruction instruction) {
        return displaced(address) ? instruction.imm() : 0;
    }

    private static boolean displaced(Expr address) {
        return address instanceof Expr.Apply sum
                && sum.primitive() == Primitive.ADD
                && sum.arguments().get(0).equals(RS1)
                && sum.arguments().get(1).equals(IMM);
    }

    private Node value(Expr expr, Instruction i, long pc) {
        if (expr instanceof Expr.X x) {
            return read(number(i, x.operand()));
        }
        if (expr instanceof Expr.Imm) {
            return graph.constant(i.imm());
        }
        if (expr instanceof Expr.Apply apply) {
            return apply(apply, i, pc);
        }
        if (expr instanceof Expr.F f) {
            return read(Graph.F0 + number(i, f.operand()));
        }
        if (expr instanceof Expr.Const constant) {
            return graph.constant(constant.value());
        }
        if (expr instanceof Expr.Pc) {
            return graph.constant(pc);
        }
        if (expr instanceof Expr.Load load) {
            Node address = address(load.address(), i, pc);
            check(address, pc);
            return add(graph.load(load.width(), address, displacement(load.address(), i)), pc);
        }
        throw new IllegalArgumentException(i + " in a region");
    }

    private Node apply(Expr.Apply apply, Instruction i, long pc) {
        List<Expr> operands = apply.arguments();
        Node[] args = new Node[operands.size()];
        for (int k = 0; k < args.length; k++) {
            args[k] = value(operands.get(k), i, pc);
        }
        Node node = graph.apply(apply.primitive(), args);
        if (apply.primitive().rounds()) {
            node.rm = i.rm() == Fcsr.DYN ? Fcsr.RNE : i.rm();
        }
        if (!apply.primitive().pure()) {
            return add(node, pc);
        }
        block.body.add(node);
        return node;
    }

    private static int number(Instruction i, Operand operand) {
        if (operand == Operand.RS1) {
            return i.rs1();
        }
        if (operand == Operand.RS2) {
            return i.rs2();
        }
        return operand == Operand.RS3 ? i.rs3() : i.rd();
    }

    private Snapshot snapshot(long pc) {
        if (changed == null) {
            int count = 0;
            for (int register : written) {
                if (state[register] != null) {
                    count++;
                }
            }
            changed = new int[count];
            changes = new Node[count];
            int n = 0;
            for (int register : written) {
                if (state[register] != null) {
                    changed[n] = register;
                    changes[n++] = state[register];
                }
            }
        }
        return new Snapshot(pc, retired, changed.clone(), changes.clone());
    }

    private void count(Block at, int counter) {
        if (counter >= 0) {
            at.body.add(graph.count(counter));
        }
    }

    private void finish(int index, RegionBlock from, long end) {
        Flow flow = from.flow();
        if (flow instanceof Flow.Next next) {
            block.end =
                    next.way().leaves()
                            ? Terminator.exit(snapshot(next.way().pc()))
                            : Terminator.jump(edge(next.way()));
        } else if (flow instanceof Flow.Branch branch) {
            block.end =
                    Terminator.branch(
                            target,
                            edge(branch.taken(), counters.way(index, 0), 0),
                            edge(branch.notTaken(), counters.way(index, 1), 0));
        } else if (flow instanceof Flow.Indirect indirect) {
            chain(indirect, index, end - from.instructions().getLast().length());
        } else {
            block.end = Terminator.interpret(snapshot(end));
        }
        block.end.site = last;
    }

    private void chain(Flow.Indirect indirect, int index, long site) {
        Block at = block;
        // The jump itself is then executed on the ways on.
        int late = counters.executed(index) >= 0 ? 1 : 0;
        block.retires -= late;
        long left = indirect.others();
        for (Way way : indirect.expected()) {
            left += way.count();
        }
        for (int i = 0; i < indirect.expected().size(); i++) {
            Way way = indirect.expected().get(i);
            Node same = graph.apply(Primitive.EQ, target, graph.constant(way.pc()));
            at.body.add(same);
            left -= way.count();
            Block next = stub(late > 0 ? site : way.pc());
            next.count = left;
            Edge edge = edge(way, counters.way(index, i), late);
            at.end = Terminator.branch(same, edge, new Edge(next, left));
            at = next;
        }
        if (late > 0) {
            count(at, counters.unexpected(index));
            beforeJump.retired = at == block ? retired - 1 : 0;
            at.end = Terminator.interpret(beforeJump);
            return;
        }
        Snapshot snapshot = snapshot(0);
        snapshot.retired = at == block ? retired : 0;
        at.end = Terminator.exitIndirect(target, snapshot);
        at.end.site = last;
    }

    // The way to a block of the region with the present state, or to a block that leaves it.
    private Edge edge(Way way, int counter, int retires) {
        if (!way.leaves() && (counter >= 0 || retires > 0)) {
            Block stub = stub(way.pc());
            stub.count = way.count();
            stub.retires = retires;
            count(stub, counter);
            stub.end = Terminator.jump(edge(way));
            return new Edge(stub, way.count());
        }
        if (way.leaves()) {
            Block stub = stub(way.pc());
            stub.count = way.count();
            stub.retires = retires;
            count(stub, counter);
            Snapshot snapshot = snapshot(way.pc());
            snapshot.retired = retires;
            stub.end = Terminator.exit(snapshot);
            stub.end.site = last;
            return new Edge(stub, way.count());
        }
        return edge(way);
    }

    private Edge edge(Way way) {
        Edge edge = new Edge(blocks[way.block()], way.count());
        if (arrivals[way.block()] > 1) {
            edge.args = new Node[written.length];
            for (int i = 0; i < written.length; i++) {
                edge.args[i] = read(written[i]);
            }
        } else {
            ends[way.block()] = state.clone();
        }
        return edge;
    }
}
