package dev.tracewright.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tracewright.isa.Disassembler.Style;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Decoder and disassembler against GNU objdump: what is an instruction, and how it is written.
class ObjdumpTest {
    /// A difference that is meant: when objdump writes `theirs` and we write `ours`.
    record Divergence(String reason, BiPredicate<String, String> explains) {}

    private static final List<Divergence> KNOWN_DIVERGENCES =
            List.of(
                    new Divergence(
                            "rounding modes 5 and 6 are reserved; objdump shows them",
                            (theirs, ours) -> theirs.endsWith(",unknown") && isData(ours)),
                    new Divergence(
                            "rm counts as usual where nothing is rounded; objdump knows only rm ="
                                    + " 0",
                            (theirs, ours) ->
                                    isData(theirs)
                                            && ours.matches("fcvt\\.d\\.(s|w|wu)\t.*,(r..|dyn)")),
                    new Divergence(
                            "reserved fields of fences are ignored; objdump wants them to be 0",
                            (theirs, ours) -> isData(theirs) && ours.startsWith("fence")),
                    new Divergence(
                            "objdump 2.40 does not know Zicond",
                            (theirs, ours) -> isData(theirs) && ours.startsWith("czero.")),
                    new Divergence(
                            "privileged instructions are not of a user's machine",
                            (theirs, ours) ->
                                    isData(ours)
                                            && theirs.matches(
                                                    "([ushmd]ret|wfi|sfence\\.vma?)(\t.*)?")),
                    new Divergence(
                            "the upper halves of counters are RV32's: RV64 has no register there",
                            ObjdumpTest::namesUpperHalf),
                    new Divergence(
                            "c.addi16sp without immediate is reserved; objdump shows it",
                            (theirs, ours) ->
                                    ours.equals(".2byte\t0x6101") && theirs.endsWith("sp,0")),
                    new Divergence(
                            "objdump calls shifts by 0 by the name that RV128's had, even by rows",
                            (theirs, ours) ->
                                    theirs.matches("c\\.(slli|srli|srai)64\t(\\w+)")
                                            && ours.equals(theirs.replace("64", "") + ",0x0")),
                    new Divergence(
                            "objdump has rows for instructions that are illegal on purpose",
                            (theirs, ours) ->
                                    theirs.equals("c.unimp") && ours.equals("unimp")
                                            || theirs.equals("unimp")
                                                    && ours.equals("csrrw\tzero,cycle,zero")),
                    new Divergence(
                            "fence.tso and pause are rows of objdump's, and fences of ours",
                            (theirs, ours) ->
                                    ours.startsWith("fence\t")
                                            && theirs.matches("fence\\.tso|pause")));

    /// Words that the sweeps would meet too seldom.
    private static final int[] SINGLE_WORDS = {
        0xc000_1073, // unimp
        0x0020_0073, // uret
        0x3020_0073, // mret
        0x1050_0073, // wfi
        0x1200_0073, // sfence.vma
        0x0100_000f, // pause
        0x8330_000f, // fence.tso
        0xc800_2573, // csrr a0,cycleh
    };

    private final Set<String> met = new HashSet<>();

    @BeforeAll
    static void objdumpIsInstalled() {
        assumeTrue(Objdump.available(), "GNU objdump 2.40 for riscv64-linux-gnu is not installed");
    }

    @Test
    void wordsAreWrittenAsObjdumpWritesThem() throws IOException {
        for (Style style : Style.values()) {
            compare(Words.compressed(), 2, style);
            compare(sweep(300, 30_000, 11), 4, style);
        }
        var listed = KNOWN_DIVERGENCES.stream().map(Divergence::reason).collect(Collectors.toSet());
        assertEquals(listed, met, "divergences that are listed and met");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void manyWordsAreWrittenAsObjdumpWritesThem(Style style) throws IOException {
        for (int seed = 100; seed < 108; seed++) {
            compare(sweep(2_000, 500_000, seed), 4, style);
        }
    }

    // objdump takes words that end in 11111 for the beginning of longer ones and would lose step.
    private static int[] sweep(int perRow, int spread, int seed) {
        var near = Words.near(perRow, seed);
        var all = IntStream.concat(near, Words.spread(spread, seed));
        return IntStream.concat(all, IntStream.of(SINGLE_WORDS))
                .filter(word -> (word & 0x1f) != 0x1f)
                .toArray();
    }

    private void compare(int[] words, int length, Style style) throws IOException {
        var disassembler = new Disassembler(style, _ -> Optional.empty());
        List<Objdump.Line> lines = Objdump.disassemble(words, length, aliases(style));
        assertEquals(words.length, lines.size());
        var unexplained = new ArrayList<String>();
        for (int i = 0; i < words.length; i++) {
            compare(lines.get(i), words[i], disassembler, unexplained);
        }
        assertEquals(List.of(), unexplained);
    }

    private void compare(
            Objdump.Line line, int word, Disassembler disassembler, List<String> unexplained) {
        assertEquals(word, line.word(), "objdump lost step");
        String ours = disassembler.text(word, line.address());
        if (ours.equals(line.text())) {
            return;
        }
        for (Divergence divergence : KNOWN_DIVERGENCES) {
            if (divergence.explains.test(line.text(), ours)) {
                met.add(divergence.reason);
                return;
            }
        }
        if (unexplained.size() < 20) {
            unexplained.add("%08x is %s, objdump: %s".formatted(word, ours, line.text()));
        }
    }

    static List<Path> samples() throws IOException {
        Path root = Path.of(System.getProperty("tracewright.root", ".."));
        try (Stream<Path> files = Files.walk(root.resolve("samples"), 2)) {
            return files.filter(file -> file.toString().endsWith(".elf")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samplesAreWrittenAsObjdumpWritesThem(Path elf) throws IOException {
        for (Style style : Style.values()) {
            var disassembler = new Disassembler(style, _ -> Optional.empty());
            var differences = new ArrayList<String>();
            var lines = new ArrayList<Objdump.Line>();
            Objdump.disassemble(elf, aliases(style), lines::add);
            for (Objdump.Line line : lines) {
                String theirs = line.text().replaceAll("\\b([0-9a-f]+) <[^>]+>$", "0x$1");
                String ours = disassembler.text(line.word(), line.address());
                if (!ours.equals(theirs) && !theirs.equals("c.unimp")) {
                    differences.add("%x: %s, objdump: %s".formatted(line.address(), ours, theirs));
                }
            }
            assertTrue(lines.size() > 100, elf + " has code");
            assertEquals(List.of(), differences);
        }
    }

    private static boolean aliases(Style style) {
        return style == Style.PSEUDO_INSTRUCTIONS;
    }

    private static boolean isData(String text) {
        return text.startsWith(".");
    }

    // Their text is ours with a name that ends in "h" in the place of a number.
    private static boolean namesUpperHalf(String theirs, String ours) {
        return theirs.replaceFirst("\\b[a-z]+[0-9]*h\\b", "#")
                .equals(ours.replaceFirst("\\b0x[0-9a-f]{3}\\b", "#"));
    }
}
