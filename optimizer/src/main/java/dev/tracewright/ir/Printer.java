package dev.tracewright.ir;

/// Writes graphs as text.
public final class Printer {
    private Printer() {}

    /// The name by which the text form refers to a value.
    public static String name(Node node) {
        return switch (node.kind) {
            case CONSTANT -> Long.toString(node.constant);
            case INITIAL -> register((int) node.constant);
            default -> "v" + node.id;
        };
    }

    private static String register(int number) {
        return number < Graph.F0 ? "x" + number : "f" + (number - Graph.F0);
    }
}
