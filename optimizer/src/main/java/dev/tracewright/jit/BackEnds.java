package dev.tracewright.jit;

import dev.tracewright.jit.amd64.NativeBackEnd;
import dev.tracewright.jit.bytecode.BytecodeBackEnd;

import java.util.List;
import java.util.Optional;

/// The ways to execute compiled units on this host.
public final class BackEnds {
    /// The name of the one that executes machine code of the host.
    public static final String NATIVE = NativeBackEnd.NAME;

    /// The name of the one that runs wherever a JVM does.
    public static final String BYTECODE = BytecodeBackEnd.NAME;

    private BackEnds() {}

    /// Those that this host and its policy allow, the fastest first; never none.
    public static List<BackEnd> available() {
        BackEnd portable = new BytecodeBackEnd();
        return NativeBackEnd.whyUnavailable().isPresent()
                ? List.of(portable)
                : List.of(new NativeBackEnd(), portable);
    }

    /// The one of that name, if it is available.
    public static Optional<BackEnd> byName(String name) {
        return available().stream().filter(backEnd -> backEnd.name().equals(name)).findFirst();
    }

    /// The fastest one.
    public static BackEnd best() {
        return available().getFirst();
    }
}
