package dev.tracewright.superinstruction;

import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Encoding;
import dev.tracewright.isa.Field;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Random instructions with few registers, so that operands meet.
final class RandomCode {
    private static final List<Opcode> FUSIBLE =
            Arrays.stream(Opcode.values()).filter(RandomCode::isFusible).toList();

    private final RandomGenerator random;
    private final List<Opcode> opcodes;

    /// Code of any instructions that can be fused.
    RandomCode(RandomGenerator random) {
        this(random, FUSIBLE);
    }

    /// Code of some instructions.
    RandomCode(RandomGenerator random, List<Opcode> opcodes) {
        this.random = random;
        this.opcodes = opcodes;
    }

    private static boolean isFusible(Opcode row) {
        return row.compressed() ? row != Opcode.C_EBREAK : Component.fusible(row);
    }

    /// Instructions of which only the last may transfer control.
    List<Instruction> sequence(int length) {
        var sequence = new ArrayList<Instruction>();
        while (sequence.size() < length) {
            instruction()
                    .filter(i -> sequence.size() == length - 1 || !Component.leaves(i.opcode()))
                    .ifPresent(sequence::add);
        }
        return sequence;
    }

    private Optional<Instruction> instruction() {
        Opcode row = opcodes.get(random.nextInt(opcodes.size()));
        Encoding encoding = row.encoding();
        int word = random.nextInt() & ~encoding.mask();
        word = (encoding.length() == 2 ? word & 0xffff : word) | encoding.match();
        for (Field field : encoding.fields()) {
            switch (field) {
                case RD, RS1, RS2, RS3 -> {
                    int register = encoding.extract(field, word);
                    // A field of three bits holds x8 to x15 only.
                    boolean narrow =
                            register >= 8 && encoding.extract(field, encoding.match()) >= 8;
                    word = encoding.insert(field, word, register % 4 + (narrow ? 8 : 0));
                }
                case RM -> word = encoding.insert(field, word, random.nextInt(4));
                case IMM -> {}
            }
        }
        return encoding.matches(word) ? Decoder.decode(word) : Optional.empty();
    }
}
