package dev.tracewright.isa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the instruction that a word encodes, by the fixed bits of [Opcode]'s rows.
public final class Decoder {
    private static final Field[] FIELDS = Field.values();
    private static final int BUCKETS = 1 << 10;
    private static final List<List<Opcode>> TABLE = table();

    private Decoder() {}

    /// The length in bytes of the instruction whose first 16 bits are given: 2 or 4. Longer formats
    /// are reserved (specification, "Expanded Instruction-Length Encoding") and report 4.
    public static int length(int parcel) {
        return (parcel & 3) == 3 ? 4 : 2;
    }

    /// Decodes a word; for a 16-bit instruction only the low half counts.
    ///
    /// @return empty if the word is reserved or belongs to an extension that is not implemented
    public static Optional<Instruction> decode(int bits) {
        int word = length(bits) == 2 ? bits & 0xffff : bits;
        for (Opcode opcode : TABLE.get(bucket(word))) {
            if (opcode.encoding().matches(word)) {
                return Optional.of(instruction(opcode, word));
            }
        }
        return Optional.empty();
    }

    private static Instruction instruction(Opcode opcode, int word) {
        if (opcode.compressed()) {
            return Expansion.of(opcode).expand(opcode, word);
        }
        int[] values = new int[FIELDS.length];
        for (Field field : opcode.encoding().fields()) {
            values[field.ordinal()] = opcode.encoding().extract(field, word);
        }
        return instruction(opcode, opcode, word, values);
    }

    static Instruction instruction(Opcode opcode, Opcode row, int word, int[] values) {
        return new Instruction(
                opcode,
                row,
                word,
                values[Field.RD.ordinal()],
                values[Field.RS1.ordinal()],
                values[Field.RS2.ordinal()],
                values[Field.RS3.ordinal()],
                values[Field.RM.ordinal()],
                values[Field.IMM.ordinal()]);
    }

    // 32-bit words by opcode[6:0] and funct3[14:12]; 16-bit words by quadrant[1:0] and
    // funct3[15:13].
    private static int bucket(int word) {
        return length(word) == 2 ? word >>> 11 & 0x1c | word & 3 : word >>> 5 & 0x380 | word & 0x7f;
    }

    private static int bucketMask(Opcode opcode) {
        return opcode.encoding().length() == 2 ? 0xe003 : 0x707f;
    }

    private static List<List<Opcode>> table() {
        var table = new ArrayList<List<Opcode>>();
        for (int i = 0; i < BUCKETS; i++) {
            table.add(new ArrayList<>());
        }
        for (Opcode opcode : Opcode.values()) {
            Encoding encoding = opcode.encoding();
            int free = bucketMask(opcode) & ~encoding.mask();
            // All values of the key bits that the row leaves open.
            for (int bits = free; ; bits = bits - 1 & free) {
                table.get(bucket(encoding.match() | bits)).add(opcode);
                if (bits == 0) {
                    break;
                }
            }
        }
        return table;
    }
}
