package dev.tracewright.jit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The hot places that wait to be compiled, and the units that wait to be installed.
///
/// One thread asks and installs. In the background another one compiles, the hottest place first;
/// it ends when there is nothing to do for a while.
final class Compilation implements AutoCloseable {
    private static final long IDLE_MILLIS = 500;

    // Older ones say little of what is hot now.
    private static final int MOST_SAMPLES = 4;

    private final UnitCompiler compiler;
    private final CompilationLog log;
    private final boolean background;
    private final int maxPending;
    private final int startMillis;
    private final Deque<HotPlace> planned = new ArrayDeque<>();
    private final List<HotPlace> pending = new ArrayList<>();
    private final Queue<CompiledRegion> finished = new ConcurrentLinkedQueue<>();
    private Thread thread;
    private boolean waitsForPlan;
    private boolean closed;

    Compilation(UnitCompiler compiler, CompilationLog log, AdaptiveOptions options) {
        this.compiler = compiler;
        this.log = log;
        background = options.background();
        maxPending = options.maxPending();
        startMillis = options.startMillis();
    }

    /// Asks for the regions of a plan to be compiled, in that order, before anything else.
    synchronized void plan(List<HotPlace> regions) {
        planned.addAll(regions);
        waitsForPlan = !regions.isEmpty();
        if (waitsForPlan) {
            begin();
        }
    }

    /// Waits for the regions of a plan, when it is called first, but not for long.
    void awaitPlanned() {
        if (waitsForPlan) {
            waitsForPlan = false;
            waitForPlan();
        }
    }

    private synchronized void waitForPlan() {
        long end = System.currentTimeMillis() + startMillis;
        for (long left = startMillis;
                background && left > 0 && !planned.isEmpty() && sleep(left); ) {
            left = end - System.currentTimeMillis();
        }
    }

    private void begin() {
        if (background) {
            notifyAll();
            if (thread == null) {
                thread = Thread.ofPlatform().daemon().name("unit-compiler").start(this::work);
            }
        }
    }

    /// Asks for a place to be compiled.
    ///
    /// @return false if too many are waiting
    synchronized boolean offer(HotPlace place) {
        if (closed || pending.size() >= maxPending) {
            return false;
        }
        if (place.kind() == HotPlace.Kind.SAMPLE && samples() >= MOST_SAMPLES) {
            return false;
        }
        pending.add(place);
        begin();
        return true;
    }

    private long samples() {
        return pending.stream().filter(p -> p.kind() == HotPlace.Kind.SAMPLE).count();
    }

    /// Whether there is anything to compile at once or to install.
    boolean isReady() {
        return !finished.isEmpty() || !background && hasPending();
    }

    private synchronized boolean hasPending() {
        return !pending.isEmpty() || !planned.isEmpty();
    }

    /// The next unit to install, or null; compiles it if nobody else does.
    CompiledRegion next() {
        while (!background && finished.isEmpty()) {
            HotPlace place = take();
            if (place == null) {
                return null;
            }
            compiler.compile(place).ifPresent(finished::add);
        }
        return finished.poll();
    }

    private synchronized HotPlace take() {
        if (!planned.isEmpty()) {
            return planned.removeFirst();
        }
        return pending.isEmpty() ? null : pending.removeFirst();
    }

    private void work() {
        for (HotPlace place = await(); place != null; place = await()) {
            try {
                Optional<CompiledRegion> unit = compiler.compile(place);
                unit.ifPresent(finished::add);
            } catch (RuntimeException e) {
                // The program can go on without the unit.
                log.add(UnitEvent.Kind.REFUSED, place.pc(), "internal error: " + e);
            }
        }
    }

    private HotPlace await() {
        List<HotPlace> places;
        synchronized (this) {
            long end = System.currentTimeMillis() + IDLE_MILLIS;
            while (!hasPending() || closed) {
                long left = end - System.currentTimeMillis();
                if (closed || left <= 0 || !sleep(left)) {
                    thread = null;
                    notifyAll();
                    return null;
                }
            }
            if (!planned.isEmpty()) {
                HotPlace next = planned.removeFirst();
                if (planned.isEmpty()) {
                    notifyAll();
                }
                return next;
            }
            places = List.copyOf(pending);
        }
        HotPlace hottest =
                places.stream().max(Comparator.comparingLong(compiler::heat)).orElseThrow();
        synchronized (this) {
            pending.remove(hottest);
        }
        return hottest;
    }

    private boolean sleep(long millis) {
        try {
            wait(millis);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    /// Drops what is waiting, and waits for what is being compiled.
    @Override
    public synchronized void close() {
        closed = true;
        pending.clear();
        planned.clear();
        notifyAll();
        boolean interrupted = false;
        while (thread != null) {
            try {
                wait();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
