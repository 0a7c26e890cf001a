package dev.tracewright.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tracewright.isa.Decoder;
import dev.tracewright.isa.Instruction;
import dev.tracewright.isa.Opcode;
import dev.tracewright.profile.Assembler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminatorTest {
    private static Terminator of(int word) {
        return Terminator.of(Decoder.decode(word).orElseThrow());
    }

    /// The table of return-address stack hints in the specification, "Unconditional Jumps". A jump
    /// that pops and pushes is called a call.
    @ParameterizedTest
    @CsvSource({
        "0, 10, INDIRECT_JUMP",
        "7, 10, INDIRECT_JUMP",
        "0, 1, RETURN",
        "7, 5, RETURN",
        "1, 10, INDIRECT_CALL",
        "5, 10, INDIRECT_CALL",
        "1, 5, INDIRECT_CALL",
        "5, 1, INDIRECT_CALL",
        "1, 1, INDIRECT_CALL",
        "5, 5, INDIRECT_CALL",
    })
    void linkRegistersTellCallsAndReturns(int rd, int rs1, Terminator expected) {
        assertEquals(expected, of(Assembler.indirect(rd, rs1)));
    }

    @ParameterizedTest
    @CsvSource({"0, JUMP", "10, JUMP", "1, CALL", "5, CALL"})
    void directJumpThatLinksIsACall(int rd, Terminator expected) {
        assertEquals(expected, of(Assembler.jump(rd, 16)));
    }

    @ParameterizedTest
    @CsvSource({
        "0x00000073, SYSTEM_CALL",
        "0x00100073, BREAKPOINT",
        "0x0000100f, FENCE_I",
        "0x0ff0000f, NONE",
        "0x00000013, NONE",
        "0x00208463, BRANCH",
        "0x9002, BREAKPOINT",
        "0xa001, JUMP",
        "0xc101, BRANCH",
        "0x8082, RETURN",
        "0x9502, INDIRECT_CALL",
        "0x8502, INDIRECT_JUMP",
        "0x0001, NONE",
        "0x30001073, NONE",
        "0x00a52023, NONE",
        "0x02a57553, NONE",
    })
    void meaningTellsHowABlockEnds(long word, Terminator expected) {
        assertEquals(expected, of((int) word));
    }

    @Test
    void instructionThatIsNotExpandedIsRefused() {
        var compressed = new Instruction(Opcode.C_ADDI, Opcode.C_ADDI, 0x0001, 0, 0, 0, 0, 0, 0);
        assertThrows(IllegalArgumentException.class, () -> Terminator.of(compressed));
    }

    @ParameterizedTest
    @CsvSource({
        "BRANCH, TAKEN, NOT_TAKEN",
        "JUMP, JUMP, JUMP",
        "CALL, CALL, CALL",
        "INDIRECT_JUMP, INDIRECT_JUMP, INDIRECT_JUMP",
        "INDIRECT_CALL, INDIRECT_CALL, INDIRECT_CALL",
        "RETURN, RETURN, RETURN",
        "SYSTEM_CALL, SYSTEM_CALL, SYSTEM_CALL",
        "BREAKPOINT, FALL_THROUGH, FALL_THROUGH",
        "FENCE_I, FALL_THROUGH, FALL_THROUGH",
        "NONE, FALL_THROUGH, FALL_THROUGH",
    })
    void edgesAreNamedAfterTheTerminator(Terminator terminator, EdgeKind taken, EdgeKind not) {
        assertEquals(taken, terminator.edgeKind(true));
        assertEquals(not, terminator.edgeKind(false));
    }
}
