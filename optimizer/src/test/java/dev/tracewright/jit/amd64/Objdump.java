package dev.tracewright.jit.amd64;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// GNU objdump for the host's code as an oracle, where it is installed.
final class Objdump {
    /// One instruction: its offset and its text with single spaces.
    record Line(int offset, String text) {}

    private Objdump() {}

    /// Skips the test where there is no objdump that knows amd64.
    static void assume() {
        Assumptions.assumeTrue(Installed.YES, "needs GNU objdump with elf64-x86-64");
    }

    private static final class Installed {
        static final boolean YES = check();

        private static boolean check() {
            try {
                return output("objdump", "-i").contains("elf64-x86-64");
            } catch (IOException e) {
                return false;
            }
        }
    }

    static List<Line> disassemble(byte[] code) throws IOException {
        Path file = Files.createTempFile("code", ".bin");
        try {
            Files.write(file, code);
            String listing =
                    output(
                            "objdump",
                            "-D",
                            "-w",
                            "-b",
                            "binary",
                            "-mi386:x86-64",
                            "-Mintel",
                            file.toString());
            return parse(listing);
        } finally {
            Files.delete(file);
        }
    }

    private static List<Line> parse(String listing) {
        List<Line> lines = new ArrayList<>();
        for (String line : listing.split("\n")) {
            String[] columns = line.split("\t", 3);
            if (columns.length == 3 && columns[0].endsWith(":")) {
                String offset = columns[0].strip();
                lines.add(
                        new Line(
                                Integer.parseInt(offset, 0, offset.length() - 1, 16),
                                singleSpaced(columns[2].strip())));
            }
        }
        return lines;
    }

    private static String singleSpaced(String text) {
        int space = text.indexOf("  ");
        if (space < 0) {
            return text;
        }
        return singleSpaced(text.substring(0, space + 1) + text.substring(space).stripLeading());
    }

    private static String output(String... command) throws IOException {
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String text =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command[0] + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return text;
    }
}
