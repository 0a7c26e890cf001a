package dev.tracewright.ir;

import dev.tracewright.isa.semantics.Fcsr;

import java.util.Locale;

/// Writes graphs as text that [Parser] reads. `docs/IR.md` describes the form.
public final class Printer {
    private final StringBuilder text = new StringBuilder();

    private Printer() {}

    /// A graph as text.
    public static String print(Graph graph) {
        var printer = new Printer();
        graph.blocks.forEach(printer::block);
        return printer.text.toString();
    }

    /// One value or effect as text, without a line break.
    public static String print(Node node) {
        var printer = new Printer();
        printer.node(node);
        return printer.text.toString();
    }

    /// The name by which the text form refers to a value.
    public static String name(Node node) {
        return switch (node.kind) {
            case CONSTANT -> constant(node.constant);
            case INITIAL -> register((int) node.constant);
            default -> "v" + node.id;
        };
    }

    /// The name of a register: `x5`, `f2`.
    static String register(int number) {
        return number < Graph.F0 ? "x" + number : "f" + (number - Graph.F0);
    }

    private static String constant(long value) {
        boolean small = value > -10_000 && value < 10_000;
        return small ? Long.toString(value) : "0x" + Long.toHexString(value);
    }

    private Printer add(Object part) {
        text.append(part);
        return this;
    }

    private void block(Block block) {
        add(block).add(" @").add(Long.toHexString(block.pc));
        add(" retires ").add(block.retires).add(" count ").add(block.count);
        add(block.entry ? " entry\n" : "\n");
        if (block.loopHead) {
            add("    loop");
            state(block.start);
            add("\n");
        }
        for (Node parameter : block.parameters) {
            add("    ").add(parameter).add(" = parameter ");
            add(register((int) parameter.constant)).add("\n");
        }
        for (Node node : block.body) {
            add("    ");
            node(node);
            add("\n");
        }
        add("    ");
        end(block.end);
        add("\n");
    }

    private void node(Node node) {
        if (node.isValue()) {
            add(node).add(" = ");
        }
        switch (node.kind) {
            case APPLY -> add(node.primitive.name().toLowerCase(Locale.ROOT));
            case LOAD, STORE ->
                    add(node.kind == Kind.LOAD ? "load." : "store.")
                            .add(node.width.name().toLowerCase(Locale.ROOT))
                            .add(" ")
                            .add(node.constant);
            case COUNT -> add("count ").add(node.constant);
            case CHECK, CONSTANT, INITIAL, PARAMETER ->
                    add(node.kind.name().toLowerCase(Locale.ROOT));
        }
        if (node.rm == Fcsr.RTZ) {
            add(".rtz");
        }
        values(node.args);
        state(node.snapshot);
    }

    private void values(Node[] values) {
        for (Node value : values) {
            add(" ").add(name(value));
        }
    }

    private void state(Snapshot snapshot) {
        if (snapshot == null) {
            return;
        }
        add(" [").add(Long.toHexString(snapshot.pc)).add("+").add(snapshot.retired);
        for (int i = 0; i < snapshot.values.length; i++) {
            add(" ").add(register(snapshot.registers[i])).add("=").add(name(snapshot.values[i]));
        }
        add("]");
    }

    private void end(Terminator end) {
        add(end.kind.name().toLowerCase(Locale.ROOT));
        if (end.snapshot != null && end.site != 0) {
            add(" by ").add(Long.toHexString(end.site));
        }
        if (end.value != null) {
            add(" ").add(name(end.value));
        }
        way(end.taken);
        way(end.notTaken);
        state(end.snapshot);
    }

    private void way(Edge edge) {
        if (edge != null) {
            add(" ").add(edge.to).add("(");
            for (int i = 0; i < edge.args.length; i++) {
                add(i == 0 ? "" : " ").add(name(edge.args[i]));
            }
            add(")*").add(edge.count);
        }
    }
}
