package dev.tracewright.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tracewright.engine.Cause;
import dev.tracewright.engine.Hart;
import dev.tracewright.engine.Stop.Trap;
import dev.tracewright.engine.emit.OpcodeSets;
import dev.tracewright.guest.Assembly;
import dev.tracewright.isa.Field;
import dev.tracewright.isa.Opcode;
import dev.tracewright.isa.semantics.Meaning;
import dev.tracewright.memory.Permission;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/// Code at the ends of mappings and pages, jumps to strange places, and results that are dropped.
final class CodeBoundaryTest {
    private static final long PAGE = TextProgram.PAGE;
    private static final long EDGE = TextProgram.BASE + PAGE;
    private static final int CODE = Permission.READ | Permission.EXECUTE;
    private static final int ALL = CODE | Permission.WRITE;

    /// What follows the page with the beginning of the code.
    enum Neighbour {
        SAME_MAPPING(CODE),
        OTHER_MAPPING(ALL),
        DATA(Permission.READ),
        NOTHING(Permission.NONE);

        private final int permissions;

        Neighbour(int permissions) {
            this.permissions = permissions;
        }
    }

    private static String text(int step) {
        return """
        addi x10, x0, 9
        loop: addi x5, x5, %d
        c.addi x6, 3
        add x7, x6, x5
        sd x8, x7, 8
        c.add x5, x7
        ld x6, x8, 8
        c.addi x10, -1
        bne x10, x0, loop
        jal x1, function
        ebreak
        function: c.addi x5, 1
        jalr x0, x1, 0
        """
                .formatted(step);
    }

    @ParameterizedTest
    @EnumSource(Neighbour.class)
    void anInstructionMayLieAnywhereAtTheEdgeOfAPage(Neighbour neighbour) {
        long length = new Assembly(TextProgram.BASE, text(1)).bytes().length;
        for (long before = 0; before <= length; before += 2) {
            var code = new Assembly(EDGE - before, text(1));
            byte[] other = new Assembly(EDGE - before, text(5)).bytes();
            int inside = (int) before;
            var program =
                    new TextProgram(
                            code,
                            memory -> memory.map(TextProgram.BASE, 2 * PAGE, CODE),
                            (trap, hart) -> again(trap, hart, code.base(), other, inside));
            GuestProgram prepared =
                    new PreparedProgram(
                            program,
                            hart -> hart.memory.protect(EDGE, PAGE, neighbour.permissions));
            assertEquals(List.of(), Lockstep.mistakes(prepared), before + " bytes before it");
        }
    }

    // Runs the program once more, with other code in the second page.
    private static boolean again(Trap trap, Hart hart, long start, byte[] code, int from) {
        if (trap.cause() != Cause.BREAKPOINT || hart.x[31] == -1) {
            return false;
        }
        hart.memory.protect(EDGE, PAGE, Permission.READ | Permission.WRITE);
        hart.memory.write(EDGE, code, from, code.length - from);
        hart.memory.protect(EDGE, PAGE, ALL);
        hart.x[31] = -1;
        hart.pc = start;
        return true;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // An odd address: the lowest bit is dropped.
                "auipc x28, 0; addi x28, x28, 13; c.jr x28; c.ebreak; addi x5, x5, 1; c.ebreak",
                "auipc x28, 0; jalr x1, x28, 9; addi x5, x5, 1; c.jr x1",
                // Into the middle of an instruction whose upper half is a c.ebreak.
                "auipc x28, 0; jalr x1, x28, 10; addi x0, x4, -1792; ebreak",
                // Where nothing can be.
                "jalr x1, x0, 0",
                "jalr x1, x0, -2",
                "addi x28, x0, 1; slli x28, x28, 42; c.jalr x28",
                "addi x28, x0, 1; slli x28, x28, 63; c.jalr x28",
                "lui x28, 0x200000; jalr x1, x28, 8",
                // To itself.
                "addi x5, x0, 3; self: jal x0, self",
                "addi x5, x0, 3; self: beq x0, x0, self",
                "auipc x28, 0; jalr x28, x28, 4",
                // To and fro, one parcel apart.
                "addi x5, x0, 3; one: c.j two; two: c.j one",
            })
    void aJumpGoesWhereItsTargetIs(String text) {
        assertEquals(List.of(), Lockstep.mistakes(TextProgram.of(text)));
    }

    @Test
    void aResultForX0IsDropped() {
        var text = new StringBuilder();
        for (Opcode opcode : OpcodeSets.decoded()) {
            boolean jumps = opcode.meaning() instanceof Meaning.Jump;
            if (opcode.encoding().fields().contains(Field.RD) && !jumps) {
                text.append(withoutResult(opcode)).append("\nadd x5, x5, x0\nc.mv x7, x5\n");
            }
        }
        text.append("csrrs x0, x0, 0xc02; csrrwi x0, x3, 3; add x7, x0, x0; ebreak");
        assertEquals(List.of(), Lockstep.mistakes(TextProgram.of(text.toString())));
    }

    // Loads and atomics take x8 for their address.
    private static String withoutResult(Opcode opcode) {
        var operands = new ArrayList<String>();
        for (Field field : Field.values()) {
            if (opcode.encoding().fields().contains(field)) {
                switch (field) {
                    case RD -> operands.add("x0");
                    case RS1 -> operands.add("x8");
                    case RS2 -> operands.add("x6");
                    case RS3 -> operands.add("x7");
                    case IMM ->
                            operands.add(
                                    opcode == Opcode.LUI || opcode == Opcode.AUIPC
                                            ? "0x3000"
                                            : "8");
                    case RM -> {}
                }
            }
        }
        return opcode.mnemonic() + " " + String.join(", ", operands);
    }
}
