package dev.tracewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.guest.TinyProgram;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `explain` shows how hot code is compiled.
class ExplainTest {
    @TempDir Path folder;

    @BeforeEach
    void plan() throws IOException {
        TinyProgram.counting(folder, 0);
        call("record", "counting.elf");
        call("optimize", "counting.twp");
    }

    private Calls.Result call(String... arguments) {
        return Calls.in(folder).call(arguments);
    }

    @Test
    void withoutAChoiceItListsTracesAndRegions() {
        Calls.Result list = call("explain", "counting.plan");
        assertEquals(0, list.status(), list.err());
        assertTrue(list.out().startsWith("trace 1      0x10004    bump "), list.out());
        assertTrue(list.out().contains("\nregion 2     0x10004    bump "), list.out());
    }

    @ParameterizedTest
    @CsvSource({"--trace, 1", "--region, 2"})
    void theLoopIsShownStepByStep(String option, String number) {
        Calls.Result loop =
                call("explain", option, number, "--backend", "bytecode", "counting.plan");
        assertEquals(0, loop.status(), loop.err());
        List<String> parts =
                List.of(
                        " at 0x10004 (bump): 1 block, 3 instructions, 1 entry\n",
                        "\nGuest code\n  block 0, entry, bump, executed ",
                        " times\n       10004:  add        t1,t1,3\n",
                        "      taken: 0x10004, block 0\n      not taken: 0x10010, leaves\n",
                        "\nExits, and how often control went that way in the profiled run\n",
                        "       1000c:  not taken   0x10010 (bump+0xc) ",
                        "\nSSA form as built\n",
                        "\nCode, ",
                        " bytes\n  run, ",
                        "  leave0, ");
        int at = 0;
        for (String part : parts) {
            int found = loop.out().indexOf(part, at);
            assertTrue(found >= 0, part + " is not in\n" + loop.out());
            at = found;
        }
        assertTrue(loop.out().lines().anyMatch(l -> l.matches(".*not taken +0x10010 .* 1$")));
    }

    @Test
    void passesThatChangeNothingAreNamedOnRequestOnly() {
        String shown = call("explain", "--trace", "1", "counting.plan").out();
        String all = call("explain", "--trace", "1", "--all-passes", "counting.plan").out();
        assertFalse(shown.contains(": unchanged\n"), shown);
        assertTrue(all.contains(": unchanged\n"), all);
        assertEquals(
                shown,
                call("explain", "--all", "counting.plan").out().substring(0, shown.length()));
    }

    @ParameterizedTest
    @CsvSource({"--trace, 0, 64", "--trace, 99, 64", "--region, 99, 64", "--backend, fast, 64"})
    void whatThereIsNotIsSaidInALine(String option, String value, int status) {
        Calls.Result result = call("explain", option, value, "counting.plan");
        assertEquals(status, result.status());
        assertTrue(result.message().contains(value), result.err());
    }

    @Test
    void aPlanOfAnotherProgramIsStale() throws IOException {
        TinyProgram.counting(folder, 1);
        assertEquals(ExitCode.BAD_INPUT, call("explain", "counting.plan").status());
    }

    @Test
    void theProgramIsNeeded() throws IOException {
        Files.move(folder.resolve("counting.elf"), folder.resolve("moved.elf"));
        Calls.Result missing = call("explain", "counting.plan");
        assertEquals(ExitCode.NO_INPUT, missing.status());
        assertTrue(missing.message().contains("second parameter"), missing.err());
        assertEquals(0, call("explain", "counting.plan", "moved.elf").status());
    }
}
