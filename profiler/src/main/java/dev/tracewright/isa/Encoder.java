package dev.tracewright.isa;

/// Makes instruction words: the inverse of [Decoder].
public final class Encoder {
    private Encoder() {}

    /// The word that encodes the instruction in its row, from its fields alone.
    ///
    /// @throws IllegalArgumentException if a field's value does not fit the row
    public static int encode(Instruction instruction) {
        Opcode row = instruction.row();
        int word =
                row.compressed()
                        ? Expansion.of(row).compress(instruction)
                        : encodeFields(instruction);
        if (!row.encoding().matches(word)) {
            throw new IllegalArgumentException(instruction + " is reserved in " + row.encoding());
        }
        return word;
    }

    private static int encodeFields(Instruction instruction) {
        Encoding encoding = instruction.row().encoding();
        int word = encoding.match();
        for (Field field : encoding.fields()) {
            word = encoding.insert(field, word, instruction.field(field));
        }
        return word;
    }
}
