package dev.tracewright.jit.bytecode;

import dev.tracewright.engine.Hart;
import dev.tracewright.ir.Graph;
import dev.tracewright.jit.CodeCache;
import dev.tracewright.jit.Departure;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

/// A hart, its memory and one unit to run on them.
final class UnitBench implements AutoCloseable {
    /// Two pages that can be read and written.
    static final long DATA = 0x20_0000;

    /// One that can be read, behind them.
    static final long READ_ONLY = DATA + 0x2000;

    /// Nothing is mapped from here on.
    static final long NOTHING = READ_ONLY + 0x1000;

    private final GuestMemory memory = GuestMemory.reserve();
    private final CodeCache cache = new BytecodeBackEnd().open(memory);
    final Hart hart = new Hart(memory);

    UnitBench() {
        memory.map(DATA, 0x2000, Permission.READ_WRITE);
        memory.map(READ_ONLY, 0x1000, Permission.READ);
    }

    /// Makes the unit the only one.
    void install(Graph graph) {
        cache.flush();
        cache.install(cache.compile(graph));
    }

    CodeCache cache() {
        return cache;
    }

    GuestMemory memory() {
        return memory;
    }

    /// Runs from an entry.
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
