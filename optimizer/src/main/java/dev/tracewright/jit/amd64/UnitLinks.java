package dev.tracewright.jit.amd64;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/// Which code is where, and the jumps between units: each waits for the address that it leads to,
/// and is directed to whatever is installed there last.
final class UnitLinks {
    private final CodeMemory memory;
    private final NativeState state;
    private final TreeMap<Long, PlacedUnit> units = new TreeMap<>();
    private final Map<Long, Long> entries = new HashMap<>();
    private final Map<Long, Jumps> jumps = new HashMap<>();

    UnitLinks(CodeMemory memory, NativeState state) {
        this.memory = memory;
        this.state = state;
    }

    /// The addresses of the distances of patchable jumps.
    private static final class Jumps {
        private long[] fields = new long[2];
        private int count;

        void add(long field) {
            if (count == fields.length) {
                fields = Arrays.copyOf(fields, count * 2);
            }
            fields[count++] = field;
        }
    }

    /// Connects a unit with all others.
    void add(PlacedUnit placed) {
        NativeUnit unit = placed.unit();
        units.put(placed.address(), placed);
        for (NativeUnit.Exit exit : unit.exits()) {
            if (exit.field() >= 0) {
                long field = placed.address() + exit.field();
                jumps.computeIfAbsent(exit.pc(), _ -> new Jumps()).add(field);
                Long target = entries.get(exit.pc());
                if (target != null) {
                    memory.patchJump(field, target);
                }
            }
        }
        for (NativeUnit.Entry entry : unit.entries()) {
            enterAt(entry.pc(), placed.address() + entry.offset());
        }
    }

    private void enterAt(long pc, long code) {
        entries.put(pc, code);
        state.setTarget(pc, code);
        Jumps waiting = jumps.get(pc);
        if (waiting != null) {
            for (int i = 0; i < waiting.count; i++) {
                memory.patchJump(waiting.fields[i], code);
            }
        }
    }

    /// The unit in which an address of code lies, or directly behind which.
    PlacedUnit at(long address) {
        return units.floorEntry(address - 1).getValue();
    }

    /// The unit whose instruction is at an address.
    PlacedUnit executing(long address) {
        return units.floorEntry(address).getValue();
    }

    /// The code of an entry, or 0.
    long entry(long pc) {
        Long code = entries.get(pc);
        return code == null ? 0 : code;
    }

    /// Makes indirect jumps find an entry again whose place in the table another one had taken.
    void renew(long pc, long code) {
        state.setTarget(pc, code);
    }

    /// Forgets all units.
    void clear() {
        units.clear();
        entries.clear();
        jumps.clear();
        state.clearTargets();
    }
}
