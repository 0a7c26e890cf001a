package dev.tracewright.jit.amd64;

import dev.tracewright.engine.Hart;
import dev.tracewright.ir.Graph;
import dev.tracewright.jit.Departure;
import dev.tracewright.memory.GuestMemory;

import org.junit.jupiter.api.Assumptions;

/// A hart with units of machine code.
final class UnitBench implements AutoCloseable {
    static final int ALL = Gpr.COUNT;

    final GuestMemory memory;
    final Hart hart;
    final NativeCodeCache cache;

    UnitBench() {
        this(1 << 20, ALL);
    }

    UnitBench(int capacity, int registers) {
        NativeBackEnd.whyUnavailable().ifPresent(why -> Assumptions.abort(why));
        memory = GuestMemory.reserve();
        hart = new Hart(memory);
        cache = new NativeCodeCache(memory, capacity, NativeCodeCache.SLICE, registers);
    }

    boolean install(Graph graph) {
        return cache.install(cache.compile(graph));
    }

    Departure run(long pc, long limit) {
        hart.pc = pc;
        return cache.run(hart, limit);
    }

    @Override
    public void close() {
        cache.close();
        memory.close();
    }
}
