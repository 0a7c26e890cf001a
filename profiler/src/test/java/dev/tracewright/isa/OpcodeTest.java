package dev.tracewright.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.isa.semantics.Expr;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.isa.semantics.Operand;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class OpcodeTest {
    /// Pairs of rows that share words by their fixed bits, but not by the values that a field
    /// excludes.
    private static final Set<String> SEPARATED_BY_EXCLUDED_VALUES =
            Set.of(
                    "C_ADDI16SP C_LUI", // rd is x2 or is not
                    "C_JR C_MV", // rs2 is x0 or is not
                    "C_EBREAK C_JALR", // rs1 is x0 or is not
                    "C_EBREAK C_ADD", // rs2 is x0 or is not
                    "C_JALR C_ADD");

    @Test
    void fixedBitsOfTwoRowsOverlapOnlyWhereListed() {
        var overlaps = new TreeSet<String>();
        Opcode[] rows = Opcode.values();
        for (int i = 0; i < rows.length; i++) {
            for (int j = i + 1; j < rows.length; j++) {
                if (overlap(rows[i].encoding(), rows[j].encoding())) {
                    overlaps.add(rows[i] + " " + rows[j]);
                }
            }
        }
        assertEquals(new TreeSet<>(SEPARATED_BY_EXCLUDED_VALUES), overlaps);
    }

    private static boolean overlap(Encoding a, Encoding b) {
        return a.length() == b.length() && ((a.match() ^ b.match()) & a.mask() & b.mask()) == 0;
    }

    @Test
    void noCompressedWordBelongsToTwoRows() {
        for (int word : Words.compressed()) {
            var owners =
                    Words.compressedRows().stream()
                            .filter(row -> row.encoding().matches(word))
                            .toList();
            assertTrue(owners.size() <= 1, () -> Integer.toHexString(word) + " is " + owners);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLowBitsOfARowSayItsLength(Opcode row) {
        assertEquals(row.encoding().length(), Decoder.length(row.encoding().match()));
        assertEquals(3, row.encoding().mask() & 3);
        assertEquals(row.compressed(), row.encoding().length() == 2);
    }

    @Test
    void mnemonicsAreUnique() {
        var seen = new HashSet<String>();
        for (Opcode row : Opcode.values()) {
            assertTrue(seen.add(row.mnemonic()), row.mnemonic());
        }
    }

    @Test
    void everyExtensionHasRows() {
        var extensions =
                Stream.of(Opcode.values()).map(Opcode::extension).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Extension.class), extensions);
    }

    @ParameterizedTest
    @EnumSource
    void aMeaningReadsOnlyOperandsThatTheRowHas(Opcode row) {
        Set<Field> fields = row.encoding().fields();
        for (Expr value : row.meaning().values()) {
            read(value)
                    .forEach(field -> assertTrue(fields.contains(field), row + " lacks " + field));
        }
        boolean writes =
                row.meaning() instanceof Meaning.SetX
                        || row.meaning() instanceof Meaning.SetF
                        || row.meaning() instanceof Meaning.Jump;
        assertFalse(writes && !fields.contains(Field.RD), row + " has nothing to write");
    }

    private static Stream<Field> read(Expr expr) {
        return switch (expr) {
            case Expr.X(Operand operand) -> Stream.of(Field.valueOf(operand.name()));
            case Expr.F(Operand operand) -> Stream.of(Field.valueOf(operand.name()));
            case Expr.Number(Operand operand) -> Stream.of(Field.valueOf(operand.name()));
            case Expr.Imm _ -> Stream.of(Field.IMM);
            default -> expr.children().stream().flatMap(OpcodeTest::read);
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyOperandOfARowIsReadOrWritten(Opcode row) {
        if (!(row.meaning() instanceof Meaning.SetX || row.meaning() instanceof Meaning.SetF)) {
            return;
        }
        var used = EnumSet.of(Field.RD, Field.RM);
        row.meaning().values().forEach(value -> read(value).forEach(used::add));
        if (row.extension() == Extension.ZICSR) {
            used.add(Field.IMM);
        }
        assertTrue(used.containsAll(row.encoding().fields()), row + " ignores an operand");
    }
}
