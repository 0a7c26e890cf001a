package dev.tracewright.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What the unprivileged specification reserves is illegal, and what it calls a hint executes.
class ReservedEncodingTest {
    /// A rule, and words that it makes illegal.
    record Rule(String rule, int... words) {
        @Override
        public String toString() {
            return rule;
        }
    }

    static List<Rule> rules() {
        return List.of(
                new Rule("all bits zero is defined illegal", 0x0000, 0x0000_0000),
                new Rule("all bits one is defined illegal", 0xffff_ffff),
                new Rule("c.addi4spn: no immediate", 0x0004, 0x0008, 0x001c),
                new Rule("quadrant 0, funct3 100", 0x8000, 0x8c00, 0x9ffc),
                new Rule("c.addiw: rd is x0", 0x2001, 0x2005, 0x307d),
                new Rule("c.addi16sp: no immediate", 0x6101),
                new Rule("c.lui: no immediate", 0x6001, 0x6081, 0x6f81),
                new Rule(
                        "c.subw's group: the two unused operations",
                        0x9c41,
                        0x9c61,
                        0x9fdd,
                        0x9ffd),
                new Rule("c.lwsp: rd is x0", 0x4002, 0x5072),
                new Rule("c.ldsp: rd is x0", 0x6002, 0x7072),
                new Rule("c.jr: rs1 is x0", 0x8002),
                new Rule("rm is 5 or 6: fadd.s", 0x0000_5053, 0x0000_6053),
                new Rule("rm is 5 or 6: fmadd.d", 0x0200_5043, 0x0200_6043),
                new Rule("rm is 5 or 6: fcvt.l.d", 0xc220_5053, 0xc220_6053),
                new Rule(
                        "rm is 5 or 6, where nothing is rounded: fcvt.d.w",
                        0xd200_5053,
                        0xd200_6053),
                new Rule("fsqrt: rs2 is not 0", 0x5810_0053, 0x5a10_0053),
                new Rule("fcvt: no such integer", 0xc040_0053, 0xc3f0_0053, 0xd040_0053),
                new Rule("fcvt: from a format to itself", 0x4000_0053, 0x4210_0053),
                new Rule("fcvt: half and quadruple precision", 0x4020_0053, 0x4230_0053),
                new Rule("fadd: half and quadruple precision", 0x0400_0053, 0x0600_0053),
                new Rule("fmadd: half and quadruple precision", 0x0400_0043, 0x0600_0043),
                new Rule("fmv.x and fclass: funct3 above 1", 0xe000_2053, 0xe200_7053),
                new Rule("fmv: rs2 is not 0", 0xe010_0053, 0xf010_0053, 0xe310_0053),
                new Rule("fmv.w.x, fmv.d.x: funct3 is not 0", 0xf000_1053, 0xf200_1053),
                new Rule("fsgnj: funct3 above 2", 0x2000_3053, 0x2200_7053),
                new Rule("fmin: funct3 above 1", 0x2800_2053, 0x2a00_7053),
                new Rule("feq: funct3 above 2", 0xa000_3053, 0xa200_4053),
                new Rule(
                        "load-fp and store-fp: other sizes", 0x0000_1007, 0x0000_4007, 0x0000_0027),
                new Rule("lr: rs2 is not 0", 0x1010_202f, 0x11f0_302f),
                new Rule("amo: bytes, halves and 16 bytes", 0x0000_002f, 0x0000_102f, 0x0000_402f),
                new Rule("amo: unused operations", 0x2800_202f, 0x3000_202f, 0xf800_302f),
                new Rule("slli: amount above 63", 0x0400_1013),
                new Rule("srli, srai: amount above 63", 0x0400_5013, 0x4400_5013),
                new Rule(
                        "slliw, srliw, sraiw: amount above 31",
                        0x0200_101b,
                        0x0200_501b,
                        0x4200_501b),
                new Rule("roriw: amount above 31", 0x6200_501b),
                new Rule(
                        "bclri and others: amount above 63", 0x4c00_1013, 0x2c00_1013, 0x6c00_1013),
                new Rule("slli.uw: amount above 63", 0x0c00_101b),
                new Rule(
                        "op-imm: unused words of the unary group",
                        0x6030_1013,
                        0x6060_1013,
                        0x61f0_1013),
                new Rule("op-imm-32: no sext.b, no sext.h", 0x6040_101b, 0x6050_101b),
                new Rule("orc.b and rev8: only byte granularity", 0x2880_5013, 0x6bf0_5013),
                new Rule("RV32's rev8 and zext.h", 0x6980_5013, 0x0800_4033),
                new Rule("RV64's zext.h: rs2 is not 0", 0x0810_403b),
                new Rule("op: unused funct7", 0x0400_0033, 0x4000_1033, 0x4000_2033, 0xfe00_0033),
                new Rule("op: unused of Zicond's group", 0x0e00_0033, 0x0e00_6033),
                new Rule("op-32: unused funct3", 0x0000_203b, 0x0000_303b, 0x4000_103b),
                new Rule("op-32: no mulh, no mulhu", 0x0200_103b, 0x0200_203b, 0x0200_303b),
                new Rule("op-imm-32: unused funct3", 0x0000_201b, 0x0000_701b),
                new Rule("jalr: funct3 is not 0", 0x0000_1067, 0x0000_7067),
                new Rule("branch: funct3 is 2 or 3", 0x0000_2063, 0x0000_3063),
                new Rule("load: funct3 is 7", 0x0000_7003),
                new Rule("store: funct3 above 3", 0x0000_4023, 0x0000_7023),
                new Rule("misc-mem: funct3 above 1", 0x0000_200f, 0x0000_700f),
                new Rule("system: funct3 is 4", 0x0000_4073),
                new Rule(
                        "ecall, ebreak: rd or rs1 is not 0", 0x0000_00f3, 0x0000_8073, 0x0010_00f3),
                new Rule("system: privileged", 0x0020_0073, 0x1020_0073, 0x3020_0073, 0x1050_0073),
                new Rule(
                        "custom major opcodes", 0x0000_000b, 0x0000_002b, 0x0000_005b, 0x0000_007b),
                new Rule("reserved major opcodes", 0x0000_006b, 0x0000_0077, 0x0000_0057),
                new Rule("formats longer than 32 bits", 0x0000_001f, 0x0000_003f, 0x0000_007f));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void reservedWordsAreIllegal(Rule rule) {
        for (int word : rule.words) {
            assertEquals(Optional.empty(), Decoder.decode(word), () -> Integer.toHexString(word));
        }
    }

    @Test
    void reservedRoundingModesAreIllegalInEveryInstructionThatHasOne() {
        Words.rows()
                .map(Opcode::encoding)
                .filter(encoding -> encoding.mentions("rm"))
                .forEach(
                        encoding -> {
                            for (int rm = 0; rm < 8; rm++) {
                                boolean legal =
                                        Decoder.decode(encoding.match() | rm << 12).isPresent();
                                assertEquals(
                                        rm != 5 && rm != 6, legal, encoding + " with rm " + rm);
                            }
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "0001, 00000013, c.nop",
        "0005, 00100013, c.nop with an immediate",
        "107d, fff00013, c.nop with a negative immediate",
        "0081, 00008093, c.addi with no immediate",
        "4005, 00100013, c.li x0",
        "6005, 00001037, c.lui x0",
        "8006, 00100033, c.mv x0",
        "900a, 00200033, c.ntl.p1",
        "9016, 00500033, c.ntl.all",
        "0006, 00101013, c.slli x0",
        "0082, 00009093, c.slli by 0",
        "8001, 00045413, c.srli by 0",
        "8401, 40045413, c.srai by 0",
    })
    void compressedHintsMeanTheirExpansion(String hint, String full, String name) {
        Instruction compressed = decode(hint);
        Instruction expansion = decode(full);
        assertEquals(expansion.opcode(), compressed.opcode(), name);
        for (Field field : Field.values()) {
            assertEquals(expansion.field(field), compressed.field(field), name + " " + field);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0100000f, FENCE, pause",
        "8330000f, FENCE, fence.tso",
        "0ff0000f, FENCE, fence",
        "0ff0808f, FENCE, fence with rd and rs1: both are ignored",
        "f0f0000f, FENCE, fence with a reserved fm: like a normal one",
        "0000000f, FENCE, fence of nothing",
        "0000100f, FENCE_I, fence.i",
        "1234908f, FENCE_I, fence.i with reserved fields: all are ignored",
        "00001037, LUI, lui x0",
        "00000013, ADDI, nop",
        "4010d013, SRAI, srai x0",
        "2001, , c.addiw: RV32's c.jal",
        "2085, ADDIW, c.addiw: RV32's c.jal",
        "6000, LD, c.ld: RV32's c.flw",
        "e000, SD, c.sd: RV32's c.fsw",
        "6082, LD, c.ldsp: RV32's c.flwsp",
        "e002, SD, c.sdsp: RV32's c.fswsp",
        "9002, EBREAK, c.ebreak",
        "02051513, SLLI, an amount above 31",
        "1402a02f, LR_W, lr.w.aq",
        "160535af, LR_D, lr.d.aqrl",
    })
    void wordsDecodeToTheOpcode(String word, Opcode opcode, String name) {
        Optional<Opcode> decoded =
                Decoder.decode(Integer.parseUnsignedInt(word, 16)).map(Instruction::opcode);
        assertEquals(Optional.ofNullable(opcode), decoded, name);
    }

    @Test
    void onlyTheLowHalfOfACompressedWordCounts() {
        for (int word : IntStream.of(Words.compressed()).filter(w -> w % 97 == 0).toArray()) {
            assertEquals(Decoder.decode(word), Decoder.decode(word | 0xabcd_0000));
        }
    }

    private static Instruction decode(String word) {
        return Decoder.decode(Integer.parseUnsignedInt(word, 16)).orElseThrow();
    }
}
