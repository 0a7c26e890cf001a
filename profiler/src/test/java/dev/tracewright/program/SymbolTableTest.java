package dev.tracewright.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.elf.ElfBuilder;
import dev.tracewright.elf.ElfReader;
import dev.tracewright.elf.Symbol;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

class SymbolTableTest {
    private static final int CODE_SIZE = 0x100;

    private static ElfBuilder program() {
        return ElfBuilder.program(0x1_0000, new byte[CODE_SIZE]).load(0x1_2000, 6, new byte[8], 8);
    }

    private static SymbolTable table(ElfBuilder builder) throws IOException {
        return SymbolTable.of(ElfReader.read(builder.build(), "t"), 0);
    }

    @Test
    void addressesBelongToTheFunctionThatContainsThem() throws IOException {
        SymbolTable table = table(program().function("b", 0x1_0020, 16).function("a", 0x1_0000, 8));
        assertEquals("a", table.describe(0x1_0000));
        assertEquals("a+0x7", table.describe(0x1_0007));
        assertEquals("0x10008", table.describe(0x1_0008), "between functions");
        assertEquals("b+0xf", table.describe(0x1_002f));
        assertEquals("0x10030", table.describe(0x1_0030));
        assertEquals("0xffff", table.describe(0xffff));
        assertEquals(0x1_0020, table.function("b").orElseThrow().start());
    }

    @Test
    void functionsWithoutSizeReachToTheNext() throws IOException {
        SymbolTable table = table(program().function("a", 0x1_0000, 0).function("b", 0x1_0020, 0));
        assertEquals("a+0x1f", table.describe(0x1_001f));
        assertEquals("b+0xdf", table.describe(0x1_00ff));
        assertEquals("0x10100", table.describe(0x1_0100), "behind the segment");
    }

    @Test
    void theBestNameOfAnAddressWins() throws IOException {
        SymbolTable table =
                table(
                        program()
                                .symbol("local", 0x1_0000, 8, Symbol.FUNCTION, Symbol.LOCAL)
                                .symbol("weak", 0x1_0000, 8, Symbol.FUNCTION, Symbol.WEAK)
                                .function("second", 0x1_0000, 8)
                                .function("first", 0x1_0000, 8)
                                .symbol("label", 0x1_0000, 0, Symbol.NO_TYPE, Symbol.GLOBAL));
        assertEquals("first", table.describe(0x1_0000));
        assertEquals(1, table.functions().size());
    }

    @Test
    void labelsCountOutsideOfFunctionsOnly() throws IOException {
        SymbolTable table =
                table(
                        program()
                                .function("f", 0x1_0000, 0x10)
                                .symbol("inside", 0x1_0008, 0, Symbol.NO_TYPE, Symbol.LOCAL)
                                .symbol("outside", 0x1_0010, 0, Symbol.NO_TYPE, Symbol.LOCAL)
                                .symbol(".L1", 0x1_0020, 0, Symbol.NO_TYPE, Symbol.LOCAL)
                                .symbol("$x", 0x1_0030, 0, Symbol.NO_TYPE, Symbol.LOCAL));
        assertEquals("f+0x8", table.describe(0x1_0008));
        assertEquals("outside+0x24", table.describe(0x1_0034));
        assertEquals(
                List.of("f", "outside"),
                table.functions().stream().map(SymbolTable.Function::name).toList());
    }

    @Test
    void dataAndWildSymbolsAreLeftOut() throws IOException {
        SymbolTable table =
                table(
                        program()
                                .symbol("data", 0x1_2000, 8, Symbol.NO_TYPE, Symbol.GLOBAL)
                                .function("wild", 0x9999_0000L, 8)
                                .function("", 0x1_0000, 8));
        assertTrue(table.functions().isEmpty());
    }

    @Test
    void sizesBeyondTheSegmentAreNotBelieved() throws IOException {
        SymbolTable table = table(program().function("f", 0x1_0000, Long.MAX_VALUE));
        assertEquals(0x1_0100, table.function("f").orElseThrow().end());
    }

    @Test
    void theEmptyTableKnowsNothing() throws IOException {
        SymbolTable table = table(program().stripped());
        assertTrue(table.lookup(0x1_0000).isEmpty());
        assertEquals("0x10000", table.describe(0x1_0000));
        assertEquals("0x5", SymbolTable.EMPTY.describe(5));
    }
}
