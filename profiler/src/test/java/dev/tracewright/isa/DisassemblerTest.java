package dev.tracewright.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;
import java.util.function.LongFunction;

class DisassemblerTest {
    private static final long PC = 0x1_0400;
    private static final LongFunction<Optional<String>> NO_SYMBOLS = _ -> Optional.empty();

    /// Word, with pseudo-instructions, by rows. A blank stands for the tab.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ff010113 | add sp,sp,-16              | addi sp,sp,-16",
                "00000013 | nop                        | addi zero,zero,0",
                "00500513 | li a0,5                    | addi a0,zero,5",
                "00058513 | mv a0,a1                   | addi a0,a1,0",
                "fff5c513 | not a0,a1                  | xori a0,a1,-1",
                "40b00533 | neg a0,a1                  | sub a0,zero,a1",
                "0005851b | sext.w a0,a1               | addiw a0,a1,0",
                "0805853b | zext.w a0,a1               | add.uw a0,a1,zero",
                "0ff5f513 | zext.b a0,a1               | andi a0,a1,255",
                "0015b513 | seqz a0,a1                 | sltiu a0,a1,1",
                "03f59513 | sll a0,a1,0x3f             | slli a0,a1,0x3f",
                "fffff537 | lui a0,0xfffff             | lui a0,0xfffff",
                "00001517 | auipc a0,0x1               | auipc a0,0x1",
                "00813083 | ld ra,8(sp)                | ld ra,8(sp)",
                "fea42623 | sw a0,-20(s0)              | sw a0,-20(s0)",
                "fea42627 | fsw fa0,-20(s0)            | fsw fa0,-20(s0)",
                "00b50463 | beq a0,a1,0x10408          | beq a0,a1,0x10408",
                "fe050ee3 | beqz a0,0x103fc            | beq a0,zero,0x103fc",
                "00a05463 | blez a0,0x10408            | bge zero,a0,0x10408",
                "0000006f | j 0x10400                  | jal zero,0x10400",
                "010000ef | jal 0x10410                | jal ra,0x10410",
                "010002ef | jal t0,0x10410             | jal t0,0x10410",
                "00008067 | ret                        | jalr zero,0(ra)",
                "00050067 | jr a0                      | jalr zero,0(a0)",
                "ffc500e7 | jalr -4(a0)                | jalr ra,-4(a0)",
                "0ff0000f | fence                      | fence iorw,iorw",
                "0310000f | fence rw,w                 | fence rw,w",
                "0100000f | pause                      | fence w,unknown",
                "8330000f | fence.tso                  | fence rw,rw",
                "0000100f | fence.i                    | fence.i",
                "00000073 | ecall                      | ecall",
                "00302573 | frcsr a0                   | csrrs a0,fcsr,zero",
                "c0202573 | rdinstret a0               | csrrs a0,instret,zero",
                "34002573 | csrr a0,mscratch           | csrrs a0,mscratch,zero",
                "8001d073 | csrw 0x800,3               | csrrwi zero,0x800,3",
                "160535af | lr.d.aqrl a1,(a0)          | lr.d.aqrl a1,(a0)",
                "1ac5252f | sc.w.rl a0,a2,(a0)         | sc.w.rl a0,a2,(a0)",
                "02c5f553 | fadd.d fa0,fa1,fa2         | fadd.d fa0,fa1,fa2",
                "02c59553 | fadd.d fa0,fa1,fa2,rtz     | fadd.d fa0,fa1,fa2,rtz",
                "6ac5f543 | fmadd.d fa0,fa1,fa2,fa3    | fmadd.d fa0,fa1,fa2,fa3",
                "22b58553 | fmv.d fa0,fa1              | fsgnj.d fa0,fa1,fa1",
                "c2259553 | fcvt.l.d a0,fa1,rtz        | fcvt.l.d a0,fa1,rtz",
                "d2058553 | fcvt.d.w fa0,a1            | fcvt.d.w fa0,a1",
                "e2058553 | fmv.x.d a0,fa1             | fmv.x.d a0,fa1",
                "0001     | nop                        | c.addi zero,0",
                "4515     | li a0,5                    | c.li a0,5",
                "852e     | mv a0,a1                   | c.mv a0,a1",
                "952e     | add a0,a0,a1               | c.add a0,a1",
                "1141     | add sp,sp,-16              | c.addi sp,-16",
                "1101     | add sp,sp,-32              | c.addi sp,-32",
                "7179     | add sp,sp,-48              | c.addi16sp sp,-48",
                "0068     | add a0,sp,12               | c.addi4spn a0,sp,12",
                "60a2     | ld ra,8(sp)                | c.ldsp ra,8(sp)",
                "e406     | sd ra,8(sp)                | c.sdsp ra,8(sp)",
                "4188     | lw a0,0(a1)                | c.lw a0,0(a1)",
                "a001     | j 0x10400                  | c.j 0x10400",
                "c111     | beqz a0,0x10404            | c.beqz a0,0x10404",
                "8082     | ret                        | c.jr ra",
                "9502     | jalr a0                    | c.jalr a0",
                "9002     | ebreak                     | c.ebreak",
                "4005     | c.li zero,1                | c.li zero,1",
                "0000     | unimp                      | unimp",
                "2001     | .2byte 0x2001              | .2byte 0x2001",
                "04000033 | .4byte 0x4000033           | .4byte 0x4000033",
            })
    void wordsAreWrittenAsObjdumpWritesThem(String word, String pseudo, String row) {
        int bits = Integer.parseUnsignedInt(word, 16);
        assertEquals(pseudo.replace(' ', '\t'), new Disassembler().text(bits, PC));
        var rows = new Disassembler(Disassembler.Style.ROWS, NO_SYMBOLS);
        assertEquals(row.replace(' ', '\t'), rows.text(bits, PC));
    }

    @Test
    void targetsCarryTheirSymbol() {
        var disassembler =
                new Disassembler(
                        Disassembler.Style.PSEUDO_INSTRUCTIONS,
                        address -> Optional.of("main+0x" + Long.toHexString(address - PC)));
        assertEquals("beqz\ta0,10404 <main+0x4>", disassembler.text(0xc111, PC));
    }

    @Test
    void targetsWrapAroundTheAddressSpace() {
        assertEquals("j\t0xfffffffffffffffe", new Disassembler().text(0xbffd, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "0x001, fflags",
        "0x003, fcsr",
        "0x30f, mstateen3",
        "0x323, mhpmevent3",
        "0x33f, mhpmevent31",
        "0x3ef, pmpaddr63",
        "0xc02, instret",
        "0xc1f, hpmcounter31",
        "0x000,",
        "0xc80,",
        "0xfff,",
    })
    void controlRegistersHaveTheSpecificationsNames(int number, String name) {
        assertEquals(Optional.ofNullable(name), Register.control(number));
    }

    @ParameterizedTest
    @CsvSource({
        "0, zero, ft0", "1, ra, ft1", "2, sp, ft2", "4, tp, ft4", "5, t0, ft5", "7, t2, ft7",
        "8, s0, fs0", "9, s1, fs1", "10, a0, fa0", "17, a7, fa7", "18, s2, fs2", "27, s11, fs11",
        "28, t3, ft8", "31, t6, ft11",
    })
    void registersHaveTheCallingConventionsNames(int number, String integer, String floating) {
        assertEquals(integer, Register.integer(number));
        assertEquals(floating, Register.floating(number));
    }
}
