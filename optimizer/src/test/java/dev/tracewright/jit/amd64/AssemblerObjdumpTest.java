package dev.tracewright.jit.amd64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;

/// Every form that the assembler writes is read by objdump as what was meant.
final class AssemblerObjdumpTest {
    /// Forms for each start of objdump.
    private static final int BATCH = 30;

    @BeforeEach
    void needsObjdump() {
        Objdump.assume();
    }

    static List<Named<List<Forms.Form>>> families() {
        Forms integer = new Forms();
        new IntegerForms(integer).add();
        Forms floating = new Forms();
        new FloatForms(floating).add();
        Forms control = new Forms();
        new ControlForms(control).add();
        return List.of(
                Named.of("integer", integer.all),
                Named.of("floating-point", floating.all),
                Named.of("control", control.all));
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyFormReadsAsMeant(List<Forms.Form> forms) throws IOException {
        for (int i = 0; i < forms.size(); i += BATCH) {
            Listing listing = new Listing();
            for (Forms.Form form : forms.subList(i, Math.min(i + BATCH, forms.size()))) {
                form.write(listing);
            }
            listing.check();
        }
    }

    @Test
    void operandsRelativeToLabelsReachThemWhateverFollows() throws IOException {
        Listing listing = new Listing();
        Label data = new Label();
        Mem mem = Mem.at(data);
        listing.asm.mov(64, Gpr.R9, mem);
        listing.asm.alu(Alu.CMP, 8, mem, 1);
        listing.asm.mov(16, mem, 1);
        listing.asm.mov(64, mem, 1);
        listing.asm.rounds(64, Xmm.XMM9, mem, 1);
        listing.asm.vscalar(FloatOp.ADD, 64, Xmm.XMM9, Xmm.XMM1, mem);
        listing.asm.rorx(64, Gpr.RAX, mem, 1);
        int end = listing.asm.position();
        listing.asm.bind(data);
        listing.asm.emitLong(0);
        List<Objdump.Line> lines = Objdump.disassemble(listing.asm.placeAt(0));
        List<Objdump.Line> code = lines.stream().filter(line -> line.offset() < end).toList();
        assertEquals(7, code.size());
        for (Objdump.Line line : code) {
            assertEquals("# 0x" + Integer.toHexString(end), line.text().replaceAll(".*#", "#"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 31})
    void paddingDoesNothingInFewInstructions(int length) throws IOException {
        Assembler asm = new Assembler();
        asm.nop(length);
        List<Objdump.Line> lines = Objdump.disassemble(asm.placeAt(0));
        assertEquals((length + 8) / 9, lines.size());
        for (Objdump.Line line : lines) {
            assertEquals("nop", line.text().replace("xchg ax,ax", "nop").substring(0, 3));
        }
    }
}
