package dev.tracewright.profile;

import dev.tracewright.code.InstructionSource;
import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Instruction;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A program in parcels. Like real memory, it can be decoded from the middle of an instruction.
public final class TestCode implements InstructionSource {
    private final long base;
    private int[] parcels = new int[16];
    private int size;
    private final Map<Long, Optional<Instruction>> decoded = new ConcurrentHashMap<>();

    /// Begins a program at the address.
    public TestCode(long base) {
        this.base = base;
    }

    /// Makes a program of words.
    public static TestCode of(long base, int... words) {
        var code = new TestCode(base);
        for (int word : words) {
            code.add(word);
        }
        return code;
    }

    /// Appends an instruction.
    ///
    /// @return its address
    public long add(int word) {
        long address = end();
        if (size + 2 > parcels.length) {
            parcels = Arrays.copyOf(parcels, 2 * parcels.length);
        }
        parcels[size++] = word & 0xffff;
        if (Decoder.length(word) == 4) {
            parcels[size++] = word >>> 16;
        }
        return address;
    }

    /// The address of the first instruction.
    public long base() {
        return base;
    }

    /// The address behind the last instruction.
    public long end() {
        return base + 2L * size;
    }

    /// The number of parcels.
    public int parcels() {
        return size;
    }

    @Override
    public Optional<Instruction> at(long pc) {
        return decoded.computeIfAbsent(pc, this::decode);
    }

    private Optional<Instruction> decode(long pc) {
        long index = pc - base >> 1;
        if (index < 0 || index >= size || (pc & 1) != 0) {
            return Optional.empty();
        }
        int low = parcels[(int) index];
        if (Decoder.length(low) == 2) {
            return Decoder.decode(low);
        }
        return index + 1 < size
                ? Decoder.decode(parcels[(int) index + 1] << 16 | low)
                : Optional.empty();
    }
}
