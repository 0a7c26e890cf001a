package dev.tracewright.jit.amd64;

import dev.tracewright.memory.HostCalls;
import dev.tracewright.memory.HostMemory;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// The process's handler for faulting accesses (`SIGSEGV` and `SIGBUS`), in machine code.
///
/// A fault of compiled code ends in [Stubs#leave] with the reason [Stubs#FAULT], the registers
/// dumped to the state that RBP points to. Every other fault goes to the handler that was there
/// before, with everything as the kernel gave it: HotSpot finds null pointers, stack overflows and
/// safepoints that way. The handler needs no stack, and knows compiled code by its address.
///
/// Signal handlers belong to a process, so this is static: it is installed when the first code area
/// is opened, and stays, with its page of code, to the end.
final class FaultHandler {
    /// Code areas that can be open at a time.
    static final int RANGES = 256;

    private static final int SIGBUS = 7;
    private static final int SIGSEGV = 11;

    /// `struct sigaction` of the C library: handler, 1024 bits of mask, flags, restorer.
    private static final int ACTION_SIZE = 152;

    private static final int ACTION_FLAGS = 136;
    private static final int SA_SIGINFO = 4;

    /// `siginfo_t` and `ucontext_t` of the kernel's ABI: offsets of fields.
    private static final int INFO_ADDRESS = 16;

    private static final int CONTEXT_REGISTERS = 40;
    private static final int CONTEXT_FLOAT = 224;
    private static final int FLOAT_XMM = 160;

    /// Where `ucontext_t` has RAX to R15, and then RIP, in words.
    private static final int[] CONTEXT_ORDER = {
        13, 14, 12, 11, 15, 10, 9, 8, 0, 1, 2, 3, 4, 5, 6, 7
    };

    private static final int CONTEXT_RIP = 16;

    /// The table of ranges: start, end and where to go on; `end` is 0 in unused ones. Behind it the
    /// old handlers.
    private static final int RANGE_SIZE = 32;

    private static final int OLD_SEGV = RANGE_SIZE * RANGES;
    private static final int OLD_BUS = OLD_SEGV + 8;
    private static final int COUNT = OLD_SEGV + 16;
    private static final int TABLE_SIZE = OLD_SEGV + 4096;

    private static final Optional<FaultHandler> INSTALLED = tryInstall();

    private final long table = Mapping.anonymous(TABLE_SIZE);
    private final boolean[] taken = new boolean[RANGES];

    private static Optional<FaultHandler> tryInstall() {
        try {
            return Optional.of(new FaultHandler());
        } catch (CodeMemoryRefused e) {
            return Optional.empty();
        }
    }

    private FaultHandler() {
        CodeMemory memory = CodeMemory.reserve(HostCalls.pageSize());
        install(SIGSEGV, memory.place(handler(OLD_SEGV)), OLD_SEGV);
        install(SIGBUS, memory.place(handler(OLD_BUS)), OLD_BUS);
    }

    /// A range of compiled code.
    static final class Range implements AutoCloseable {
        private final FaultHandler handler;
        private final int index;

        private Range(FaultHandler handler, int index) {
            this.handler = handler;
            this.index = index;
        }

        @Override
        public void close() {
            handler.remove(index);
        }
    }

    /// From now on faults of instructions between two addresses go on at `leave`.
    ///
    /// @throws CodeMemoryRefused if the host allows no handler, or too many code areas are open
    static Range cover(long start, long end, long leave) {
        if (INSTALLED.isEmpty()) {
            throw new CodeMemoryRefused("a signal handler");
        }
        FaultHandler handler = INSTALLED.get();
        return new Range(handler, handler.add(start, end, leave));
    }

    private synchronized int add(long start, long end, long leave) {
        for (int i = 0; i < RANGES; i++) {
            if (!taken[i]) {
                taken[i] = true;
                long range = table + (long) RANGE_SIZE * i;
                HostMemory.putLong(range, start);
                HostMemory.putLong(range + 16, leave);
                publish(range + 8, end);
                publish(table + COUNT, Math.max(i + 1, HostMemory.getLong(table + COUNT)));
                return i;
            }
        }
        throw new CodeMemoryRefused("more than " + RANGES + " code areas");
    }

    private synchronized void remove(int index) {
        publish(table + (long) RANGE_SIZE * index + 8, 0);
        taken[index] = false;
    }

    /// Stores what another thread's handler may read at any time, in order.
    private static void publish(long address, long value) {
        HostMemory.compareAndExchangeLong(address, HostMemory.getLong(address), value);
    }

    /// Puts a handler in place of the one that is there, with the same flags and mask.
    private void install(int signal, long handler, int oldSlot) {
        MemorySegment sigaction = HostCalls.find("sigaction");
        long action = table + OLD_SEGV + 64;
        check(HostCalls.call(sigaction, signal, 0, action));
        HostMemory.putLong(table + oldSlot, HostMemory.getLong(action));
        HostMemory.putLong(action, handler);
        int flags = HostMemory.getInt(action + ACTION_FLAGS);
        HostMemory.putInt(action + ACTION_FLAGS, flags | SA_SIGINFO);
        check(HostCalls.call(sigaction, signal, action, 0));
    }

    private static void check(long result) {
        if ((int) result != 0) {
            throw new CodeMemoryRefused("a signal handler");
        }
    }

    /// A handler: RDI is the signal, RSI the `siginfo_t` and RDX the `ucontext_t`; all three are
    /// kept for the old handler.
    private Assembler handler(int oldSlot) {
        Assembler asm = new Assembler();
        Label next = new Label();
        Label ours = new Label();
        Label old = new Label();
        asm.movabs(Gpr.R8, table);
        asm.mov(64, Gpr.RCX, Mem.at(Gpr.R8, COUNT));
        asm.mov(64, Gpr.RAX, register(CONTEXT_RIP));
        asm.mov(64, Gpr.R9, Gpr.R8);
        asm.bind(next);
        asm.alu(Alu.SUB, 64, Gpr.RCX, 1);
        asm.jcc(Condition.BELOW, old);
        asm.mov(64, Gpr.R10, Gpr.R9);
        asm.alu(Alu.ADD, 64, Gpr.R9, RANGE_SIZE);
        asm.alu(Alu.CMP, 64, Gpr.RAX, Mem.at(Gpr.R10, 8));
        asm.jcc(Condition.ABOVE_EQUAL, next);
        asm.alu(Alu.CMP, 64, Gpr.RAX, Mem.at(Gpr.R10, 0));
        asm.jcc(Condition.ABOVE_EQUAL, ours);
        asm.jmp(next);
        asm.bind(old);
        asm.jmp(Mem.at(Gpr.R8, oldSlot));
        asm.bind(ours);
        leaveCompiledCode(asm);
        return asm;
    }

    /// Copies the registers of the interrupted code to its state and lets it go on elsewhere; RAX
    /// is its RIP, and R10 points to the range.
    private static void leaveCompiledCode(Assembler asm) {
        asm.mov(64, Gpr.RCX, register(CONTEXT_ORDER[Gpr.RBP.ordinal()]));
        asm.mov(64, Mem.at(Gpr.RCX, StateLayout.SITE), Gpr.RAX);
        asm.mov(64, Gpr.RAX, Mem.at(Gpr.RSI, INFO_ADDRESS));
        asm.mov(64, Mem.at(Gpr.RCX, StateLayout.FAULT_ADDRESS), Gpr.RAX);
        for (int i = 0; i < Gpr.COUNT; i++) {
            asm.mov(64, Gpr.RAX, register(CONTEXT_ORDER[i]));
            asm.mov(64, Mem.at(Gpr.RCX, StateLayout.dump(Gpr.of(i))), Gpr.RAX);
        }
        asm.mov(64, Gpr.R8, Mem.at(Gpr.RDX, CONTEXT_FLOAT));
        for (int i = 0; i < Xmm.COUNT; i++) {
            asm.mov(64, Gpr.RAX, Mem.at(Gpr.R8, FLOAT_XMM + 16 * i));
            asm.mov(64, Mem.at(Gpr.RCX, StateLayout.dump(Xmm.of(i))), Gpr.RAX);
        }
        asm.mov(64, register(CONTEXT_ORDER[Gpr.RAX.ordinal()]), Stubs.FAULT);
        asm.mov(64, Gpr.RAX, Mem.at(Gpr.R10, 16));
        asm.mov(64, register(CONTEXT_RIP), Gpr.RAX);
        asm.ret();
    }

    /// A register in the `ucontext_t`.
    private static Mem register(int index) {
        return Mem.at(Gpr.RDX, CONTEXT_REGISTERS + 8 * index);
    }
}
