package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Edge;
import dev.tracewright.ir.Terminator;

import java.util.Arrays;

/// How many instructions have retired at the start of each block that R15 does not show yet.
///
/// Where ways meet it shows all; a block that has one predecessor takes over what that has left.
final class Budget {
    private static final int UNKNOWN = -1;
    private static final int BUSY = -2;

    private final Line line;
    private final int[] starts;

    Budget(Line line) {
        this.line = line;
        starts = new int[line.count()];
        Arrays.fill(starts, UNKNOWN);
    }

    /// The number at a block's start.
    int atStart(int index) {
        if (starts[index] == UNKNOWN) {
            int predecessor = line.predecessor[index];
            boolean own = predecessor >= 0 && !line.isJoin(index);
            starts[index] = 0;
            starts[index] = own ? atEnd(predecessor) : 0;
        }
        return starts[index];
    }

    /// The number at the end of a block that does not jump to where ways meet.
    int atEnd(int index) {
        return settles(index) ? 0 : atStart(index) + line.blocks[index].retires;
    }

    /// Whether the number is subtracted before a block's branch.
    boolean settles(int index) {
        Terminator end = line.blocks[index].end;
        return end.kind == Terminator.Kind.BRANCH && (isJoin(end.taken) || isJoin(end.notTaken));
    }

    private boolean isJoin(Edge edge) {
        int target = line.index(edge.to);
        return target >= 0 && line.isJoin(target);
    }

    /// More instructions than this cannot retire between two looks at R15.
    int longest() {
        int[] known = new int[line.count()];
        Arrays.fill(known, UNKNOWN);
        int most = 0;
        for (int i = 0; i < line.count(); i++) {
            most = Math.max(most, longest(i, known));
        }
        return most;
    }

    private int longest(int index, int[] known) {
        if (known[index] == BUSY) {
            throw new IllegalArgumentException("a loop without a head at " + line.blocks[index]);
        }
        if (known[index] == UNKNOWN) {
            known[index] = BUSY;
            Terminator end = line.blocks[index].end;
            int behind = Math.max(longest(end.taken, known), longest(end.notTaken, known));
            known[index] = line.blocks[index].retires + behind;
        }
        return known[index];
    }

    private int longest(Edge edge, int[] known) {
        if (edge == null || edge.to.loopHead) {
            return 0;
        }
        int target = line.index(edge.to);
        return target < 0 ? edge.to.end.snapshot.retired : longest(target, known);
    }
}
