package dev.tracewright.jit.amd64;

import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;

import org.junit.jupiter.api.Assumptions;

import java.util.Optional;
import java.util.function.Consumer;

/// A guest's memory with one mapped range, a state, and a code area: to run machine code in.
final class Workbench implements AutoCloseable {
    /// The range that is mapped, readable and writable: 16 pages.
    static final long DATA = 0x10_0000;

    static final int DATA_LENGTH = 0x1_0000;

    /// A long budget.
    static final long BUDGET = 1L << 40;

    final GuestMemory guest = GuestMemory.reserve();
    final NativeState state = new NativeState(guest.hostBase());
    final CodeArea area = CodeArea.open(1L << 20);

    Workbench() {
        guest.map(DATA, DATA_LENGTH, Permission.READ | Permission.WRITE);
        state.set(StateLayout.BUDGET, BUDGET);
    }

    /// Skips the test on hosts without machine code.
    static void assumeAvailable() {
        Optional<String> reason = HostFeatures.whyUnavailable();
        Assumptions.assumeTrue(reason.isEmpty(), reason.orElse(""));
    }

    /// Places code that finds the stubs' addresses in the area.
    long place(Consumer<Assembler> body) {
        Assembler asm = new Assembler();
        body.accept(asm);
        return area.memory().place(asm);
    }

    /// Runs code that is placed for it, and forgets it.
    int run(Consumer<Assembler> body) {
        int reason = area.enter(state, place(body));
        area.memory().flush();
        return reason;
    }

    /// Leaves with a reason.
    void leave(Assembler asm, int reason) {
        asm.mov(Gpr.RAX, reason);
        asm.jmp(area.stubs().leave());
    }

    static Mem slot(int displacement) {
        return Mem.at(Gpr.RBP, displacement);
    }

    @Override
    public void close() {
        area.close();
        state.close();
        guest.close();
    }
}
