package dev.tracewright.jit.bytecode;

import dev.tracewright.engine.Hart;
import dev.tracewright.ir.Graph;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.jit.CodeCache;
import dev.tracewright.jit.Departure;

import java.util.Arrays;
import java.util.List;

/// The units of one address space, and the loop that goes from one to the next.
final class BytecodeCache implements CodeCache {
    private static final int FIRST_COUNTERS = 64;
    private static final int DEPARTURE = (1 << CompiledUnit.DEPARTURE_BITS) - 1;

    // Departure.values() copies.
    private static final List<Departure> DEPARTURES = List.of(Departure.values());

    private final int capacity;
    private final UnitTable table = new UnitTable();
    private long[] counters = new long[FIRST_COUNTERS];
    private int usedCounters;
    private long installed;
    private long dispatches;
    private BytecodeUnit left;
    private int exit;

    /// @param capacity bytes of bytecode up to which units can be installed
    BytecodeCache(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public Code compile(Graph graph) {
        return BytecodeUnit.of(graph);
    }

    @Override
    public boolean install(Code code) {
        if (!(code instanceof BytecodeUnit unit)) {
            throw new IllegalArgumentException(code + " is of another back end");
        }
        if (installed + unit.size() > capacity) {
            return false;
        }
        installed += unit.size();
        List<Long> entries = unit.entries();
        for (int i = 0; i < entries.size(); i++) {
            table.put(entries.get(i), unit, i);
        }
        return true;
    }

    @Override
    public boolean hasEntry(long pc) {
        return table.find(pc) >= 0;
    }

    @Override
    public void flush() {
        table.clear();
        installed = 0;
    }

    @Override
    public Departure run(Hart hart, long limit) {
        // Units are compiled for the rounding mode that programs have unless they change it.
        if (hart.fcsr.rounding != Fcsr.RNE) {
            return Departure.INTERPRET;
        }
        while (true) {
            int slot = table.find(hart.pc);
            if (slot < 0) {
                return Departure.EXIT;
            }
            dispatches++;
            int result = table.code(slot).run(hart, table.entry(slot), limit, counters);
            if ((result & DEPARTURE) != Departure.EXIT.ordinal()) {
                return DEPARTURES.get(result & DEPARTURE);
            }
            left = table.unit(slot);
            exit = result >>> CompiledUnit.DEPARTURE_BITS;
        }
    }

    @Override
    public long exitSite() {
        return left == null ? 0 : left.site(exit);
    }

    @Override
    public long dispatches() {
        return dispatches;
    }

    @Override
    public synchronized int newCounter() {
        if (usedCounters == counters.length) {
            counters = Arrays.copyOf(counters, 2 * usedCounters);
        }
        return usedCounters++;
    }

    @Override
    public long counted(int counter) {
        return counters[counter];
    }

    @Override
    public void close() {
        flush();
    }
}
