package dev.tracewright.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.IntStream;

class RoundTripTest {
    @Test
    void compressedWordsAreEncodedAsTheyWereDecoded() {
        assertEquals(
                EnumSet.copyOf(Words.compressedRows()), sweep(IntStream.of(Words.compressed())));
    }

    @Test
    void wordsAreEncodedAsTheyWereDecoded() {
        EnumSet<Opcode> rows = sweep(Words.near(5_000, 1));
        rows.addAll(sweep(Words.spread(4_000_000, 2)));
        assertEquals(EnumSet.copyOf(Words.rows().toList()), rows);
    }

    @Test
    @Tag("long")
    void manyWordsAreEncodedAsTheyWereDecoded() {
        assertTrue(sweep(Words.near(100_000, 3)).contains(Opcode.ECALL));
        assertTrue(sweep(Words.spread(200_000_000, 4)).contains(Opcode.ADD_));
    }

    // The rows that were met.
    private static EnumSet<Opcode> sweep(IntStream words) {
        var rows = EnumSet.noneOf(Opcode.class);
        words.forEach(
                word -> {
                    Optional<Instruction> instruction = Decoder.decode(word);
                    if (instruction.isPresent()) {
                        int again = Encoder.encode(withoutWord(instruction.get()));
                        if (again != word) {
                            assertEquals(Integer.toHexString(word), Integer.toHexString(again));
                        }
                        rows.add(instruction.get().row());
                    }
                });
        return rows;
    }

    private static Instruction withoutWord(Instruction i) {
        return new Instruction(
                i.opcode(), i.row(), 0, i.rd(), i.rs1(), i.rs2(), i.rs3(), i.rm(), i.imm());
    }

    @Test
    void anExpansionIsWhatTheFullInstructionDecodesTo() {
        for (int word : Words.compressed()) {
            Decoder.decode(word)
                    .ifPresent(
                            i -> assertEquals(i, compressedAs(i, Decoder.decode(full(i)).get())));
        }
    }

    private static int full(Instruction i) {
        return Encoder.encode(
                new Instruction(
                        i.opcode(),
                        i.opcode(),
                        0,
                        i.rd(),
                        i.rs1(),
                        i.rs2(),
                        i.rs3(),
                        i.rm(),
                        i.imm()));
    }

    private static Instruction compressedAs(Instruction row, Instruction i) {
        return new Instruction(
                i.opcode(),
                row.row(),
                row.word(),
                i.rd(),
                i.rs1(),
                i.rs2(),
                i.rs3(),
                i.rm(),
                i.imm());
    }

    @ParameterizedTest
    @CsvSource({
        "C_ADDI4SPN, ADDI, 8, 2, 0, 0, no immediate",
        "C_ADDI4SPN, ADDI, 8, 3, 0, 4, a base other than the stack pointer",
        "C_LUI, LUI, 2, 0, 0, 4096, the stack pointer",
        "C_LUI, LUI, 5, 0, 0, 0, no immediate",
        "C_ADDI, ADDI, 5, 6, 0, 1, two registers",
        "C_ADD, ADD_, 5, 5, 0, 0, the zero register",
        "C_LWSP, LW, 0, 2, 0, 4, the zero register",
        "C_JR, JALR, 0, 5, 0, 2, an offset",
        "ADDI, ADDI, 1, 1, 0, 5000, a large immediate",
    })
    void operandsThatARowCannotHoldAreRefused(
            Opcode row, Opcode opcode, int rd, int rs1, int rs2, int imm, String what) {
        var instruction = new Instruction(opcode, row, 0, rd, rs1, rs2, 0, 0, imm);
        assertThrows(IllegalArgumentException.class, () -> Encoder.encode(instruction), what);
    }
}
