package dev.tracewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.guest.TinyProgram;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `bench` starts this program anew for every run and shows what that took.
class BenchTest {
    @TempDir Path folder;

    @BeforeEach
    void programs() throws IOException {
        TinyProgram.counting(folder, 3);
    }

    private Calls.Result bench(String... arguments) {
        var all = new ArrayList<>(List.of("bench", "--runs", "1"));
        all.addAll(List.of(arguments));
        return Calls.in(folder).call(all.toArray(String[]::new));
    }

    @Test
    void showsAndWritesWhatItMeasured() throws IOException {
        Calls.Result result = bench("--ways", "run,switch,qemu", "-o", "out", ".");
        assertEquals(0, result.status(), result.err());
        for (String shown :
                List.of(
                        "Seconds",
                        "Ratios of times",
                        "switch/run",
                        "Geometric means",
                        "there is no qemu-riscv64",
                        "equal in every run of every way")) {
            assertTrue(result.out().contains(shown), shown + " is not in\n" + result.out());
        }
        List<String> rows = Files.readAllLines(folder.resolve("out/programs.csv"));
        assertTrue(rows.get(0).startsWith("program,kind,length,run_seconds,run_seconds_low,"));
        assertTrue(rows.get(1).startsWith("counting,program,long,"), rows.get(1));
        assertEquals(rows.get(0).split(",").length, rows.get(1).split(",").length);
        assertEquals(3, Files.readAllLines(folder.resolve("out/samples.csv")).size());
        assertTrue(Files.size(folder.resolve("out/report.html")) > 1000);
    }

    @Test
    void failsWhereARequirementIsNotMet() {
        assertEquals(
                0, bench("--ways", "run,switch", "--require", "switch/run=0.01", ".").status());
        Calls.Result missed = bench("--ways", "run,switch", "--require", "switch/run=900", ".");
        assertEquals(1, missed.status());
        assertTrue(missed.message().matches(".*switch/run of the long runs is .*, expected 900.*"));
    }

    @Test
    void printsForPrograms() {
        Calls.Result csv = bench("--ways", "run", "--format", "csv", ".");
        assertEquals(2, csv.out().lines().count(), csv.out());
        assertTrue(bench("--ways", "run", "--format", "json", ".").out().startsWith("{\n"));
    }
}
