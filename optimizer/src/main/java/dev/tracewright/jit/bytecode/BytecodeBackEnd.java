package dev.tracewright.jit.bytecode;

import dev.tracewright.jit.BackEnd;
import dev.tracewright.jit.CodeCache;
import dev.tracewright.memory.GuestMemory;

/// Compiled units as JVM bytecode: runs wherever a JVM does, and is fast once HotSpot has compiled
/// it.
public final class BytecodeBackEnd implements BackEnd {
    /// Its name.
    public static final String NAME = "bytecode";

    private static final int CAPACITY = 16 << 20;

    private final int capacity;

    /// With room for as many units as a program reasonably has.
    public BytecodeBackEnd() {
        this(CAPACITY);
    }

    /// @param capacity bytes of bytecode up to which units can be installed
    public BytecodeBackEnd(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CodeCache open(GuestMemory memory) {
        return new BytecodeCache(capacity);
    }

    @Override
    public boolean sharesCode() {
        return true;
    }
}
