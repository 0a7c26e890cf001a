package dev.tracewright.jit.amd64;

import dev.tracewright.jit.BackEnd;
import dev.tracewright.jit.CodeCache;
import dev.tracewright.memory.GuestMemory;

import java.util.Optional;

/// Executes units as machine code of an amd64 host with Linux.
///
/// @param capacity bytes of code of each cache, a multiple of the page size
/// @param slice instructions after which control comes back to Java
/// @param registers so many of each kind are used at most, at least 1: few of them are for tests
public record NativeBackEnd(long capacity, long slice, int registers) implements BackEnd {
    /// The name by which users choose it.
    public static final String NAME = "native";

    /// With the usual limits.
    public NativeBackEnd() {
        this(CodeArea.CAPACITY, NativeCodeCache.SLICE, Gpr.COUNT);
    }

    /// Why this host cannot do it, in one line; empty if it can. Its policy may still refuse
    /// [#open].
    public static Optional<String> whyUnavailable() {
        return HostFeatures.whyUnavailable();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CodeCache open(GuestMemory memory) {
        return new NativeCodeCache(memory, capacity, slice, registers);
    }
}
