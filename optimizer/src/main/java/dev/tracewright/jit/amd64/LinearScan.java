package dev.tracewright.jit.amd64;

import java.util.ArrayList;
import java.util.PriorityQueue;

/// Assigns registers to intervals in the order of their starts, splitting them at holes and where
/// registers run out (after Wimmer and Franz, "Linear Scan Register Allocation on SSA Form", 2010).
///
/// Every instruction can do with operands in memory, so a register is never required: whether a
/// value gets one is a question of what is needed sooner, uses in loops counting as near.
final class LinearScan {
    private static final Gpr[] GENERAL = {
        Gpr.RCX, Gpr.RBX, Gpr.RSI, Gpr.RDI, Gpr.R8, Gpr.R9, Gpr.R10, Gpr.R11, Gpr.R12, Gpr.R13,
        Gpr.R14, Gpr.RDX
    };
    private static final int VECTORS = 13;
    private static final long FITS = 1L << 40;
    private static final long RESERVED = 1L << 38;
    private static final int LOCATIONS = 32;

    private final Line line;
    private final Interval[] first;
    private final PriorityQueue<Interval> waiting =
            new PriorityQueue<>((a, b) -> Integer.compare(a.start(), b.start()));
    private final ArrayList<Interval> active = new ArrayList<>();
    private final ArrayList<Interval> inactive = new ArrayList<>();
    private final int[] general;
    private final int[] vectors;
    private final int[] free = new int[LOCATIONS];

    /// By register, up to where it had better be left to the next value of a loop's parameter.
    private final int[] reserved = new int[LOCATIONS];

    /// @param most registers of each kind that are used, at least one
    LinearScan(Line line, Interval[] first, int most) {
        this.line = line;
        this.first = first;
        general = new int[Math.min(most, GENERAL.length)];
        vectors = new int[Math.min(most, VECTORS)];
        for (int i = 0; i < general.length; i++) {
            general[i] = Location.of(GENERAL[i]);
        }
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = Location.of(Xmm.of(i));
        }
    }

    /// Gives every piece of every interval a location: a register, or [Location#NONE] for memory.
    void run() {
        for (Interval interval : first) {
            if (interval != null && !interval.isEmpty()) {
                waiting.add(interval);
            }
        }
        for (Interval current; (current = waiting.poll()) != null; ) {
            advance(current.start());
            if (current.inMemoryAtStart) {
                toMemory(current);
            } else if (tryFree(current) || tryBlocked(current)) {
                active.add(current);
            }
        }
    }

    private void advance(int position) {
        for (int i = active.size() - 1; i >= 0; i--) {
            Interval interval = active.get(i);
            if (!interval.coversNext(position)) {
                remove(active, i);
                if (interval.end() > position) {
                    inactive.add(interval);
                }
            }
        }
        for (int i = inactive.size() - 1; i >= 0; i--) {
            Interval interval = inactive.get(i);
            if (interval.end() <= position) {
                remove(inactive, i);
            } else if (interval.coversNext(position)) {
                remove(inactive, i);
                active.add(interval);
            }
        }
    }

    private static void remove(ArrayList<Interval> list, int index) {
        Interval last = list.removeLast();
        if (index < list.size()) {
            list.set(index, last);
        }
    }

    private int[] registers(Interval interval) {
        return interval.vector ? vectors : general;
    }

    private boolean tryFree(Interval current) {
        int[] registers = registers(current);
        for (int register : registers) {
            free[register] = Integer.MAX_VALUE;
        }
        for (Interval other : active) {
            free[other.location] = 0;
        }
        for (Interval other : inactive) {
            if (other.vector == current.vector && free[other.location] > 0) {
                int meeting = other.intersection(current);
                free[other.location] = Math.min(free[other.location], meeting);
            }
        }
        int end = current.end();
        int chosen = hinted(current, end);
        if (chosen == Location.NONE) {
            chosen = longestFree(registers, current.start(), end);
        }
        if (free[chosen] < end && !splitBefore(current, free[chosen])) {
            return false;
        }
        current.location = chosen;
        reserve(current);
        return true;
    }

    private void reserve(Interval current) {
        if (!current.continued && current.loopEnd > reserved[current.location]) {
            reserved[current.location] = current.loopEnd;
        }
    }

    private int hinted(Interval current, int end) {
        int chosen = hinted(current, current.hint, end);
        return chosen != Location.NONE ? chosen : hinted(current, current.secondHint, end);
    }

    private int hinted(Interval current, int hint, int end) {
        if (hint < 0 || first[hint] == null || first[hint].vector != current.vector) {
            return Location.NONE;
        }
        int location = first[hint].location;
        if (Location.isRegister(location) && free[location] >= end) {
            return location;
        }
        location = pieceAt(first[hint], current.start()).location;
        boolean good = Location.isRegister(location) && free[location] >= end;
        return good ? location : Location.NONE;
    }

    /// The last piece that starts before a position, or the first.
    private static Interval pieceAt(Interval interval, int position) {
        Interval piece = interval;
        while (piece.next != null && piece.next.start() < position) {
            piece = piece.next;
        }
        return piece;
    }

    /// The register that is free for as long as needed and not much longer, one that no loop waits
    /// for if possible; or else the one that is free for longest.
    private int longestFree(int[] registers, int start, int end) {
        int best = registers[0];
        long bestScore = Long.MIN_VALUE;
        for (int register : registers) {
            long score = free[register];
            if (free[register] >= end) {
                score = FITS - free[register] - (reserved[register] > start ? RESERVED : 0);
            }
            if (score > bestScore) {
                best = register;
                bestScore = score;
            }
        }
        return best;
    }

    /// Cuts a piece at a block's start at or before `limit`, if there is one with uses before it.
    private boolean splitBefore(Interval current, int limit) {
        int start = current.start();
        if (limit <= start + 2) {
            return false;
        }
        int block = line.blockAt(limit);
        int boundary = line.from[block];
        if (boundary <= start || !current.isUsedBetween(start + 1, boundary)) {
            return false;
        }
        waiting.add(current.split(cheapest(start + 1, boundary)));
        return true;
    }

    private boolean tryBlocked(Interval current) {
        int start = current.start();
        int depth = line.depth[line.blockAt(start)];
        int[] registers = registers(current);
        for (int register : registers) {
            free[register] = Integer.MAX_VALUE;
        }
        for (Interval other : active) {
            if (other.vector == current.vector) {
                free[other.location] = other.distance(start, depth);
            }
        }
        for (Interval other : inactive) {
            if (other.vector == current.vector
                    && other.intersection(current) != Integer.MAX_VALUE) {
                int distance = other.distance(start, depth);
                free[other.location] = Math.min(free[other.location], distance);
            }
        }
        int best = registers[0];
        for (int register : registers) {
            if (free[register] > free[best]) {
                best = register;
            }
        }
        // The use for which a piece is loaded again could as well be one of memory.
        int own = current.distance(current.continued ? start + 2 : start + 1, depth);
        if (free[best] <= own) {
            toMemory(current);
            return false;
        }
        current.location = best;
        reserve(current);
        evict(best, current);
        return true;
    }

    private void evict(int register, Interval current) {
        int start = current.start();
        for (int i = active.size() - 1; i >= 0; i--) {
            Interval other = active.get(i);
            if (other.location == register) {
                remove(active, i);
                if (other.start() == start) {
                    toMemory(other);
                } else {
                    toMemory(other.split(start));
                }
            }
        }
        for (int i = inactive.size() - 1; i >= 0; i--) {
            Interval other = inactive.get(i);
            if (other.location == register && other.intersection(current) != Integer.MAX_VALUE) {
                remove(inactive, i);
                waiting.add(other.split(start));
            }
        }
    }

    /// Leaves a piece in memory up to where a register is worth having again.
    private void toMemory(Interval piece) {
        piece.location = Location.NONE;
        int start = piece.start();
        int use = piece.nextReload(start + 2);
        if (use == Integer.MAX_VALUE) {
            return;
        }
        int at = cheapest(start + 1, use - 1);
        if (at > start) {
            waiting.add(piece.split(at));
        }
    }

    /// The last position from `least` to `most` in as few loops as possible: `most`, or the start
    /// of a block.
    private int cheapest(int least, int most) {
        int low = line.blockAt(least);
        int high = line.blockAt(most);
        int best = most;
        int depth = line.depth[high];
        for (int block = high; block > low; block--) {
            // A block's start is as deep as the shallower of its neighbours in the line.
            int here = Math.min(line.depth[block], line.depth[block - 1]);
            if (here < depth) {
                depth = here;
                best = line.from[block];
            }
        }
        return best;
    }
}
