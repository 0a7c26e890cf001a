package dev.tracewright.jit.amd64;

import dev.tracewright.ir.Graph;
import dev.tracewright.ir.Kind;
import dev.tracewright.ir.Node;
import dev.tracewright.jit.UnitRefusedException;

import java.util.Arrays;

/// Where the values of a graph are at each position.
///
/// A value that is anywhere in memory is stored there where it is computed, so its word is valid as
/// long as it is needed; what a register held at entry is in its home.
final class Allocation {
    private static final int FIELDS = 3;

    private final Interval[] first;
    private final int[] memory;
    private int[] moves = new int[3 * 16];
    private int moveCount;

    private Allocation(Interval[] first) {
        this.first = first;
        memory = new int[first.length];
        Arrays.fill(memory, Location.NONE);
    }

    /// Allocates registers and memory.
    ///
    /// @param registers so many of each kind at most
    static Allocation of(
            Line line, Selection selection, Liveness liveness, int nodeCount, int registers) {
        Node[] nodes = new Node[nodeCount];
        Interval[] intervals = new IntervalBuilder(line, selection, liveness, nodes).build();
        for (Interval interval : intervals) {
            if (interval != null) {
                interval.inMemoryAtStart = nodes[interval.value].kind == Kind.INITIAL;
            }
        }
        new LinearScan(line, intervals, registers).run();
        var allocation = new Allocation(intervals);
        allocation.assignMemory(nodes);
        allocation.findMoves(line);
        return allocation;
    }

    /// The home of what a register held at entry.
    static int home(int register) {
        return Location.memory(
                register < Graph.F0 ? StateLayout.x(register) : StateLayout.f(register - Graph.F0));
    }

    /// Where a value, not a constant, is at a position.
    int at(Node value, int position) {
        if (first[value.id] == null) {
            if (value.kind == Kind.INITIAL) {
                return home((int) value.constant);
            }
            throw new IllegalStateException(value + " has no place");
        }
        return at(value.id, position);
    }

    /// Where the value with an interval and a number is at a position.
    int at(int value, int position) {
        Interval piece = first[value];
        while (piece.next != null && piece.next.start() <= position) {
            piece = piece.next;
        }
        return piece.location;
    }

    /// Where a value is whether or not the result of the node at a position has been written yet.
    int across(Node value, int position) {
        int before = at(value, position);
        return before == at(value, position + 1) ? before : memory[value.id];
    }

    /// Whether the value has a place at all.
    boolean has(Node value) {
        return first[value.id] != null;
    }

    /// The word in memory where a value is stored when it has been computed, or [Location#NONE].
    int memory(Node value) {
        return memory[value.id];
    }

    /// The same for the value with a number.
    int memory(int value) {
        return memory[value];
    }

    /// The moves within blocks: their number.
    int moveCount() {
        return moveCount;
    }

    /// The position of a move; they ascend. It is made before the node at the next position.
    int movePosition(int index) {
        return moves[FIELDS * index];
    }

    int moveFrom(int index) {
        return moves[FIELDS * index + 1];
    }

    int moveTo(int index) {
        return moves[FIELDS * index + 2];
    }

    private void assignMemory(Node[] nodes) {
        Interval[] spilled = new Interval[first.length];
        int count = 0;
        for (Interval interval : first) {
            if (interval == null) {
                continue;
            }
            Node node = nodes[interval.value];
            if (node.kind == Kind.INITIAL) {
                place(interval, home((int) node.constant));
            } else if (hasPieceInMemory(interval)) {
                spilled[count++] = interval;
            }
        }
        Arrays.sort(spilled, 0, count, (a, b) -> Integer.compare(a.start(), b.start()));
        int[] busyUntil = new int[StateLayout.SPILL_SLOTS];
        for (int i = 0; i < count; i++) {
            Interval interval = spilled[i];
            int slot = freeSlot(interval, busyUntil);
            busyUntil[slot] = end(interval);
            place(interval, Location.memory(StateLayout.spill(slot)));
        }
    }

    private int freeSlot(Interval interval, int[] busyUntil) {
        int hinted = interval.hint < 0 ? Location.NONE : memory[interval.hint];
        int start = interval.start();
        for (int slot = 0; slot < busyUntil.length; slot++) {
            if (busyUntil[slot] <= start && hinted == Location.memory(StateLayout.spill(slot))) {
                return slot;
            }
        }
        for (int slot = 0; slot < busyUntil.length; slot++) {
            if (busyUntil[slot] <= start) {
                return slot;
            }
        }
        throw new UnitRefusedException("more values at once than there are places for");
    }

    private static boolean hasPieceInMemory(Interval interval) {
        for (Interval piece = interval; piece != null; piece = piece.next) {
            if (piece.location == Location.NONE) {
                return true;
            }
        }
        return false;
    }

    private static int end(Interval interval) {
        Interval piece = interval;
        while (piece.next != null) {
            piece = piece.next;
        }
        return piece.end();
    }

    private void place(Interval interval, int location) {
        memory[interval.value] = location;
        for (Interval piece = interval; piece != null; piece = piece.next) {
            if (piece.location == Location.NONE) {
                piece.location = location;
            }
        }
    }

    private void findMoves(Line line) {
        long[] order = new long[16];
        int count = 0;
        for (Interval interval : first) {
            for (Interval piece = interval;
                    piece != null && piece.next != null;
                    piece = piece.next) {
                int start = piece.next.start();
                boolean within = line.from[line.blockAt(start)] != start && piece.end() == start;
                if (within && Location.isRegister(piece.next.location)) {
                    if (count == order.length) {
                        order = Arrays.copyOf(order, count * 2);
                    }
                    add(start, piece.location, piece.next.location);
                    order[count] = (long) start << 32 | count;
                    count++;
                }
            }
        }
        Arrays.sort(order, 0, count);
        int[] sorted = new int[FIELDS * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(moves, FIELDS * (int) order[i], sorted, FIELDS * i, FIELDS);
        }
        moves = sorted;
    }

    private void add(int position, int from, int to) {
        if (FIELDS * moveCount + FIELDS > moves.length) {
            moves = Arrays.copyOf(moves, moves.length * 2);
        }
        moves[FIELDS * moveCount] = position;
        moves[FIELDS * moveCount + 1] = from;
        moves[FIELDS * moveCount + 2] = to;
        moveCount++;
    }
}
