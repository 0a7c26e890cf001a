package dev.tracewright.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tracewright.profile.Assembler;
import dev.tracewright.profile.TestCode;

import org.junit.jupiter.api.Test;

class BasicBlockTest {
    private static final TestCode CODE =
            TestCode.of(
                    0x1000,
                    Assembler.nop(),
                    Assembler.compressedNop(),
                    Assembler.branch(-6),
                    Assembler.jump(0, 0x100),
                    Assembler.indirect(0, 1),
                    Assembler.nop(),
                    Assembler.illegal());

    private static BasicBlock decode(long start) {
        return BasicBlock.decode(CODE, start, _ -> false);
    }

    @Test
    void blockEndsWithItsTerminator() {
        BasicBlock block = decode(0x1000);

        assertEquals(0x100a, block.end());
        assertEquals(3, block.instructions().size());
        assertEquals(Terminator.BRANCH, block.terminator());
        assertEquals(0x1006, block.lastAddress());
        assertEquals(0x1000, block.directTarget());
    }

    @Test
    void blockEndsBeforeTheNextLeader() {
        BasicBlock block = BasicBlock.decode(CODE, 0x1000, pc -> pc == 0x1004);

        assertEquals(0x1004, block.end());
        assertEquals(Terminator.NONE, block.terminator());
        assertEquals(block, BasicBlock.decode(CODE, 0x1000, 0x1004));
    }

    @Test
    void targetOfAJumpIsKnownAndOfAReturnNot() {
        assertEquals(0x110a, decode(0x100a).directTarget());
        var e = assertThrows(IllegalStateException.class, () -> decode(0x100e).directTarget());
        assertEquals("block 0x100e ends with RETURN", e.getMessage());
    }

    @Test
    void codeThatCannotBeDecodedIsNamed() {
        var e = assertThrows(IllegalStateException.class, () -> decode(0x1012));
        assertEquals("block 0x1012: no instruction at 0x1016", e.getMessage());
    }

    @Test
    void blockThatEndsElsewhereThanAskedIsRefused() {
        var e =
                assertThrows(
                        IllegalStateException.class, () -> BasicBlock.decode(CODE, 0x1000, 0x1005));
        assertEquals("block 0x1000 ends at 0x1006, expected 0x1005", e.getMessage());
    }
}
