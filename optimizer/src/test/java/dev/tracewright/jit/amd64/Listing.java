package dev.tracewright.jit.amd64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Code with the text that is expected for each instruction.
final class Listing {
    final Assembler asm = new Assembler();
    private final List<Objdump.Line> expected = new ArrayList<>();
    private int start;

    /// Says what the code since the last call is.
    void expect(String text) {
        expected.add(new Objdump.Line(start, text));
        start = asm.position();
    }

    void check() throws IOException {
        List<Objdump.Line> actual = Objdump.disassemble(asm.placeAt(0));
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(expected.get(i), actual.get(i));
        }
        assertEquals(expected.size(), actual.size());
    }
}
