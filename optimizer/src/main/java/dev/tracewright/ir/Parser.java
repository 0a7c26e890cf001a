package dev.tracewright.ir;

import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.isa.semantics.Primitive;
import dev.tracewright.isa.semantics.Width;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads graphs that [Printer] wrote. Numbers of values and blocks stay as they are.
///
/// Text from `#` to the end of a line is a comment; empty lines are skipped.
public final class Parser {
    private static final Pattern TOKEN = Pattern.compile("[()\\[\\]=*+@]|[^\\s()\\[\\]=*+@]+");
    private static final Pattern DEFINITION = Pattern.compile("^\\s*v(\\d+) = ");
    private static final Pattern HEADER = Pattern.compile("^b(\\d+) @");

    private final List<String> lines;
    private final Graph graph = new Graph();
    private final Map<String, Node> values = new HashMap<>();
    private final Map<String, Block> blocks = new HashMap<>();
    private final List<String> tokens = new ArrayList<>();
    private int line;
    private int next;

    private Parser(String text) {
        lines = text.lines().map(each -> each.replaceFirst("#.*", "").stripTrailing()).toList();
    }

    /// The graph of a text.
    ///
    /// @throws IllegalArgumentException if the text is none, with line, expected and found
    public static Graph parse(String text) {
        return new Parser(text).parse();
    }

    private Graph parse() {
        declare();
        Block block = null;
        for (line = 0; line < lines.size(); line++) {
            if (lines.get(line).isBlank()) {
                continue;
            }
            split();
            if (HEADER.matcher(lines.get(line)).find()) {
                block = header();
            } else if (block == null) {
                throw wrong("a block", tokens.getFirst());
            } else {
                statement(block);
            }
            if (next < tokens.size()) {
                throw wrong("the end of the line", tokens.get(next));
            }
        }
        return graph;
    }

    // Values and blocks are named before they are made.
    private void declare() {
        int nodes = 0;
        int ids = 0;
        for (String each : lines) {
            Matcher definition = DEFINITION.matcher(each);
            if (definition.find()) {
                nodes = Math.max(nodes, 1 + Integer.parseInt(definition.group(1)));
            }
            Matcher header = HEADER.matcher(each);
            if (header.find()) {
                ids = Math.max(ids, 1 + Integer.parseInt(header.group(1)));
            }
        }
        graph.reserve(nodes, ids);
        for (line = 0; line < lines.size(); line++) {
            String text = lines.get(line);
            Matcher definition = DEFINITION.matcher(text);
            Matcher header = HEADER.matcher(text);
            if (definition.find()) {
                int id = Integer.parseInt(definition.group(1));
                String what = text.substring(definition.end());
                declare("v" + id, new Node(id, kind(what.split("[ .]")[0])));
            } else if (header.find()) {
                split();
                next = 2;
                var block = new Block(Integer.parseInt(header.group(1)), hex());
                if (blocks.put(block.toString(), block) != null) {
                    throw wrong("a new block", block.toString());
                }
                graph.blocks.add(block);
            }
        }
    }

    private void declare(String name, Node node) {
        if (values.put(name, node) != null) {
            throw wrong("a new value", name);
        }
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "load" -> Kind.LOAD;
            case "parameter" -> Kind.PARAMETER;
            default -> Kind.APPLY;
        };
    }

    private IllegalArgumentException wrong(String expected, String found) {
        return new IllegalArgumentException(
                "line %d: expected %s, found %s".formatted(line + 1, expected, found));
    }

    private void split() {
        tokens.clear();
        next = 0;
        Matcher matcher = TOKEN.matcher(lines.get(line));
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
    }

    private String token() {
        if (next == tokens.size()) {
            throw wrong("more", "the end of the line");
        }
        return tokens.get(next++);
    }

    private boolean skips(String token) {
        boolean found = next < tokens.size() && tokens.get(next).equals(token);
        next += found ? 1 : 0;
        return found;
    }

    private void expect(String token) {
        String found = token();
        if (!found.equals(token)) {
            throw wrong(token, found);
        }
    }

    private long number() {
        String token = token();
        try {
            return token.startsWith("0x")
                    ? Long.parseUnsignedLong(token.substring(2), 16)
                    : Long.parseLong(token);
        } catch (NumberFormatException _) {
            throw wrong("a number", token);
        }
    }

    private long hex() {
        String token = token();
        try {
            return Long.parseUnsignedLong(token, 16);
        } catch (NumberFormatException _) {
            throw wrong("an address", token);
        }
    }

    private Block header() {
        Block block = blocks.get(token());
        expect("@");
        hex();
        expect("retires");
        block.retires = (int) number();
        expect("count");
        block.count = number();
        block.entry = skips("entry");
        return block;
    }

    private void statement(Block block) {
        if (tokens.size() > 1 && tokens.get(1).equals("=")) {
            Node node = values.get(token());
            expect("=");
            define(block, node, token());
            return;
        }
        String word = token();
        switch (word) {
            case "loop" -> {
                block.loopHead = true;
                block.start = state();
            }
            case "check" -> block.body.add(rest(graph.check(value())));
            case "count" -> block.body.add(graph.count((int) number()));
            case "jump" -> block.end = Terminator.jump(way());
            case "branch" -> block.end = Terminator.branch(value(), way(), way());
            case "exit", "exit_indirect", "interpret" -> block.end = leaving(word);
            default -> {
                if (!word.startsWith("store.")) {
                    throw wrong("a statement", word);
                }
                int displacement = (int) number();
                Node base = value();
                block.body.add(rest(graph.store(width(word), base, displacement, value())));
            }
        }
    }

    private Terminator leaving(String word) {
        long site = skips("by") ? hex() : 0;
        Terminator end =
                switch (word) {
                    case "exit" -> Terminator.exit(state());
                    case "interpret" -> Terminator.interpret(state());
                    default -> Terminator.exitIndirect(value(), state());
                };
        end.site = site;
        return end;
    }

    private void define(Block block, Node node, String word) {
        switch (node.kind) {
            case PARAMETER -> {
                node.constant = register(token());
                block.parameters.add(node);
                return;
            }
            case LOAD -> {
                node.width = width(word);
                node.constant = number();
                node.args = new Node[] {value()};
            }
            default -> {
                String[] parts = word.split("\\.");
                node.rm = parts.length > 1 && parts[1].equals("rtz") ? Fcsr.RTZ : Fcsr.RNE;
                node.primitive = primitive(parts[0]);
                node.args = new Node[node.primitive.arity()];
                for (int i = 0; i < node.args.length; i++) {
                    node.args[i] = value();
                }
            }
        }
        block.body.add(rest(node));
    }

    private Node rest(Node node) {
        if (next < tokens.size()) {
            node.snapshot = state();
        }
        return node;
    }

    private Width width(String word) {
        try {
            return Width.valueOf(word.substring(word.indexOf('.') + 1).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw wrong("a width", word);
        }
    }

    private Primitive primitive(String name) {
        try {
            return Primitive.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw wrong("an operation", name);
        }
    }

    private int register(String name) {
        try {
            int number = Integer.parseInt(name.substring(1));
            return name.startsWith("f") ? Graph.F0 + number : number;
        } catch (NumberFormatException _) {
            throw wrong("a register", name);
        }
    }

    private Node value() {
        String name = token();
        return switch (name.charAt(0)) {
            case 'v' -> {
                Node known = values.get(name);
                if (known == null) {
                    throw wrong("a value", name);
                }
                yield known;
            }
            case 'x', 'f' -> graph.initial(register(name));
            default -> {
                next--;
                yield graph.constant(number());
            }
        };
    }

    private Snapshot state() {
        expect("[");
        long pc = hex();
        expect("+");
        int retired = (int) number();
        var registers = new ArrayList<Integer>();
        var held = new ArrayList<Node>();
        while (!skips("]")) {
            registers.add(register(token()));
            expect("=");
            held.add(value());
        }
        int[] numbers = registers.stream().mapToInt(Integer::intValue).toArray();
        return new Snapshot(pc, retired, numbers, held.toArray(Node[]::new));
    }

    private Edge way() {
        String name = token();
        Block to = blocks.get(name);
        if (to == null) {
            throw wrong("a block", name);
        }
        var args = new ArrayList<Node>();
        expect("(");
        while (!skips(")")) {
            args.add(value());
        }
        expect("*");
        var edge = new Edge(to, number());
        edge.args = args.toArray(Node[]::new);
        return edge;
    }
}
