package dev.tracewright.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The table's fixed bits against a checkout of the repository riscv-opcodes, where
/// `-Driscv.opcodes=DIR` names one.
class RiscvOpcodesTest {
    private static final Pattern FILE = Pattern.compile("rv(64)?_[a-z_]+");
    private static final Pattern FIXED_BITS = Pattern.compile("\\b(\\d+)(?:\\.\\.(\\d+))?=(\\w+)");

    /// The fixed bits of an instruction.
    private record FixedBits(int match, int mask) {}

    @Test
    void fixedBitsAgreeWithRiscvOpcodes() throws IOException {
        String directory = System.getProperty("riscv.opcodes");
        assumeTrue(directory != null, "-Driscv.opcodes=DIR is not given");
        Map<String, List<FixedBits>> theirs = read(Path.of(directory));
        assertFalse(theirs.isEmpty(), directory + " has no rv_* files");
        var differences = new ArrayList<String>();
        for (Opcode row : Opcode.values()) {
            var ours = new FixedBits(row.encoding().match(), row.encoding().mask());
            if (!theirs.getOrDefault(row.mnemonic(), List.of()).contains(ours)) {
                differences.add(row.mnemonic() + " " + ours + ", " + theirs.get(row.mnemonic()));
            }
        }
        assertEquals(List.of(), differences);
    }

    private static Map<String, List<FixedBits>> read(Path directory) throws IOException {
        var all = new HashMap<String, List<FixedBits>>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(RiscvOpcodesTest::describesRv64).sorted().toList()) {
                Files.readAllLines(file).forEach(line -> read(line, all));
            }
        }
        return all;
    }

    private static boolean describesRv64(Path file) {
        return Files.isRegularFile(file)
                && FILE.matcher(file.getFileName().toString()).matches()
                && !file.toString().contains("unratified");
    }

    // "add rd rs1 rs2 31..25=0 14..12=0 6..2=0x0C 1..0=3"; "$pseudo_op rv_i::andi zext.b rd ..."
    private static void read(String line, Map<String, List<FixedBits>> all) {
        String text = line.replaceFirst("#.*", "").replaceFirst("\\$pseudo_op\\s+\\S+", "").strip();
        if (text.isEmpty() || text.startsWith("$")) {
            return;
        }
        int match = 0;
        int mask = 0;
        var bits = FIXED_BITS.matcher(text);
        while (bits.find()) {
            int high = Integer.parseInt(bits.group(1));
            int low = bits.group(2) == null ? high : Integer.parseInt(bits.group(2));
            mask |= (int) ((2L << high) - (1L << low));
            match |= number(bits.group(3)) << low;
        }
        String name = text.split("\\s+")[0];
        all.computeIfAbsent(name, _ -> new ArrayList<>()).add(new FixedBits(match, mask));
    }

    private static int number(String text) {
        return text.startsWith("0b")
                ? Integer.parseInt(text.substring(2), 2)
                : Integer.decode(text.matches("0+[0-9]+") ? text.replaceFirst("^0+", "") : text);
    }
}
