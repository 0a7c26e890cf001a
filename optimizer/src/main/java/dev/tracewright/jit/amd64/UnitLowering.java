package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Terminator;

import java.util.ArrayList;
import java.util.List;

/// Turns a graph into a unit of machine code.
final class UnitLowering {
    private final Line line;
    private final Liveness liveness;
    private final Allocation allocation;
    private final Selection selection;
    private final Assembler asm = new Assembler();
    private final ParallelMove moves = new ParallelMove(asm);
    private final DeoptTable.Builder table;
    private final OutOfLine pieces;
    private final NodeLowering nodes;
    private final ExitLowering exits;
    private final Budget budget;
    private final Label[] labels;
    private final List<NativeUnit.Entry> entries = new ArrayList<>();
    private final Annotations annotations = new Annotations();
    private int nextMove;

    private UnitLowering(Graph graph, Stubs stubs, int registers) {
        line = new Line(graph);
        selection = new Selection(graph);
        liveness = new Liveness(line, selection, graph.nodes());
        allocation = Allocation.of(line, selection, liveness, graph.nodes(), registers);
        table = new DeoptTable.Builder(allocation);
        pieces = new OutOfLine(asm, table, stubs.deopt());
        nodes = new NodeLowering(asm, selection, allocation, pieces, new BoxedSingles(graph));
        exits = new ExitLowering(asm, moves, allocation, stubs.exit());
        budget = new Budget(line);
        labels = new Label[line.count()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new Label();
        }
    }

    /// Compiles a graph.
    ///
    /// @param registers so many of each kind are used at most
    /// @throws dev.tracewright.jit.UnitRefusedException if it has more values at once than there
    ///   are places for
    static NativeUnit lower(Graph graph, Stubs stubs, int registers) {
        return new UnitLowering(graph, stubs, registers).lower();
    }

    private NativeUnit lower() {
        int[] order = order();
        for (int i = 0; i < order.length; i++) {
            block(order[i], i + 1 < order.length ? order[i + 1] : -1);
        }
        annotations.add(asm.position(), "out of line");
        pieces.emit();
        return new NativeUnit(
                asm, table.build(), entries, exits.exits(), budget.longest(), annotations);
    }

    /// Entries other than the first are out of the way.
    private int[] order() {
        int[] order = new int[line.count()];
        int size = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || !line.blocks[i].entry) {
                order[size++] = i;
            }
        }
        for (int i = 1; i < order.length; i++) {
            if (line.blocks[i].entry) {
                order[size++] = i;
            }
        }
        return order;
    }

    private void block(int index, int next) {
        Block block = line.blocks[index];
        int from = line.from[index];
        annotations.add(asm.position(), block);
        if (block.loopHead && line.depth[index] > 0) {
            asm.align(CodeMemory.ALIGNMENT);
        }
        asm.bind(labels[index]);
        pieces.pending = budget.atStart(index);
        if (block.entry) {
            entries.add(new NativeUnit.Entry(block.pc, asm.position()));
            loadInitial(index);
        } else if (block.loopHead) {
            checkBudget(block, from);
        } else if (!line.isJoin(index) && line.predecessor[index] >= 0) {
            arrive(line.predecessor[index], index);
        }
        storeParameters(block, from);
        seekMoves(from);
        int position = from;
        for (Node node : block.body) {
            position += 2;
            if (!selection.isFused(node) && !selection.isDead(node)) {
                moveBefore(position);
                annotations.add(asm.position(), node);
                nodes.emit(node, position);
            }
        }
        position += 2;
        moveBefore(position);
        annotations.add(asm.position(), block.end);
        nodes.position = position;
        end(index, block.end, position, next);
    }

    /// A way that has the block for its own leaves its moves to the block.
    private void arrive(int predecessor, int index) {
        Terminator end = line.blocks[predecessor].end;
        boolean taken = end.taken != null && line.index(end.taken.to) == index;
        collect(predecessor, taken ? end.taken : end.notTaken);
        moves.emit();
    }

    private void loadInitial(int index) {
        long[] in = liveness.in[index];
        for (int word = 0; word < in.length; word++) {
            for (long bits = in[word]; bits != 0; bits &= bits - 1) {
                int value = word << 6 | Long.numberOfTrailingZeros(bits);
                int location = allocation.at(value, line.from[index]);
                if (Location.isRegister(location)) {
                    moves.add(allocation.memory(value), location);
                }
            }
        }
        moves.emit();
    }

    private void checkBudget(Block block, int position) {
        asm.test(64, Gpr.R15, Gpr.R15);
        Label spent = new Label();
        Label on = new Label();
        asm.jcc(Condition.SIGN, spent);
        asm.bind(on);
        pieces.suspend(spent, on, block.start, position);
    }

    private void storeParameters(Block block, int position) {
        for (Node parameter : block.parameters) {
            if (allocation.has(parameter)) {
                int memory = allocation.memory(parameter);
                if (memory != Location.NONE) {
                    moves.add(allocation.at(parameter, position), memory);
                }
            }
        }
        moves.emit();
    }

    private void seekMoves(int position) {
        nextMove = 0;
        int high = allocation.moveCount();
        while (nextMove < high) {
            int middle = nextMove + high >>> 1;
            if (allocation.movePosition(middle) < position) {
                nextMove = middle + 1;
            } else {
                high = middle;
            }
        }
    }

    /// Emits the moves of pieces that start before a node, each position's at once.
    private void moveBefore(int position) {
        while (nextMove < allocation.moveCount() && allocation.movePosition(nextMove) < position) {
            int at = allocation.movePosition(nextMove);
            while (nextMove < allocation.moveCount() && allocation.movePosition(nextMove) == at) {
                moves.add(allocation.moveFrom(nextMove), allocation.moveTo(nextMove));
                nextMove++;
            }
            moves.emit();
        }
    }

    /// Collects what has to be moved on the way from a block.
    private void collect(int source, Edge edge) {
        int target = line.index(edge.to);
        int leaving = line.to[source] - 1;
        int arriving = line.from[target];
        long[] in = liveness.in[target];
        for (int word = 0; word < in.length; word++) {
            for (long bits = in[word]; bits != 0; bits &= bits - 1) {
                int value = word << 6 | Long.numberOfTrailingZeros(bits);
                int to = allocation.at(value, arriving);
                if (Location.isRegister(to)) {
                    moves.add(allocation.at(value, leaving), to);
                }
            }
        }
        for (int i = 0; i < edge.args.length; i++) {
            Node parameter = edge.to.parameters.get(i);
            if (!allocation.has(parameter)) {
                continue;
            }
            int to = allocation.at(parameter, arriving);
            Node arg = edge.args[i];
            if (arg.kind == Kind.CONSTANT) {
                moves.addConstant(arg.constant, to);
            } else {
                moves.add(allocation.at(arg, leaving), to);
            }
        }
    }

    private void end(int index, Terminator end, int position, int next) {
        switch (end.kind) {
            case JUMP -> {
                settle(index, line.index(end.taken.to) >= 0 && joins(end.taken));
                go(index, end.taken, position, next);
            }
            case BRANCH -> {
                settle(index, budget.settles(index));
                branch(index, end, position, next);
            }
            case EXIT, EXIT_INDIRECT, INTERPRET ->
                    exits.leave(end, position, budget.atStart(index), end.site);
        }
    }

    private boolean joins(Edge edge) {
        return line.isJoin(line.index(edge.to));
    }

    private void settle(int index, boolean needed) {
        int pending = budget.atStart(index) + line.blocks[index].retires;
        if (needed && pending != 0) {
            asm.alu(Alu.SUB, 64, Gpr.R15, pending);
        }
    }

    /// Goes on in a block; what follows in the code is `next`.
    private void go(int index, Edge edge, int position, int next) {
        int target = line.index(edge.to);
        if (target < 0) {
            leave(index, edge, position);
            return;
        }
        if (line.isJoin(target)) {
            collect(index, edge);
            moves.emit();
        }
        if (target != next) {
            asm.jmp(labels[target]);
        }
    }

    /// Emits a block that only leaves.
    private void leave(int index, Edge edge, int position) {
        exits.leave(edge.to.end, position, budget.atEnd(index), edge.to.end.site);
    }

    private void branch(int index, Terminator end, int position, int next) {
        if (end.value.kind == Kind.CONSTANT) {
            go(index, end.value.constant != 0 ? end.taken : end.notTaken, position, next);
            return;
        }
        Condition condition = nodes.test(end.value);
        boolean takenMoves = hasMoves(index, end.taken);
        boolean notTakenMoves = hasMoves(index, end.notTaken);
        boolean hotter = end.taken.count > end.notTaken.count;
        boolean inline;
        if (line.index(end.notTaken.to) == next && next >= 0) {
            inline = takenMoves && hotter;
        } else if (line.index(end.taken.to) == next && next >= 0) {
            inline = !notTakenMoves || hotter;
        } else {
            inline = takenMoves && (!notTakenMoves || hotter);
        }
        if (inline) {
            asm.jcc(condition.negate(), aside(index, end.notTaken, position, notTakenMoves));
            go(index, end.taken, position, next);
        } else {
            asm.jcc(condition, aside(index, end.taken, position, takenMoves));
            go(index, end.notTaken, position, next);
        }
    }

    private boolean hasMoves(int index, Edge edge) {
        if (line.index(edge.to) < 0 || !joins(edge)) {
            return false;
        }
        collect(index, edge);
        boolean any = !moves.isEmpty();
        moves.clear();
        return any;
    }

    /// Where to jump for a way that is not next in the code.
    private Label aside(int index, Edge edge, int position, boolean needsMoves) {
        int target = line.index(edge.to);
        if (target >= 0 && !needsMoves) {
            return labels[target];
        }
        Label label = new Label();
        pieces.add(
                () -> {
                    asm.bind(label);
                    go(index, edge, position, -1);
                });
        return label;
    }
}
