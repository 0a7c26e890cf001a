package dev.tracewright.jit.amd64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Bytes worked out from the manual, for hosts without objdump; and labels.
final class AssemblerTest {
    static Stream<Arguments> encodings() {
        return Stream.of(
                bytes("8bc1", a -> a.mov(32, Gpr.RAX, Gpr.RCX)),
                bytes("4c8bf9", a -> a.mov(64, Gpr.R15, Gpr.RCX)),
                bytes("b801000000", a -> a.mov(Gpr.RAX, 1)),
                bytes("49c7c4ffffffff", a -> a.mov(Gpr.R12, -1)),
                bytes("48bb8877665544332211", a -> a.mov(Gpr.RBX, 0x1122_3344_5566_7788L)),
                bytes("488b4500", a -> a.mov(64, Gpr.RAX, Mem.at(Gpr.RBP, 0))),
                bytes("488b0424", a -> a.mov(64, Gpr.RAX, Mem.at(Gpr.RSP, 0))),
                bytes("498b442408", a -> a.mov(64, Gpr.RAX, Mem.at(Gpr.R12, 8))),
                bytes("498b8580000000", a -> a.mov(64, Gpr.RAX, Mem.at(Gpr.R13, 128))),
                bytes("658b04c8", a -> a.mov(32, Gpr.RAX, Mem.guest(Gpr.RAX, Gpr.RCX, 3, 0))),
                bytes("658b042500100000", a -> a.mov(32, Gpr.RAX, Mem.guest(0x1000))),
                bytes("6541886104", a -> a.mov(8, Mem.guest(Gpr.R9, 4), Gpr.RSP)),
                bytes("400fb6c6", a -> a.movzx(8, Gpr.RAX, Gpr.RSI)),
                bytes("4883c07f", a -> a.alu(Alu.ADD, 64, Gpr.RAX, 127)),
                bytes("4881f880000000", a -> a.alu(Alu.CMP, 64, Gpr.RAX, 128)),
                bytes("48c1e003", a -> a.shift(Shift.SHL, 64, Gpr.RAX, 3)),
                bytes("c4e2f9f7c3", a -> a.shiftX(ShiftX.SHLX, 64, Gpr.RAX, Gpr.RBX, Gpr.RAX)),
                bytes("f2480f2ac1", a -> a.cvtsi2s(64, 64, Xmm.XMM0, Gpr.RCX)),
                bytes("c5eb58c1", a -> a.vscalar(FloatOp.ADD, 64, Xmm.XMM0, Xmm.XMM2, Xmm.XMM1)),
                bytes("f3480faed8", a -> a.wrgsbase(Gpr.RAX)),
                bytes("0faef0", Assembler::mfence),
                bytes("c3", Assembler::ret));
    }

    private static Arguments bytes(String hex, Consumer<Assembler> emit) {
        return arguments(Named.of(hex, hex), emit);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encodings")
    void instructionHasTheBytesOfTheManual(String hex, Consumer<Assembler> emit) {
        Assembler asm = new Assembler();
        emit.accept(asm);
        assertEquals(hex, HexFormat.of().formatHex(asm.placeAt(0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 126, 127, 200, 100_000})
    void jumpReachesItsLabelInEitherDirection(int distance) {
        Assembler asm = new Assembler();
        Label back = new Label();
        Label forth = new Label();
        asm.bind(back);
        asm.jmp(forth);
        asm.nop(distance);
        int jump = asm.position();
        asm.jmp(back);
        asm.bind(forth);
        byte[] code = asm.placeAt(0);
        assertEquals(forth.position() - 5, intAt(code, 1));
        boolean near = jump + 2 <= 128;
        assertEquals(near ? 2 : 5, code.length - jump);
        assertEquals(-code.length, near ? code[jump + 1] : intAt(code, jump + 1));
    }

    @Test
    void shortJumpThatIsTooLongIsRefused() {
        Assembler asm = new Assembler();
        Label label = new Label();
        asm.jccShort(Condition.EQUAL, label);
        asm.nop(128);
        assertThrows(IllegalStateException.class, () -> asm.bind(label));
    }

    @Test
    void codeWithALabelThatIsNowhereIsRefused() {
        Assembler asm = new Assembler();
        asm.jmp(new Label());
        assertThrows(IllegalStateException.class, () -> asm.placeAt(0));
    }

    @Test
    void callsOutsideAreRelativeToWhereTheCodeIs() {
        Assembler asm = new Assembler();
        asm.nop(3);
        asm.call(0x7000_0000_0000L);
        assertEquals(-0x108, intAt(asm.placeAt(0x7000_0000_0100L), 4));
        assertEquals(0xf8, intAt(asm.placeAt(0x6fff_ffff_ff00L), 4));
        assertThrows(IllegalStateException.class, () -> asm.placeAt(0x6fff_0000_0000L));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void distanceOfAPatchableJumpIsAligned(int before) {
        Assembler asm = new Assembler();
        asm.nop(before);
        Label next = new Label();
        int field = asm.patchableJmp(next);
        asm.bind(next);
        byte[] code = asm.placeAt(0);
        assertEquals(0, field & 3);
        assertEquals((byte) 0xe9, code[field - 1]);
        assertEquals(field + 4, code.length);
        assertEquals(0, intAt(code, field));
    }

    @Test
    void resetAssemblerWritesTheSameAgain() {
        Assembler asm = new Assembler();
        asm.mov(Gpr.RAX, 1);
        asm.call(0x1000);
        byte[] first = asm.placeAt(0x800);
        asm.reset();
        asm.mov(Gpr.RAX, 1);
        asm.call(0x1000);
        assertArrayEquals(first, asm.placeAt(0x800));
    }

    private static int intAt(byte[] code, int at) {
        return code[at] & 0xff
                | (code[at + 1] & 0xff) << 8
                | (code[at + 2] & 0xff) << 16
                | code[at + 3] << 24;
    }
}
