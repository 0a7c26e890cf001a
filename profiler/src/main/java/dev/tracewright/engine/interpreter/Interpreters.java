package dev.tracewright.engine.interpreter;

import dev.tracewright.engine.Engine;
import dev.tracewright.engine.ReferenceEngine;

import java.util.List;

/// The engines that need no plan.
public final class Interpreters {
    private Interpreters() {}

    /// All of them, slowest kind of dispatch first.
    public static List<Engine> all() {
        return List.of(
                new ReferenceEngine(), new SwitchEngine(), new TableEngine(), new ThreadedEngine());
    }
}
