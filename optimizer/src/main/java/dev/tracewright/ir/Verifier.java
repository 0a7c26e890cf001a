package dev.tracewright.ir;

import dev.tracewright.isa.semantics.Fcsr;

import java.util.ArrayList;
import java.util.List;

/// Holds the rules of the SSA form, and finds where a graph breaks them.
public final class Verifier {

    /// The position of a block's parameters.
    private static final int PARAMETERS = -1;

    private final Graph graph;
    private final List<String> violations = new ArrayList<>();
    private final Block[] home;
    private final int[] position;
    private Dominators dominators;

    private Verifier(Graph graph) {
        this.graph = graph;
        home = new Block[graph.nodes()];
        position = new int[graph.nodes()];
    }

    /// What is wrong with a graph, one sentence each; nothing if it is sound.
    public static List<String> verify(Graph graph) {
        var verifier = new Verifier(graph);
        verifier.verify();
        return verifier.violations;
    }

    private void violation(Block block, String text) {
        violations.add(block + ": " + text);
    }

    private void verify() {
        new ControlRules(graph, violations).check();
        if (!violations.isEmpty()) {
            return;
        }
        dominators = new Dominators(graph);
        graph.blocks.forEach(this::place);
        for (Block block : graph.blocks) {
            if (!dominators.isReachable(block)) {
                violation(block, "cannot be reached");
                continue;
            }
            checkStart(block);
            for (int i = 0; i < block.body.size(); i++) {
                checkNode(block, block.body.get(i), i);
            }
            checkEnd(block);
        }
    }

    private void place(Block block) {
        for (Node parameter : block.parameters) {
            place(block, parameter, PARAMETERS);
            if (parameter.kind != Kind.PARAMETER) {
                violation(block, parameter + " is a " + parameter.kind + " among the parameters");
            } else if (!isRegister(parameter.constant)) {
                violation(block, parameter + " is of register " + parameter.constant);
            }
        }
        for (int i = 0; i < block.body.size(); i++) {
            Node node = block.body.get(i);
            place(block, node, i);
            if (node.floats() || node.kind == Kind.PARAMETER) {
                violation(block, node + " is a " + node.kind + " in the body");
            }
        }
    }

    private void place(Block block, Node node, int at) {
        if (node.id < 0 || node.id >= home.length) {
            violation(block, node + " is of another graph");
        } else if (home[node.id] != null) {
            violation(block, node + " is also in " + home[node.id] + ", or its number is");
        } else {
            home[node.id] = block;
            position[node.id] = at;
        }
    }

    private static boolean isRegister(long number) {
        return number > 0 && number < Graph.REGISTERS;
    }

    private void checkStart(Block block) {
        if (block.loopHead != (block.start != null)) {
            violation(block, block.loopHead ? "no state at a loop head" : "a state at its start");
        }
        if (block.start != null) {
            checkSnapshot(block, block.start, PARAMETERS + 1, "the start");
            if (block.start.retired != 0) {
                violation(block, block.start.retired + " instructions have retired at the start");
            }
        }
    }

    private void checkNode(Block block, Node node, int at) {
        checkUses(block, node.args, at, node.toString());
        checkShape(block, node);
        boolean givesUp = node.hasEffect() && node.kind != Kind.COUNT;
        if (givesUp != (node.snapshot != null)) {
            violation(block, node + (givesUp ? " has no state" : " cannot give up, has a state"));
        }
        if (node.snapshot != null) {
            checkSnapshot(block, node.snapshot, at, node.toString());
        }
    }

    private void checkShape(Block block, Node node) {
        int arity =
                switch (node.kind) {
                    case APPLY -> node.primitive == null ? -1 : node.primitive.arity();
                    case LOAD, CHECK -> 1;
                    case STORE -> 2;
                    case CONSTANT, INITIAL, PARAMETER, COUNT -> 0;
                };
        if (node.args.length != arity) {
            violation(block, "%s has %d operands".formatted(node, node.args.length));
        }
        if ((node.kind == Kind.APPLY) != (node.primitive != null)) {
            violation(block, node + " has the operation " + node.primitive);
        }
        boolean accesses = node.kind == Kind.LOAD || node.kind == Kind.STORE;
        if (accesses != (node.width != null)) {
            violation(block, node + " has the width " + node.width);
        }
        if (accesses && node.constant != (int) node.constant) {
            violation(block, node + " is displaced by " + node.constant);
        }
        boolean rounds = node.kind == Kind.APPLY && arity > 0 && node.primitive.rounds();
        if (rounds ? node.rm != Fcsr.RNE && node.rm != Fcsr.RTZ : node.rm != 0) {
            violation(block, node + " has the rounding mode " + node.rm);
        }
    }

    private void checkEnd(Block block) {
        Terminator end = block.end;
        int at = block.body.size();
        if (end.value != null) {
            checkUse(block, end.value, at, "the end");
        }
        if (end.snapshot != null) {
            checkSnapshot(block, end.snapshot, at, "the end");
            if (end.snapshot.retired != block.retires) {
                violation(
                        block,
                        "%d of %d instructions have retired at the end"
                                .formatted(end.snapshot.retired, block.retires));
            }
        }
        if (end.taken != null) {
            checkUses(block, end.taken.args, at, "the way to " + end.taken.to);
        }
        if (end.notTaken != null) {
            checkUses(block, end.notTaken.args, at, "the way to " + end.notTaken.to);
        }
    }

    private void checkSnapshot(Block block, Snapshot snapshot, int at, String where) {
        if (snapshot.retired < 0 || snapshot.retired > block.retires) {
            violation(
                    block,
                    "%s: %d of %d instructions have retired"
                            .formatted(where, snapshot.retired, block.retires));
        }
        if (snapshot.registers.length != snapshot.values.length) {
            violation(block, where + ": the state has more registers than values, or fewer");
        }
        int last = 0;
        for (int register : snapshot.registers) {
            if (register <= last || register >= Graph.REGISTERS) {
                violation(block, "%s: register %d after %d".formatted(where, register, last));
            }
            last = register;
        }
        checkUses(block, snapshot.values, at, where);
    }

    private void checkUses(Block block, Node[] values, int at, String where) {
        for (Node value : values) {
            checkUse(block, value, at, where);
        }
    }

    private void checkUse(Block block, Node value, int at, String where) {
        if (value == null || !value.isValue()) {
            violation(block, where + " uses " + value + ", which has no value");
        } else if (value.floats()) {
            checkFloating(block, value, where);
        } else if (value.id >= home.length || home[value.id] == null) {
            violation(block, where + " uses " + value + ", which is nowhere");
        } else if (!precedes(value, block, at)) {
            violation(block, where + " uses " + value + ", which may not have been computed");
        }
    }

    private boolean precedes(Node value, Block block, int at) {
        Block from = home[value.id];
        return from == block ? position[value.id] < at : dominators.dominates(from, block);
    }

    private void checkFloating(Block block, Node value, String where) {
        boolean known =
                value.kind == Kind.CONSTANT
                        ? graph.constant(value.constant) == value
                        : isRegister(value.constant)
                                && graph.initial((int) value.constant) == value;
        if (!known) {
            violation(
                    block,
                    "%s uses a %s that the graph does not know: %s"
                            .formatted(where, value.kind, value));
        }
    }
}
