package dev.tracewright.jit;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/// Execution counters of a code cache, made by the thread that runs units and taken by the one that
/// compiles them.
final class CounterPool {
    private static final int SIZE = 1 << 12;

    private final CodeCache cache;
    private final Queue<Integer> free = new ArrayBlockingQueue<>(SIZE);

    CounterPool(CodeCache cache) {
        this.cache = cache;
        fill();
    }

    /// Makes new ones if there are few; to be called while no unit runs.
    void fill() {
        while (free.size() < SIZE && free.offer(cache.newCounter())) {}
    }

    /// Whether there are few.
    boolean isLow() {
        return free.size() < SIZE / 2;
    }

    /// A counter.
    ///
    /// @throws UnitRefusedException if there is none at the moment
    int take() {
        Integer counter = free.poll();
        if (counter == null) {
            throw new UnitRefusedException("there is no counter left");
        }
        return counter;
    }
}
