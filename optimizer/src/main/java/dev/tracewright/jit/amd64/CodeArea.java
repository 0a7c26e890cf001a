package dev.tracewright.jit.amd64;

import dev.tracewright.memory.HostCalls;

import java.lang.foreign.MemorySegment;

/// Code memory with the stubs at its start, whose faults are caught: what compiled code runs in.
final class CodeArea implements AutoCloseable {
    /// Bytes that are reserved; they cost memory as they are used.
    static final long CAPACITY = 64L << 20;

    private final CodeMemory memory;
    private final Stubs stubs;
    private final MemorySegment enter;
    private final FaultHandler.Range range;

    private CodeArea(CodeMemory memory) {
        this.memory = memory;
        this.stubs = Stubs.place(memory);
        this.enter = MemorySegment.ofAddress(stubs.enter());
        long start = memory.start() + memory.used();
        this.range = FaultHandler.cover(start, memory.end(), stubs.leave());
    }

    /// Reserves memory for code.
    ///
    /// @throws CodeMemoryRefused if the host's policy or its limits do not allow it
    static CodeArea open(long capacity) {
        CodeMemory memory = CodeMemory.reserve(capacity);
        try {
            return new CodeArea(memory);
        } catch (CodeMemoryRefused e) {
            memory.close();
            throw e;
        }
    }

    CodeMemory memory() {
        return memory;
    }

    Stubs stubs() {
        return stubs;
    }

    /// Runs compiled code at an address until it leaves: returns a reason, one of [Stubs] or 0 and
    /// more from the code itself.
    int enter(NativeState state, long code) {
        return (int) HostCalls.call(enter, state.pointer(), code, 0, 0, 0, 0);
    }

    @Override
    public void close() {
        range.close();
        memory.close();
    }
}
