package dev.tracewright.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.elf.ElfBuilder;
import dev.tracewright.elf.ElfReader;
import dev.tracewright.program.SymbolTable;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

class FunctionTableTest {
    private static SymbolTable symbols() throws IOException {
        ElfBuilder program =
                ElfBuilder.program(0x1_0000, new byte[0x100])
                        .function("main", 0x1_0010, 0x20)
                        .function("exit", 0x1_0080, 0x10);
        return SymbolTable.of(ElfReader.read(program.build(), "t"), 0);
    }

    @Test
    void calledAddressesFillTheGapsBetweenSymbols() throws IOException {
        FunctionTable table =
                FunctionTable.of(symbols(), List.of(0x1_0050L, 0x1_0014L, 0x1_0090L), 0x1_0100);

        assertEquals(
                List.of(
                        new Function("main", 0x1_0010, 0x1_0030),
                        new Function("sub_10050", 0x1_0050, 0x1_0080),
                        new Function("exit", 0x1_0080, 0x1_0090),
                        new Function("sub_10090", 0x1_0090, 0x1_0100)),
                table.functions());
    }

    @Test
    void placesAreDescribedByFunctionAndOffset() throws IOException {
        FunctionTable table = FunctionTable.of(symbols(), List.of(), 0x1_0100);

        assertEquals("main", table.describe(0x1_0010));
        assertEquals("main+0x1f", table.describe(0x1_002f));
        assertEquals("0x10030", table.describe(0x1_0030));
        assertEquals("0x1000f", table.describe(0x1_000f));
        assertEquals("exit", table.at(0x1_008f).orElseThrow().name());
        assertTrue(table.at(0x1_00ff).isEmpty());
    }

    @Test
    void strippedProgramHasTheFunctionsThatAreCalled() {
        FunctionTable table =
                FunctionTable.of(SymbolTable.EMPTY, List.of(0x20L, 0x10L, 0x200L), 0x100);

        assertEquals(
                List.of(new Function("sub_10", 0x10, 0x20), new Function("sub_20", 0x20, 0x100)),
                table.functions());
    }
}
