package dev.tracewright.jit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What happened to compiled units, in order. Threads may share it.
public final class CompilationLog {
    private final List<UnitEvent> events = new ArrayList<>();
    private final Consumer<UnitEvent> listener;
    private final long start = System.nanoTime();

    /// A log that is read at the end.
    public CompilationLog() {
        this(_ -> {});
    }

    /// @param listener is told of each event when it happens, by the thread in which it does
    public CompilationLog(Consumer<UnitEvent> listener) {
        this.listener = listener;
    }

    /// All that has happened so far.
    public synchronized List<UnitEvent> events() {
        return List.copyOf(events);
    }

    void add(UnitEvent event) {
        synchronized (this) {
            events.add(event);
        }
        listener.accept(event);
    }

    void add(UnitEvent.Kind kind, long head, String reason) {
        add(new UnitEvent(kind, head, seconds(), 0, 0, 0, reason));
    }

    /// The time since the log began.
    double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }
}
