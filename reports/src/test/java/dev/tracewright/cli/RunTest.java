package dev.tracewright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.guest.TinyProgram;
import dev.tracewright.samples.Sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class RunTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 255})
    void exitStatusIsPassedOn(int status) throws IOException {
        TinyProgram.counting(folder, status);
        assertEquals(
                new Calls.Result(status, "", ""), Calls.in(folder).call("run", "counting.elf"));
        assertEquals(
                new Calls.Result(status, "", ""), Calls.in(folder).call("record", "counting.elf"));
    }

    @Test
    void faultIsExplainedAndEndsAsAShellWouldShowIt() throws IOException {
        TinyProgram.faulting(folder);
        Calls.Result result = Calls.in(folder).call("run", "faulting.elf");
        assertEquals(128 + 11, result.status());
        assertEquals("", result.out());
        List<String> lines = result.err().lines().toList();
        assertEquals(
                "tracewright: SIGSEGV: load access fault at pc 0x1000c in bump+0x8, address 0x8",
                lines.getFirst());
        assertTrue(result.err().contains("  backtrace:\n    0x1000c      bump+0x8\n"));
        assertTrue(result.err().contains("    0x10004      bump\n"), result.err());
        assertTrue(result.err().contains("t0 000000000000004d"), result.err());
        assertTrue(result.err().contains("ra 0000000000010004"), result.err());
    }

    @Test
    void profileOfAProgramThatFaultsIsWrittenToo() throws IOException {
        TinyProgram.faulting(folder);
        assertEquals(139, Calls.in(folder).call("record", "faulting.elf").status());
        String report = Calls.in(folder).call("report", "faulting.twp").out();
        assertTrue(report.contains("load access fault at pc 0x1000c"), report);
    }

    @Test
    void instructionLimitStops() throws IOException {
        TinyProgram.endless(folder);
        Calls.Result result =
                Calls.in(folder).call("run", "--max-instructions", "5000", "endless.elf");
        assertEquals(ExitCode.LIMIT_REACHED, result.status());
        assertEquals("tracewright: stopped after 5,000 instructions", result.message());
    }

    @Test
    void statisticsAreShownOnRequest() throws IOException {
        TinyProgram.counting(folder, 0);
        Calls.Result result = Calls.in(folder).call("run", "--statistics", "counting.elf");
        assertTrue(
                result.message().startsWith("tracewright: adaptive: 3,004 instructions, "),
                result.err());
    }

    @Test
    void inputAndOutputArePassedThrough() {
        Sample sample =
                Sample.quick().stream()
                        .filter(s -> s.name().equals("wordcount"))
                        .findFirst()
                        .orElseThrow();
        Calls.Result result =
                Calls.in(sample.elf().getParent())
                        .withInput(sample.input())
                        .call(arguments(sample, "run"));
        assertEquals("", result.err());
        assertArrayEquals(
                sample.expected(), result.out().getBytes(StandardCharsets.UTF_8), result.out());
    }

    static String[] arguments(Sample sample, String... before) {
        var words = new ArrayList<>(List.of(before));
        words.add(sample.elf().toAbsolutePath().toString());
        words.add("--");
        words.addAll(sample.arguments());
        return words.toArray(String[]::new);
    }

    @Test
    void profileIsWrittenWhereAskedAndIsTheSameTwice() throws IOException {
        TinyProgram.counting(folder, 0);
        for (String name : List.of("a.twp", "b.twp")) {
            Calls.in(folder).call("record", "--deterministic", "-o", name, "counting.elf");
        }
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("a.twp")),
                Files.readAllBytes(folder.resolve("b.twp")));
    }
}
