package dev.tracewright.jit;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.MemoryFault;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The code in a memory whose mappings and contents may change while it is read.
///
/// What is read may be out of date, so units are compared with memory when they are installed.
final class LiveCode implements InstructionSource {
    private final GuestMemory memory;
    private volatile Map<Long, Optional<Instruction>> decoded = new ConcurrentHashMap<>();

    LiveCode(GuestMemory memory) {
        this.memory = memory;
    }

    /// Forgets what was read.
    void forget() {
        decoded = new ConcurrentHashMap<>();
    }

    @Override
    public Optional<Instruction> at(long pc) {
        Map<Long, Optional<Instruction>> known = decoded;
        Optional<Instruction> instruction = known.get(pc);
        if (instruction == null) {
            instruction = read(pc);
            known.put(pc, instruction);
        }
        return instruction;
    }

    private Optional<Instruction> read(long pc) {
        if ((pc & 1) != 0) {
            return Optional.empty();
        }
        try {
            // Pages come and go under this lock.
            synchronized (memory) {
                int low = memory.fetchParcel(pc);
                return Decoder.decode(
                        Decoder.length(low) == 2 ? low : memory.fetchParcel(pc + 2) << 16 | low);
            }
        } catch (MemoryFault _) {
            return Optional.empty();
        } catch (IllegalStateException _) {
            // The program has ended, and its memory is gone.
            return Optional.empty();
        }
    }
}
