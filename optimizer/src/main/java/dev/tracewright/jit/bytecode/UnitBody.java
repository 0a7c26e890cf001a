package dev.tracewright.jit.bytecode;

import static java.lang.constant.ConstantDescs.CD_long;

import dev.tracewright.engine.emit.GuardedAccess;
import dev.tracewright.engine.emit.PrimitiveEmitter;
import dev.tracewright.engine.emit.Types;
import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;
import dev.tracewright.ir.Terminator;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.jit.Departure;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Emits the method of a unit: values in local variables, control in jumps.
///
/// What remains of the limit is counted down at the end of each block, and looked at in each entry
/// and each loop head for all that can retire before the next of them.
final class UnitBody {
    static final int HART = 1;
    static final int ENTRY = 2;
    static final int LIMIT = 3;
    static final int COUNTERS = 5;
    static final int REMAINING = 6;

    /// Host address of guest address 0.
    static final int BASE = 8;

    /// Host address of the table of permissions.
    static final int TABLE = 10;

    static final int ADDRESS = 12;
    static final int VALUE = 14;
    static final int FCSR = 16;
    static final int FIRST_VALUE = 17;

    private final CodeBuilder code;
    private final Graph graph;
    private final UnitExits exits;
    private final Placement placement;
    private final UnitSlots slots;
    private final Map<Block, Label> labels = new HashMap<>();
    private final Map<Block, Integer> ahead;
    private final List<Runnable> outOfLine = new ArrayList<>();
    private final List<Long> sites;

    /// @param exits where the methods of exits are collected
    /// @param sites where the addresses of the exits' jumps are collected
    UnitBody(CodeBuilder code, Graph graph, UnitExits exits, List<Long> sites) {
        this.code = code;
        this.graph = graph;
        this.exits = exits;
        this.sites = sites;
        placement = new Placement(graph);
        slots = new UnitSlots(graph, placement, FIRST_VALUE);
        ahead = new LongestPath(graph).untilChecked();
        for (Block block : graph.blocks) {
            labels.put(block, code.newLabel());
        }
    }

    void emit() {
        prologue();
        for (int i = 0; i < graph.blocks.size(); i++) {
            Block block = graph.blocks.get(i);
            Block next = i + 1 < graph.blocks.size() ? graph.blocks.get(i + 1) : null;
            code.labelBinding(labels.get(block));
            check(block);
            block.body.forEach(this::node);
            end(block, next);
        }
        while (!outOfLine.isEmpty()) {
            outOfLine.removeFirst().run();
        }
    }

    private void prologue() {
        code.aload(HART).getfield(Types.HART, "fcsr", Types.FCSR).astore(FCSR);
        code.lload(LIMIT).aload(HART).getfield(Types.HART, "instret", CD_long).lsub();
        code.lstore(REMAINING);
        code.aload(HART).getfield(Types.HART, "memory", Types.MEMORY);
        GuardedAccess.prepare(code, BASE, TABLE);
        for (Node value : slots.initials()) {
            home((int) value.constant);
            code.lstore(slots.of(value));
        }
        List<Block> entries = graph.entries();
        if (entries.size() > 1) {
            var cases = new ArrayList<SwitchCase>();
            for (int i = 1; i < entries.size(); i++) {
                cases.add(SwitchCase.of(i, labels.get(entries.get(i))));
            }
            code.iload(ENTRY);
            code.tableswitch(1, entries.size() - 1, labels.get(entries.getFirst()), cases);
        } else if (entries.getFirst() != graph.blocks.getFirst()) {
            code.goto_(labels.get(entries.getFirst()));
        }
    }

    private void home(int register) {
        UnitExits.array(code, HART, register);
        code.loadConstant(register % Graph.F0).laload();
    }

    private void check(Block block) {
        int needed = ahead.get(block);
        if (!(block.entry || block.loopHead) || needed == 0) {
            return;
        }
        Label spent = code.newLabel();
        code.lload(REMAINING).loadConstant((long) needed).lcmp().iflt(spent);
        outOfLine.add(
                () -> {
                    code.labelBinding(spent);
                    if (block.start == null) {
                        code.loadConstant(Departure.BUDGET.ordinal()).ireturn();
                    } else {
                        leave(Departure.BUDGET, block.start, null, 0);
                    }
                });
    }

    private void node(Node node) {
        if (placement.isUnused(node) || placement.isDeferred(node)) {
            return;
        }
        switch (node.kind) {
            case APPLY -> {
                apply(node);
                keep(node);
            }
            case LOAD -> {
                memory(node).load(code, node.width, address(node));
                keep(node);
            }
            case STORE -> {
                int address = address(node);
                push(node.args[1]);
                code.lstore(VALUE);
                memory(node).store(code, node.width, address, VALUE);
            }
            case COUNT -> {
                code.aload(COUNTERS).loadConstant((int) node.constant).dup2().laload();
                code.lconst_1().ladd().lastore();
            }
            case CHECK, CONSTANT, INITIAL, PARAMETER ->
                    throw new IllegalArgumentException(node.kind + " in the body of a block");
        }
    }

    private void keep(Node node) {
        if (placement.isUsed(node)) {
            code.lstore(slots.of(node));
        } else {
            code.pop2();
        }
    }

    private GuardedAccess memory(Node node) {
        return new GuardedAccess(BASE, TABLE, () -> giveUp(node.snapshot));
    }

    private Label giveUp(Snapshot snapshot) {
        Label label = code.newLabel();
        outOfLine.add(
                () -> {
                    code.labelBinding(label);
                    leave(Departure.GAVE_UP, snapshot, null, 0);
                });
        return label;
    }

    // The variable that holds the address of an access.
    private int address(Node node) {
        Node base = node.args[0];
        if (node.constant == 0 && placement.isKept(base)) {
            return slots.of(base);
        }
        push(base);
        if (node.constant != 0) {
            code.loadConstant(node.constant).ladd();
        }
        code.lstore(ADDRESS);
        return ADDRESS;
    }

    private void push(Node value) {
        if (placement.isKept(value)) {
            code.lload(slots.of(value));
            return;
        }
        switch (value.kind) {
            case CONSTANT -> code.loadConstant(value.constant);
            case INITIAL -> home((int) value.constant);
            case APPLY -> apply(value);
            default -> throw new IllegalArgumentException(value + " has no value");
        }
    }

    private void apply(Node node) {
        push(node.args[0]);
        if (PrimitiveEmitter.shifts(node.primitive)) {
            shiftAmount(node.args[1]);
        } else {
            for (int i = 1; i < node.args.length; i++) {
                push(node.args[i]);
            }
        }
        if (node.primitive.rounds()) {
            code.loadConstant(node.rm);
        }
        if (node.primitive.raisesFlags()) {
            code.aload(FCSR);
        }
        PrimitiveEmitter.operation(code, node.primitive);
    }

    private void shiftAmount(Node amount) {
        if (amount.kind == Kind.CONSTANT) {
            code.loadConstant((int) amount.constant);
        } else {
            push(amount);
            code.l2i();
        }
    }

    private void end(Block block, Block next) {
        Terminator end = block.end;
        switch (end.kind) {
            case JUMP -> {
                account(block);
                way(end.taken, next);
            }
            case BRANCH -> {
                account(block);
                branch(end, next);
            }
            case EXIT -> leave(Departure.EXIT, end.snapshot, null, exit(end));
            case EXIT_INDIRECT -> leave(Departure.EXIT, end.snapshot, end.value, exit(end));
            case INTERPRET -> leave(Departure.INTERPRET, end.snapshot, null, 0);
        }
    }

    private int exit(Terminator end) {
        sites.add(end.site);
        return sites.size() - 1;
    }

    private void account(Block block) {
        if (block.retires != 0) {
            code.lload(REMAINING).loadConstant((long) block.retires).lsub().lstore(REMAINING);
        }
    }

    private void branch(Terminator end, Block next) {
        boolean jumpsIfZero = end.taken.to == next;
        Edge jumping = jumpsIfZero ? end.notTaken : end.taken;
        Label target = labels.get(jumping.to);
        if (moves(jumping)) {
            Label before = code.newLabel();
            target = before;
            outOfLine.add(
                    () -> {
                        code.labelBinding(before);
                        way(jumping, null);
                    });
        }
        jump(end.value, jumpsIfZero, target);
        way(jumpsIfZero ? end.taken : end.notTaken, next);
    }

    private void jump(Node condition, boolean whenZero, Label target) {
        if (placement.isDeferred(condition) && PrimitiveEmitter.compares(condition.primitive)) {
            push(condition.args[0]);
            push(condition.args[1]);
            PrimitiveEmitter.jump(code, condition.primitive, whenZero, target);
            return;
        }
        push(condition);
        code.lconst_0();
        PrimitiveEmitter.jump(code, Primitive.NE, whenZero, target);
    }

    private boolean moves(Edge edge) {
        for (int i = 0; i < edge.args.length; i++) {
            if (moves(edge, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean moves(Edge edge, int i) {
        Node parameter = edge.to.parameters.get(i);
        Node argument = edge.args[i];
        return placement.isKept(parameter)
                && !(placement.isKept(argument) && slots.of(argument) == slots.of(parameter));
    }

    // All arguments are read before the first parameter is written.
    private void way(Edge edge, Block next) {
        for (int i = 0; i < edge.args.length; i++) {
            if (moves(edge, i)) {
                push(edge.args[i]);
            }
        }
        for (int i = edge.args.length - 1; i >= 0; i--) {
            if (moves(edge, i)) {
                code.lstore(slots.of(edge.to.parameters.get(i)));
            }
        }
        if (edge.to != next) {
            code.goto_(labels.get(edge.to));
        }
    }

    private void leave(Departure departure, Snapshot snapshot, Node target, int exit) {
        code.aload(HART).lload(LIMIT).lload(REMAINING).loadConstant(snapshot.retired);
        if (target == null) {
            code.loadConstant(snapshot.pc);
        } else {
            push(target);
        }
        var registers = new ArrayList<Integer>();
        for (int i = 0; i < snapshot.registers.length; i++) {
            if (!isHome(snapshot.values[i], snapshot.registers[i])) {
                registers.add(snapshot.registers[i]);
                push(snapshot.values[i]);
            }
        }
        exits.call(code, registers);
        code.loadConstant(exit << CompiledUnit.DEPARTURE_BITS | departure.ordinal()).ireturn();
    }

    private static boolean isHome(Node value, int register) {
        return value.kind == Kind.INITIAL && value.constant == register;
    }
}
