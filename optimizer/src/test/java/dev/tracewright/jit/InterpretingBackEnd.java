package dev.tracewright.jit;

import dev.tracewright.engine.Hart;
import dev.tracewright.ir.Block;
import dev.tracewright.ir.Graph;
import dev.tracewright.ir.GraphInterpreter;
import dev.tracewright.isa.semantics.Fcsr;
import dev.tracewright.memory.GuestMemory;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Runs graphs as they are: what the other back ends, and the passes, are held against.
final class InterpretingBackEnd implements BackEnd {
    private record Unit(Graph graph, GraphInterpreter interpreter) implements CodeCache.Code {
        @Override
        public int size() {
            return graph.nodes();
        }

        @Override
        public String listing() {
            return graph.toString();
        }
    }

    @Override
    public String name() {
        return "interpreting";
    }

    @Override
    public CodeCache open(GuestMemory memory) {
        return new Cache();
    }

    private static final class Cache implements CodeCache {
        private final Map<Long, Unit> units = new HashMap<>();
        private Unit left;
        private int counters;

        @Override
        public Code compile(Graph graph) {
            return new Unit(graph, new GraphInterpreter(graph));
        }

        @Override
        public boolean install(Code code) {
            Unit unit = (Unit) code;
            for (Block entry : unit.graph.entries()) {
                units.put(entry.pc, unit);
            }
            return true;
        }

        @Override
        public boolean hasEntry(long pc) {
            return units.containsKey(pc);
        }

        @Override
        public void flush() {
            units.clear();
        }

        @Override
        public Departure run(Hart hart, long limit) {
            if (hart.fcsr.rounding != Fcsr.RNE) {
                return Departure.INTERPRET;
            }
            Departure departure = Departure.EXIT;
            while (departure == Departure.EXIT && hasEntry(hart.pc)) {
                left = units.get(hart.pc);
                departure = left.interpreter.run(hart, limit);
            }
            return departure;
        }

        @Override
        public long exitSite() {
            return left == null ? 0 : left.interpreter.left().end.site;
        }

        @Override
        public int newCounter() {
            return counters++;
        }

        @Override
        public long counted(int counter) {
            long sum = 0;
            for (Unit unit : Set.copyOf(units.values())) {
                sum += unit.interpreter.counters().getOrDefault(counter, 0L);
            }
            return sum;
        }

        @Override
        public void close() {
            flush();
        }
    }
}
