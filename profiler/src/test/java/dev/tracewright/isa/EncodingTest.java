package dev.tracewright.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

class EncodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000 rs2 rs1 000 rd 011011",
                "imm[11:0] rs1 000 rd 00100111",
                "000 imm[5] rd imm[4:0] 0",
                "imm[11:0] rs4 000 rd 0010011"
            })
    void aRowOfAnotherSizeOrWithAnUnknownFieldIsRefused(String row) {
        var e = assertThrows(IllegalArgumentException.class, () -> new Encoding(row));
        assertTrue(e.getMessage().contains(row), e.getMessage());
    }

    @Test
    void fixedBitsGiveMatchAndMask() {
        var encoding = new Encoding("0100000 rs2 rs1 101 rd 0111011");
        assertEquals(0x4000_503b, encoding.match());
        assertEquals(0xfe00_707f, encoding.mask());
        assertEquals(Set.of(Field.RD, Field.RS1, Field.RS2), encoding.fields());
    }

    @ParameterizedTest
    @CsvSource({
        "JAL,        0x80000000, -1048576",
        "JAL,        0x00100000, 2048",
        "JAL,        0x000ff000, 1044480",
        "BEQ,        0x00000080, 2048",
        "BEQ,        0x80000000, -4096",
        "LUI,        0x80000000, -2147483648",
        "SD,         0xfe000f80, -1",
        "CSRRW,      0xfff00000, 4095",
        "SLLI,       0x03f00000, 63",
        "C_ADDI4SPN, 0x1fe0,     1020",
        "C_ADDI16SP, 0x1000,     -512",
        "C_LUI,      0x1000,     -131072",
        "C_J,        0x1000,     -2048",
        "C_BEQZ,     0x1000,     -256",
        "C_SDSP,     0x1f80,     504",
        "C_SWSP,     0x1f80,     252",
        "C_LD,       0x1c60,     248",
    })
    void immediateBitsGoWhereTheRowSays(Opcode row, String operands, int immediate) {
        Encoding encoding = row.encoding();
        int word = encoding.match() | Integer.parseUnsignedInt(operands.substring(2), 16);
        assertEquals(immediate, encoding.extract(Field.IMM, word));
        assertEquals(word, encoding.insert(Field.IMM, encoding.match(), immediate));
    }

    @ParameterizedTest
    @CsvSource({
        "ADDI,    IMM, 2048",
        "ADDI,    IMM, -2049",
        "ADDI,    RD,  32",
        "SLLI,    IMM, 64",
        "SLLIW,   IMM, 32",
        "BEQ,     IMM, 3",
        "BEQ,     IMM, 4096",
        "LUI,     IMM, 4095",
        "CSRRW,   IMM, 4096",
        "CSRRW,   IMM, -1",
        "C_LW,    RD,  7",
        "C_LW,    RS1, 16",
        "C_LW,    IMM, 2",
        "C_LDSP,  IMM, 512",
        "ECALL,   RD,  1",
    })
    void aValueThatDoesNotFitIsRefused(Opcode row, Field field, int value) {
        Encoding encoding = row.encoding();
        assertThrows(
                IllegalArgumentException.class,
                () -> encoding.insert(field, encoding.match(), value));
    }
}
