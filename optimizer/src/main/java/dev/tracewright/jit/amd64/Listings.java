package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Printer;
import dev.tracewright.ir.Terminator;

import java.util.Locale;

/// Machine code as text: the offset and the bytes of each piece, and what of the graph it belongs
/// to.
final class Listings {
    private static final int BYTES_IN_A_LINE = 16;

    private Listings() {}

    static String of(CodeBuffer code, Annotations annotations) {
        byte[] bytes = code.bytes();
        var text = new StringBuilder();
        for (int i = 0; i < annotations.count(); i++) {
            int from = annotations.offset(i);
            int to = i + 1 < annotations.count() ? annotations.offset(i + 1) : bytes.length;
            piece(text, bytes, from, to, describe(annotations.subject(i)));
        }
        return text.toString();
    }

    private static void piece(StringBuilder text, byte[] bytes, int from, int to, String what) {
        int at = from;
        do {
            int end = Math.min(to, at + BYTES_IN_A_LINE);
            text.append(String.format(Locale.ROOT, "%5x: ", at));
            for (int i = at; i < end; i++) {
                text.append(String.format(Locale.ROOT, "%02x", bytes[i]));
            }
            if (at == from) {
                text.append(" ".repeat(1 + 2 * (BYTES_IN_A_LINE - (end - at)))).append(what);
            }
            text.append('\n');
            at = end;
        } while (at < to);
    }

    private static String describe(Object subject) {
        return switch (subject) {
            case Block block -> String.format(Locale.ROOT, "%s 0x%x:", block, block.pc);
            case Node node -> describe(node);
            case Terminator end -> end.kind.name().toLowerCase(Locale.ROOT);
            default -> subject.toString();
        };
    }

    private static String describe(Node node) {
        var text = new StringBuilder();
        if (node.isValue()) {
            text.append(node).append(" = ");
        }
        text.append(
                (node.primitive == null ? node.kind : node.primitive)
                        .name()
                        .toLowerCase(Locale.ROOT));
        if (node.width != null) {
            text.append('.').append(node.width.name().toLowerCase(Locale.ROOT));
        }
        for (Node arg : node.args) {
            text.append(' ').append(Printer.name(arg));
        }
        if (node.width != null && node.constant != 0) {
            text.append(' ').append(node.constant);
        }
        return text.toString();
    }
}
