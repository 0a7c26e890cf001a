package dev.tracewright.superinstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tracewright.guest.Assembly;
import dev.tracewright.isa.Opcode;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

final class SuperinstructionShapeTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    lui x5, 0x1000; addi x5, x5, 4              | lui/4(0,0,0)!+addi/4(#0,0,0)
                    lui x5, 0x1000; addi x6, x5, 4              | lui/4(0,0,0)+addi/4(#0,0,0)
                    slli x5, x6, 3; add x5, x5, x7; ld x5, x5, 0| slli/4(-,0,0)!+add/4(#0,-,0)+ld/4(#1,0,0)
                    ld x5, x6, 0; addi x5, x7, 1                | ld/4(-,0,0)!+addi/4(-,0,0)
                    addi x5, x6, 1; sd x7, x8, 0; addi x5, x0, 0| addi/4(-,0,0)+sd/4(-,-,0)+addi/4(0,0,0)
                    addi x5, x6, 1; sd x7, x5, 0                | addi/4(-,0,0)+sd/4(-,#0,0)
                    auipc x1, 0x1000; jalr x1, x1, 8            | auipc/4(0,0,0)!+jalr/4(#0,0,0)
                    addi x0, x5, 1; add x6, x0, x0              | addi/4(-,0,0)+add/4(0,0,0)
                    add x5, x6, x7; bne x5, x0, 8               | add/4(-,-,0)+bne/4(#0,0,0)
                    add x5, x6, x6; add x5, x5, x5; xor x5,x5,x6| add/4(-,-,0)!+add/4(#0,#0,0)!+xor/4(#1,-,0)
                    fld f5, x5, 0; fadd.d f6, f5, f0            | fld/4(-,0,0)+fadd.d/4(#0,-,0)
                    fmv.d.x f5, x5; addi x5, x5, 1              | fmv.d.x/4(-,0,0)+addi/4(-,0,0)
                    addi x5, x0, 1; fadd.d f5, f5, f5           | addi/4(0,0,0)+fadd.d/4(-,-,0)
                    fld f5, x5, 0; fadd.d f5, f6, f7            | fld/4(-,0,0)+fadd.d/4(-,-,0)
                    fld f5, x5, 0; fsgnj.d f5, f6, f6           | fld/4(-,0,0)!+fsgnj.d/4(-,-,0)
                    fmul.d f1,f2,f3; fmadd.d f4,f2,f3,f1        | fmul.d/4(-,-,0)+fmadd.d/4(-,-,#0)
                    c.li x5, 7; c.add x5, x6                    | addi/2(0,0,0)!+add/2(#0,-,0)
                    c.mv x5, x6; addi x7, x5, 1                 | add/2(0,-,0)+addi/4(#0,0,0)
                    fence 0, x0, x0; addi x5, x5, 1             | fence/4(0,0,0)+addi/4(-,0,0)
                    """)
    void aShapeSaysWhereOperandsComeFromAndWhichResultsAreDead(String sequence, String shape) {
        String text = sequence.replace("fence 0, x0, x0", "fence x0, x0, 0");
        assertEquals(
                shape,
                Superinstruction.describe(Superinstruction.shape(Assembly.instructions(text))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "addi x5, x5, 1; ecall",
                "ebreak; addi x5, x5, 1",
                "fence.i x0, x0, 0; addi x5, x5, 1",
                "csrrs x5, x0, 0xc00; addi x5, x5, 1",
                "beq x5, x6, 8; addi x5, x5, 1",
                "jal x0, 8; addi x5, x5, 1",
                "jalr x0, x1, 0; addi x5, x5, 1"
            })
    void whatCannotBeFusedHasNoShape(String sequence) {
        var instructions = Assembly.instructions(sequence);
        assertThrows(IllegalArgumentException.class, () -> Superinstruction.shape(instructions));
    }

    @ParameterizedTest
    @EnumSource(
            value = Opcode.class,
            mode = Mode.INCLUDE,
            names = {"ECALL", "EBREAK", "FENCE_I", "CSRRW", "CSRRS", "CSRRC", "CSRRWI"})
    void systemInstructionsAreNotFusible(Opcode opcode) {
        assertFalse(Component.fusible(opcode));
    }
}
