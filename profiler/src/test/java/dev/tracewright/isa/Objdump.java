package dev.tracewright.isa;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// GNU objdump as an oracle, where it is installed.
final class Objdump {
    private static final String PROGRAM = "riscv64-linux-gnu-objdump";

    /// The extensions that the words may use. 2.40 does not know Zicond.
    private static final String ARCH =
            "rv64i2p1_m2p0_a2p1_f2p2_d2p2_c2p0_zicsr2p0_zifencei2p0_zihintpause2p0"
                    + "_zba1p0_zbb1p0_zbc1p0_zbs1p0";

    /// The address of the first word that [#disassemble] is given.
    static final long BASE = 0x10_0000;

    /// One line of a listing. The text is without objdump's comment, which is the address that this
    /// instruction and an earlier `lui` or `auipc` may form: objdump does not notice when the
    /// register is overwritten in between.
    record Line(long address, int word, String text) {}

    private Objdump() {}

    /// Whether the version is installed that the disassembler follows.
    static boolean available() {
        try {
            var process = new ProcessBuilder(PROGRAM, "--version").start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor() == 0 && output.contains(" 2.40");
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Disassembles words of the same length (2 or 4 bytes), laid out from [#BASE].
    static List<Line> disassemble(int[] words, int length, boolean aliases) throws IOException {
        Path file = Files.createTempFile("words", ".o");
        try {
            Files.write(file, object(words, length));
            var lines = new ArrayList<Line>(words.length);
            disassemble(file, aliases, lines::add);
            return lines;
        } finally {
            Files.delete(file);
        }
    }

    /// Disassembles the code of an ELF file.
    static void disassemble(Path file, boolean aliases, Consumer<Line> sink) throws IOException {
        var command = new ArrayList<>(List.of(PROGRAM, "-d", "-z", file.toString()));
        if (!aliases) {
            command.add(1, "-Mno-aliases");
        }
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = reader.readLine()) != null; ) {
                String[] columns = line.split("\t", 3);
                if (columns.length == 3 && columns[0].endsWith(":")) {
                    sink.accept(parse(columns));
                }
            }
        }
    }

    private static Line parse(String[] columns) {
        return new Line(
                Long.parseUnsignedLong(columns[0].strip().replace(":", ""), 16),
                Integer.parseUnsignedInt(columns[1].strip(), 16),
                columns[2].replaceFirst(" +# .*", "").strip());
    }

    // A relocatable ELF file with the words in .text, and in .riscv.attributes the extensions, by
    // which
    // objdump selects what it decodes.
    private static byte[] object(int[] words, int length) {
        byte[] attributes = attributes();
        byte[] names =
                "\0.text\0.riscv.attributes\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
        int textSize = words.length * length;
        int headerSize = 64;
        int sectionsAt = headerSize + textSize + attributes.length + names.length;
        var out = ByteBuffer.allocate(sectionsAt + 4 * 64).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        out.putShort((short) 1).putShort((short) 243).putInt(1);
        out.putLong(0).putLong(0).putLong(sectionsAt).putInt(5);
        for (int value : new int[] {headerSize, 0, 0, 64, 4, 3}) {
            out.putShort((short) value);
        }
        for (int word : words) {
            if (length == 2) {
                out.putShort((short) word);
            } else {
                out.putInt(word);
            }
        }
        out.put(attributes).put(names);
        out.position(out.position() + 64);
        section(out, 1, 1, 6, BASE, headerSize, textSize);
        section(out, 7, 0x7000_0003, 0, 0, headerSize + textSize, attributes.length);
        section(out, 25, 3, 0, 0, headerSize + textSize + attributes.length, names.length);
        return out.array();
    }

    private static byte[] attributes() {
        byte[] arch = ARCH.getBytes(StandardCharsets.US_ASCII);
        int fileAttributes = 5 + 1 + arch.length + 1;
        var out = ByteBuffer.allocate(1 + 4 + 6 + fileAttributes).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 'A')
                .putInt(out.capacity() - 1)
                .put("riscv\0".getBytes(StandardCharsets.US_ASCII));
        out.put((byte) 1).putInt(fileAttributes).put((byte) 5).put(arch).put((byte) 0);
        return out.array();
    }

    private static void section(
            ByteBuffer out, int name, int type, long flags, long address, long offset, long size) {
        out.putInt(name).putInt(type).putLong(flags).putLong(address).putLong(offset).putLong(size);
        out.putInt(0).putInt(0).putLong(1).putLong(0);
    }
}
