package dev.tracewright.isa;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Words to try the instruction set on.
final class Words {
    /// An odd stride visits all 2^32 words before it repeats one, and visits them evenly.
    private static final int STRIDE = 0x9e37_79b1;

    private static final int OPERAND_BITS = 0xfffff80;

    private Words() {}

    /// The words whose low two bits say that they are 16 bits long.
    static int[] compressed() {
        return IntStream.range(0, 1 << 16).filter(word -> Decoder.length(word) == 2).toArray();
    }

    /// 32-bit words, evenly spread over all of them.
    static IntStream spread(int count, int start) {
        return IntStream.range(0, count).map(i -> start + i * STRIDE | 3);
    }

    /// Words of every 32-bit row with drawn operands, some of them with cleared fields, and some
    /// with one bit inverted, so that they are just beside the row.
    static IntStream near(int perRow, long seed) {
        var random = new Random(seed);
        return rows().flatMapToInt(
                        row ->
                                IntStream.range(0, perRow)
                                        .map(i -> near(row.encoding(), i, random)));
    }

    private static int near(Encoding encoding, int i, Random random) {
        int operands = random.nextInt();
        for (int k = 0; k < i % 4; k++) {
            operands &= random.nextInt() | ~OPERAND_BITS;
        }
        int word = encoding.match() | operands & ~encoding.mask();
        return (i % 5 == 0 ? word ^ 1 << random.nextInt(2, 32) : word) | 3;
    }

    /// The rows of 32-bit instructions.
    static Stream<Opcode> rows() {
        return Stream.of(Opcode.values()).filter(row -> !row.compressed());
    }

    /// The rows of 16-bit instructions.
    static List<Opcode> compressedRows() {
        return Stream.of(Opcode.values()).filter(Opcode::compressed).toList();
    }
}
