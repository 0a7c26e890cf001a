package dev.tracewright.code;

import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.memory.GuestMemory;
import dev.tracewright.memory.MemoryFault;
import dev.tracewright.memory.Permission;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.program.Segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The instructions of a program, each decoded once: right while code does not change. Threads may
/// share it.
public final class ProgramCode implements InstructionSource {
    /// Where 16 bits of code are read.
    @FunctionalInterface
    private interface Parcels {
        /// The unsigned parcel, or -1 if there is no code.
        int at(long address);
    }

    private final Parcels parcels;
    private final Map<Long, Optional<Instruction>> decoded = new ConcurrentHashMap<>();

    private ProgramCode(Parcels parcels) {
        this.parcels = parcels;
    }

    /// The code of a program's file.
    public static ProgramCode of(ProgramImage image) {
        ByteBuffer file = image.elf().content().order(ByteOrder.LITTLE_ENDIAN);
        return new ProgramCode(address -> parcel(image, file, address));
    }

    /// The code that lies in memory now.
    public static ProgramCode of(GuestMemory memory) {
        return new ProgramCode(address -> parcel(memory, address));
    }

    private static int parcel(ProgramImage image, ByteBuffer file, long address) {
        for (Segment segment : image.segments()) {
            if (segment.contains(address) && segment.permits(Permission.EXECUTE)) {
                long offset = segment.fileOffset() + address - segment.start();
                return offset + 2 <= file.limit() ? file.getShort((int) offset) & 0xffff : -1;
            }
        }
        return -1;
    }

    private static int parcel(GuestMemory memory, long address) {
        try {
            return memory.fetchParcel(address);
        } catch (MemoryFault _) {
            return -1;
        }
    }

    @Override
    public Optional<Instruction> at(long pc) {
        return decoded.computeIfAbsent(pc, this::decode);
    }

    private Optional<Instruction> decode(long pc) {
        int low = parcels.at(pc);
        if (low < 0) {
            return Optional.empty();
        }
        if (Decoder.length(low) == 2) {
            return Decoder.decode(low);
        }
        int high = parcels.at(pc + 2);
        return high < 0 ? Optional.empty() : Decoder.decode(high << 16 | low);
    }
}
