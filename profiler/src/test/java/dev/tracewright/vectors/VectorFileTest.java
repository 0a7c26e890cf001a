package dev.tracewright.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.tracewright.vectors.Vector.Trap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class VectorFileTest {
    private static final String HEADER =
            "assembly,words,before,after,next,trap,memory_before,memory_after\n";

    /// The instructions of each extension, from the specification's listings.
    private static final Map<String, String> INSTRUCTIONS =
            Map.ofEntries(
                    Map.entry(
                            "rv64i",
                            "lui auipc jal jalr beq bne blt bge bltu bgeu lb lh lw ld lbu lhu lwu"
                                + " sb sh sw sd addi slti sltiu xori ori andi slli srli srai add"
                                + " sub sll slt sltu xor srl sra or and addiw slliw srliw sraiw"
                                + " addw subw sllw srlw sraw fence"),
                    Map.entry(
                            "m",
                            "mul mulh mulhsu mulhu div divu rem remu mulw divw divuw remw remuw"),
                    Map.entry(
                            "a",
                            "lr.w sc.w amoswap.w amoadd.w amoxor.w amoand.w amoor.w amomin.w"
                                    + " amomax.w amominu.w amomaxu.w lr.d sc.d amoswap.d amoadd.d"
                                    + " amoxor.d amoand.d amoor.d amomin.d amomax.d amominu.d"
                                    + " amomaxu.d"),
                    Map.entry("f", "flw fsw " + ofFormat("s") + " fmv.x.w fmv.w.x"),
                    Map.entry(
                            "d", "fld fsd " + ofFormat("d") + " fcvt.s.d fcvt.d.s fmv.x.d fmv.d.x"),
                    Map.entry(
                            "c",
                            "c.addi4spn c.fld c.lw c.ld c.fsd c.sw c.sd c.addi c.addiw c.li"
                                    + " c.addi16sp c.lui c.srli c.srai c.andi c.sub c.xor c.or"
                                    + " c.and c.subw c.addw c.j c.beqz c.bnez c.slli c.fldsp c.lwsp"
                                    + " c.ldsp c.jr c.mv c.jalr c.add c.fsdsp c.swsp c.sdsp"),
                    Map.entry("zicsr", "csrrw csrrs csrrc csrrwi csrrsi csrrci"),
                    Map.entry(
                            "zba",
                            "add.uw sh1add sh1add.uw sh2add sh2add.uw sh3add sh3add.uw slli.uw"),
                    Map.entry(
                            "zbb",
                            "andn orn xnor clz clzw ctz ctzw cpop cpopw max maxu min minu sext.b"
                                    + " sext.h zext.h rol rolw ror rori roriw rorw orc.b rev8"),
                    Map.entry("zbc", "clmul clmulh clmulr"),
                    Map.entry("zbs", "bclr bclri bext bexti binv binvi bset bseti"),
                    Map.entry("zicond", "czero.eqz czero.nez"));

    private static String ofFormat(String letter) {
        return Stream.of(
                        "fmadd fmsub fnmsub fnmadd fadd fsub fmul fdiv fsqrt fsgnj fsgnjn fsgnjx"
                                .split(" "),
                        "fmin fmax feq flt fle fclass fcvt.w fcvt.wu fcvt.l fcvt.lu".split(" "))
                .flatMap(Stream::of)
                .map(name -> name + "." + letter)
                .collect(Collectors.joining(" "))
                .concat(
                        Stream.of("w", "wu", "l", "lu")
                                .map(type -> " fcvt." + letter + "." + type)
                                .collect(Collectors.joining()));
    }

    @Test
    void everyInstructionHasTwentyVectorsOrMore() {
        for (Map.Entry<String, String> extension : INSTRUCTIONS.entrySet()) {
            Map<String, Long> counts =
                    VectorFile.read(extension.getKey()).stream()
                            .flatMap(vector -> vector.mnemonics().stream())
                            .collect(groupingBy(name -> name, counting()));
            for (String mnemonic : extension.getValue().split(" ")) {
                long count = counts.getOrDefault(mnemonic, 0L);
                assertTrue(count >= 20, () -> mnemonic + " has " + count + " vectors");
            }
        }
    }

    @Test
    void everyRoundedInstructionHasTwentyVectorsInEveryMode() {
        Map<String, Map<String, Long>> counts =
                Stream.of("f", "d")
                        .flatMap(name -> VectorFile.read(name).stream())
                        .flatMap(vector -> vector.instructions().stream())
                        .filter(text -> text.matches(".*,(rne|rtz|rdn|rup|rmm)"))
                        .collect(
                                groupingBy(
                                        text -> text.substring(0, text.indexOf(' ')),
                                        groupingBy(
                                                text -> text.substring(text.lastIndexOf(',')),
                                                counting())));
        // Eighteen arithmetic ones, eight conversions to and six from integers, and fcvt.s.d.
        assertTrue(counts.size() >= 33, () -> "only " + counts.keySet());
        counts.forEach(
                (mnemonic, modes) -> {
                    if (!mnemonic.startsWith("fcvt.d.w") && !mnemonic.equals("fcvt.d.s")) {
                        assertEquals(5, modes.size(), mnemonic);
                        modes.forEach((mode, count) -> assertTrue(count >= 20, mnemonic + mode));
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"f", "d"})
    void everyFlagIsRaisedAndEveryModeIsUsedDynamically(String name) {
        Set<Long> raised = new TreeSet<>();
        Set<Long> modes = new TreeSet<>();
        for (Vector vector : VectorFile.read(name)) {
            if (vector.assembly().endsWith(",dyn")) {
                long before = Vector.value(vector.before(), "fcsr").offset();
                long after = Vector.value(vector.after(), "fcsr").offset();
                raised.add(after & ~before & 0x1f);
                modes.add(before >> 5);
            }
        }
        assertEquals(Set.of(0L, 1L, 2L, 3L, 4L), modes);
        // None, NX, UF+NX, OF+NX, DZ, NV; others occur where NX had been set before.
        assertTrue(raised.containsAll(Set.of(0L, 1L, 3L, 5L, 8L, 16L)), raised::toString);
    }

    @Test
    void everyVectorIsConsistent() {
        for (Vector vector : VectorFile.all()) {
            int instructions = vector.instructions().size();
            assertEquals(instructions, vector.words().size(), vector::toString);
            assertTrue(Set.of(0, Vector.MEMORY).contains(vector.memoryBefore().length));
            assertEquals(vector.memoryBefore().length, vector.memoryAfter().length);
            boolean reserved = vector.file().equals("reserved.csv");
            boolean breakpoint = vector.mnemonics().getFirst().endsWith("ebreak");
            assertEquals(
                    reserved ? Trap.ILLEGAL : breakpoint ? Trap.BREAKPOINT : Trap.NONE,
                    vector.trap(),
                    vector::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "ff,ff", "PC,1000", "PC-4,ffc", "BUF+1f,201f", "ffffffffffffffff,-1"})
    void valuesMayDependOnCodeAndBuffer(String text, String expected) throws IOException {
        Vector vector = parse("nop,00000013,x10=" + text + ",,PC+4,,,");
        long value = Vector.value(vector.before(), "x10").at(0x1000, 0x2000);
        assertEquals(Long.parseLong(expected, 16), value);
    }

    @Test
    void codeIsLittleEndianAndMnemonicsLackOrderingBits() throws IOException {
        Vector vector =
                parse("\"lr.w.aqrl x13,(x10); .2byte 0x0001 # c.nop\",160526af 0001,,,PC+6,,,");
        byte[] code = {(byte) 0xaf, 0x26, 0x05, 0x16, 0x01, 0x00};
        assertArrayEquals(code, vector.code());
        assertEquals(List.of("lr.w", "c.nop"), vector.mnemonics());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nop,00000013,,,PC+4,,",
                "nop,x,,,PC+4,,,",
                "nop,00000013,x10,,PC+4,,,",
                "nop,00000013,y1=0,,PC+4,,,",
                "nop,00000013,,,PC+4,fault,,",
                "nop,00000013,,,PC+4,,0,0"
            })
    void malformedLinesAreNamed(String line) {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> parse(line));
        assertEquals("t.csv:2: " + line, thrown.getMessage());
    }

    private static Vector parse(String line) throws IOException {
        return VectorFile.read("t.csv", new BufferedReader(new StringReader(HEADER + line)))
                .getFirst();
    }
}
