package dev.tracewright.jit.amd64;

import dev.tracewright.engine.Hart;
import dev.tracewright.ir.Graph;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.jit.CodeCache;
import dev.tracewright.jit.Departure;
import dev.tracewright.jit.UnitRefusedException;
import dev.tracewright.memory.GuestMemory;

import java.util.concurrent.atomic.AtomicInteger;

/// The units of one address space as machine code, and the way in and out.
final class NativeCodeCache implements CodeCache {
    /// Instructions after which control comes back to Java, so that requests are seen within less
    /// than a millisecond.
    static final long SLICE = 500_000;

    private final CodeArea area;
    private final NativeState state;
    private final UnitLinks links;
    private final AtomicInteger counters = new AtomicInteger();
    private final long slice;
    private final int registers;
    private int slack;
    private long exitSite;

    // Where a unit waits in a loop; it goes on there if nothing has been executed meanwhile.
    private boolean suspended;
    private Hart suspendedHart;
    private long suspendedPc;
    private long suspendedInstret;

    /// @param capacity bytes of code
    /// @param slice instructions after which control comes back
    /// @param registers so many of each kind are used at most
    NativeCodeCache(GuestMemory memory, long capacity, long slice, int registers) {
        this.slice = slice;
        this.registers = registers;
        area = CodeArea.open(capacity);
        state = new NativeState(memory.hostBase());
        links = new UnitLinks(area.memory(), state);
    }

    @Override
    public NativeUnit compile(Graph graph) {
        return UnitLowering.lower(graph, area.stubs(), registers);
    }

    @Override
    public boolean install(Code code) {
        if (!(code instanceof NativeUnit unit)) {
            throw new IllegalArgumentException(code + " is of another back end");
        }
        long address = area.memory().place(unit.code());
        if (address == -1) {
            return false;
        }
        unit.forgetAnnotations();
        slack = Math.max(slack, unit.longestPath());
        links.add(new PlacedUnit(unit, address));
        return true;
    }

    @Override
    public boolean hasEntry(long pc) {
        return links.entry(pc) != 0 || suspended && pc == suspendedPc;
    }

    @Override
    public void flush() {
        suspended = false;
        links.clear();
        area.memory().flush();
        slack = 0;
    }

    @Override
    public Departure run(Hart hart, long limit) {
        // Units are compiled for the rounding mode that programs have unless they change it.
        if (hart.fcsr.rounding != Fcsr.RNE) {
            return Departure.INTERPRET;
        }
        long budget = Math.min(limit - hart.instret, slice) - slack;
        boolean resumes =
                suspended
                        && hart == suspendedHart
                        && hart.pc == suspendedPc
                        && hart.instret == suspendedInstret;
        long code = resumes ? area.stubs().resume() : links.entry(hart.pc);
        if (budget < 0) {
            return Departure.BUDGET;
        }
        boolean stale = suspended && hart.pc == suspendedPc;
        suspended = false;
        if (code == 0) {
            // Where a unit has waited, and cannot go on, is no entry: nothing has left a unit here.
            return stale ? Departure.INTERPRET : Departure.EXIT;
        }
        long end = hart.instret + budget;
        if (!resumes) {
            state.load(hart);
        }
        state.set(StateLayout.BUDGET, budget);
        while (true) {
            int reason = area.enter(state, code);
            hart.instret = end - state.get(StateLayout.BUDGET);
            long site = state.get(StateLayout.SITE);
            if (reason == Stubs.DEOPT || reason == Stubs.FAULT) {
                return giveUp(hart, reason, site);
            }
            PlacedUnit placed = links.at(site);
            NativeUnit.Exit exit = placed.unit().exitAt(placed.offset(site));
            if (exit.kind() == NativeUnit.ExitKind.INDIRECT) {
                code = links.entry(state.get(StateLayout.PC));
                if (code != 0) {
                    links.renew(state.get(StateLayout.PC), code);
                    continue;
                }
            }
            return leave(hart, exit);
        }
    }

    private Departure leave(Hart hart, NativeUnit.Exit exit) {
        state.store(hart);
        hart.pc = exit.pc();
        return switch (exit.kind()) {
            case DIRECT -> {
                exitSite = exit.site();
                yield Departure.EXIT;
            }
            case INDIRECT -> {
                exitSite = exit.site();
                hart.pc = state.get(StateLayout.PC);
                yield Departure.EXIT;
            }
            case INTERPRET -> Departure.INTERPRET;
            case BUDGET -> Departure.BUDGET;
            case INDIRECT_BUDGET -> {
                hart.pc = state.get(StateLayout.PC);
                yield Departure.BUDGET;
            }
        };
    }

    private Departure giveUp(Hart hart, int reason, long site) {
        state.store(hart);
        PlacedUnit placed = reason == Stubs.FAULT ? links.executing(site) : links.at(site);
        DeoptTable deopts = placed.unit().deopts();
        int entry = deopts.find(placed.offset(site));
        if (entry < 0) {
            throw new IllegalStateException(
                    "compiled code stopped at offset 0x%x".formatted(placed.offset(site)));
        }
        deopts.restore(entry, state, hart);
        if (deopts.retired(entry) == DeoptTable.SUSPENDED) {
            suspended = true;
            suspendedHart = hart;
            suspendedPc = hart.pc;
            suspendedInstret = hart.instret;
            return Departure.BUDGET;
        }
        hart.instret += deopts.retired(entry);
        return Departure.GAVE_UP;
    }

    @Override
    public long exitSite() {
        return exitSite;
    }

    @Override
    public int newCounter() {
        int counter = counters.getAndIncrement();
        if (counter >= StateLayout.COUNTER_COUNT) {
            throw new UnitRefusedException("no execution counter is left");
        }
        return counter;
    }

    @Override
    public long counted(int counter) {
        return state.get(StateLayout.counter(counter));
    }

    @Override
    public void close() {
        area.close();
        state.close();
    }
}
