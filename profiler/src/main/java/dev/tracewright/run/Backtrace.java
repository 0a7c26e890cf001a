package dev.tracewright.run;

import dev.tracewright.engine.Hart;
import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.Permission;
import dev.tracewright.program.SymbolTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the callers of an instruction without unwind tables: the return address register, and
/// words on the stack that point behind a call.
final class Backtrace {
    private static final int RA = 1;
    private static final int SP = 2;
    private static final int MOST_FRAMES = 16;
    private static final int SCANNED_BYTES = 1 << 16;

    private final GuestMemory memory;
    private final SymbolTable symbols;
    private final List<Fault.Frame> frames = new ArrayList<>();

    private Backtrace(GuestMemory memory, SymbolTable symbols) {
        this.memory = memory;
        this.symbols = symbols;
    }

    /// The chain of callers at the hart's program counter.
    static List<Fault.Frame> of(Hart hart, SymbolTable symbols) {
        var backtrace = new Backtrace(hart.memory, symbols);
        backtrace.add(hart.pc, true);
        if (backtrace.followsCall(hart.x[RA])) {
            backtrace.add(hart.x[RA], true);
        }
        backtrace.scan(hart.x[SP]);
        return backtrace.frames;
    }

    private void add(long pc, boolean certain) {
        frames.add(new Fault.Frame(pc, symbols.describe(pc), certain));
    }

    private void scan(long sp) {
        for (long at = sp & -8; at < sp + SCANNED_BYTES && frames.size() < MOST_FRAMES; at += 8) {
            if (!memory.isAccessible(at, 8, Permission.READ)) {
                return;
            }
            long word = memory.loadLong(at);
            if (word != frames.getLast().pc() && followsCall(word)) {
                add(word, false);
            }
        }
    }

    private boolean followsCall(long address) {
        return (address & 1) == 0 && (callAt(address - 4, 4) || callAt(address - 2, 2));
    }

    private boolean callAt(long pc, int length) {
        if (!memory.isAccessible(pc, length, Permission.EXECUTE)) {
            return false;
        }
        int parcel = memory.fetchParcel(pc);
        if (Decoder.length(parcel) != length) {
            return false;
        }
        int word = length == 2 ? parcel : memory.fetchParcel(pc + 2) << 16 | parcel;
        Optional<Instruction> instruction = Decoder.decode(word);
        return instruction.isPresent()
                && instruction.get().opcode().meaning() instanceof Meaning.Jump
                && instruction.get().rd() == RA;
    }
}
