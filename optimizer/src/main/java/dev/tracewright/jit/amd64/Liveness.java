package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Block;
import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.ir.Snapshot;

/// Which values are needed at the starts and ends of blocks: sets of node numbers, found by
/// iteration, so that loops may have several entries.
final class Liveness {
    /// By block, a set of bits for the values that are needed at its start, parameters not among
    /// them.
    final long[][] in;

    /// By block, for its end; arguments of its edges are among them.
    final long[][] out;

    private final Line line;
    private final Selection selection;
    private final long[][] defined;
    private final long[][] exposed;
    private final long[][] leaving;
    private final int words;

    Liveness(Line line, Selection selection, int nodes) {
        this.line = line;
        this.selection = selection;
        int count = line.count();
        words = nodes + 63 >>> 6;
        in = new long[count][words];
        out = new long[count][words];
        defined = new long[count][words];
        exposed = new long[count][words];
        leaving = new long[count][words];
        for (int i = 0; i < count; i++) {
            scan(i);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = count - 1; i >= 0; i--) {
                changed |= update(i);
            }
        }
    }

    private void scan(int index) {
        Block block = line.blocks[index];
        long[] def = defined[index];
        long[] use = exposed[index];
        for (Node parameter : block.parameters) {
            set(def, parameter.id);
        }
        expose(use, def, block.start);
        for (Node node : block.body) {
            if (selection.isFused(node) || selection.isDead(node)) {
                continue;
            }
            for (Node arg : node.args) {
                expose(use, def, arg);
            }
            expose(use, def, node.snapshot);
            if (node.isValue()) {
                set(def, node.id);
            }
        }
        expose(use, def, block.end.snapshot);
        if (block.end.value != null) {
            expose(use, def, block.end.value);
        }
        leave(use, def, leaving[index], block.end.taken);
        leave(use, def, leaving[index], block.end.notTaken);
    }

    private void leave(long[] use, long[] def, long[] end, Edge edge) {
        if (edge == null) {
            return;
        }
        for (Node arg : edge.args) {
            expose(use, def, arg);
            if (arg.kind != Kind.CONSTANT) {
                set(end, arg.id);
            }
        }
        if (line.index(edge.to) < 0) {
            expose(use, def, edge.to.end.snapshot);
            if (edge.to.end.value != null) {
                expose(use, def, edge.to.end.value);
            }
        }
    }

    private void expose(long[] use, long[] def, Snapshot snapshot) {
        if (snapshot != null) {
            for (int i = 0; i < snapshot.values.length; i++) {
                Node value = snapshot.values[i];
                if (value.kind != Kind.INITIAL || value.constant != snapshot.registers[i]) {
                    expose(use, def, value);
                }
            }
        }
    }

    private void expose(long[] use, long[] def, Node value) {
        if (value.kind == Kind.CONSTANT) {
            return;
        }
        if (selection.isFused(value)) {
            for (Node arg : value.args) {
                expose(use, def, arg);
            }
            expose(use, def, value.snapshot);
        } else if (!has(def, value.id)) {
            set(use, value.id);
        }
    }

    private boolean update(int index) {
        long[] end = out[index];
        System.arraycopy(leaving[index], 0, end, 0, words);
        join(end, line.blocks[index].end.taken);
        join(end, line.blocks[index].end.notTaken);
        long[] start = in[index];
        boolean changed = false;
        for (int i = 0; i < words; i++) {
            long bits = end[i] & ~defined[index][i] | exposed[index][i];
            changed |= bits != start[i];
            start[i] = bits;
        }
        return changed;
    }

    private void join(long[] end, Edge edge) {
        if (edge != null && line.index(edge.to) >= 0) {
            long[] start = in[line.index(edge.to)];
            for (int i = 0; i < words; i++) {
                end[i] |= start[i];
            }
        }
    }

    private static void set(long[] bits, int index) {
        bits[index >> 6] |= 1L << index;
    }

    static boolean has(long[] bits, int index) {
        return (bits[index >> 6] >> index & 1) != 0;
    }
}
