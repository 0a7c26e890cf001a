package dev.tracewright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tracewright.chart.ChartWriter;
import dev.tracewright.guest.TinyProgram;
import dev.tracewright.samples.Sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/// From a program to profile, plan, report and comparison, as a user would go.
class WorkflowTest {
    private static final Set<String> TABLES =
            Set.of(
                    "blocks.csv",
                    "edges.csv",
                    "functions.csv",
                    "instructions.csv",
                    "ladder.csv",
                    "opcodes.csv",
                    "rejected.csv",
                    "rejections.csv",
                    "samples.csv",
                    "selectors.csv",
                    "superinstructions.csv",
                    "trace_blocks.csv",
                    "traces.csv");
    private static final Set<String> CHARTS =
            Set.of("coverage", "dispatches", "hot-blocks", "hot-functions", "opcode-mix", "speed");

    @TempDir Path folder;

    private Calls.Result call(String... arguments) {
        return Calls.in(folder).call(arguments);
    }

    private static Sample sample(String name) {
        return Sample.quick().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    private Set<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void recordReportOptimizeRunTrace() throws IOException {
        TinyProgram.counting(folder, 3);
        assertEquals(3, call("record", "counting.elf").status());

        Calls.Result report = call("report", "--by", "block", "--format", "csv", "counting.twp");
        assertTrue(report.out().contains("\n1,bump,0x10004,0x10010,3,1000,3000,"), report.out());

        Calls.Result plan = call("optimize", "counting.twp");
        assertEquals(0, plan.status(), plan.err());
        assertTrue(plan.out().contains("addi + addi + bne"), plan.out());
        assertTrue(plan.out().endsWith("written: " + folder.resolve("counting.plan") + "\n"));

        for (String engine : List.of("super", "trace")) {
            Calls.Result run =
                    call(
                            "run",
                            "--plan",
                            "counting.plan",
                            "--engine",
                            engine,
                            "--statistics",
                            "counting.elf");
            assertEquals(3, run.status());
            assertTrue(run.message().startsWith("tracewright: " + engine + ": 3,004 instructions"));
        }

        Calls.Result trace = call("trace", "--address", "10010", "counting.twp");
        List<String> lines = trace.out().lines().toList();
        assertEquals(2, lines.size(), trace.out());
        assertTrue(lines.get(1).matches(" +1000 +3001  not taken .*bump\\+0xc"), lines.get(1));
    }

    @Test
    void optimizeRecordsAProgramFirst() throws IOException {
        TinyProgram.counting(folder, 3);
        Calls.Result plan = call("optimize", "-o", "direct.plan", "counting.elf");
        assertEquals(0, plan.status(), plan.err());
        call("record", "counting.elf");
        call("optimize", "-o", "indirect.plan", "counting.twp");
        assertEquals(
                Files.readString(folder.resolve("indirect.plan")),
                Files.readString(folder.resolve("direct.plan")));
        assertEquals(
                Set.of("counting.elf", "counting.twp", "direct.plan", "indirect.plan"), files("."));
    }

    @Test
    void reportFindsItsProgramOrSaysThatItDoesNot() throws IOException {
        Path program = TinyProgram.counting(folder, 0);
        call("record", "counting.elf");
        assertEquals("", call("report", "counting.twp").err());
        Files.createDirectory(folder.resolve("elsewhere"));
        Files.move(program, folder.resolve("elsewhere").resolve("moved.elf"));
        Calls.Result alone = call("report", "counting.twp");
        assertEquals(0, alone.status());
        assertTrue(alone.message().contains("counting.elf not found beside the profile or here"));
        assertFalse(alone.out().contains("bump"));
        Calls.Result given = call("report", "counting.twp", "elsewhere/moved.elf");
        assertTrue(given.out().contains("bump"), given.err());
    }

    @Test
    void aProfileIsStaleWhenTheProgramBesideItHasChanged() throws IOException {
        TinyProgram.counting(folder, 0);
        call("record", "counting.elf");
        TinyProgram.counting(folder, 1);
        Calls.Result stale = call("report", "counting.twp");
        assertEquals(65, stale.status());
        assertTrue(stale.message().contains("counting.twp"), stale.message());
    }

    @Test
    void reportIsWrittenInEveryFormat() throws Exception {
        TinyProgram.counting(folder, 0);
        call("record", "counting.elf");
        call("report", "--format", "html", "-o", "page.html", "counting.twp");
        DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("page.html").toFile());
        call("report", "--format", "csv", "-o", "tables", "counting.twp");
        assertEquals(
                Set.of("blocks.csv", "functions.csv", "instructions.csv", "opcodes.csv"),
                files("tables"));
        assertTrue(call("report", "--format", "json", "counting.twp").out().startsWith("{\n"));
    }

    @Test
    void colourIsForTerminalsOnlyAndNotIfUnwanted() throws IOException {
        TinyProgram.counting(folder, 0);
        call("record", "counting.elf");
        String escape = "\u001b[";
        assertFalse(call("report", "counting.twp").out().contains(escape));
        assertTrue(
                Calls.in(folder)
                        .onTerminal()
                        .call("report", "counting.twp")
                        .out()
                        .contains(escape));
        assertFalse(
                Calls.in(folder)
                        .onTerminal()
                        .withEnvironment(Map.of("NO_COLOR", "1"))
                        .call("report", "counting.twp")
                        .out()
                        .contains(escape));
    }

    @Test
    void compareShowsAndWritesEverything() throws Exception {
        Sample sample = sample("wordcount");
        Calls.Result result =
                Calls.in(folder)
                        .withInput(sample.input())
                        .call(RunTest.arguments(sample, "compare", "--runs", "2", "--warmup", "0"));
        assertEquals(0, result.status(), result.err());
        assertEquals("", result.err());
        for (String shown :
                List.of(
                        "Build-id",
                        "Hottest blocks",
                        "Superinstructions",
                        "Hot-path traces",
                        "\n  switch ",
                        "\n  dispatch table ",
                        "\n  threaded ",
                        "\n  superinstructions ",
                        "\n  traces ",
                        "\nidentical: exit status, output, system calls, registers, memory\n")) {
            assertTrue(result.out().contains(shown), shown + " is not in\n" + result.out());
        }
        var expected = new HashSet<>(TABLES);
        expected.addAll(Set.of("report.html", "wordcount.twp", "wordcount.plan"));
        if (ChartWriter.hasFonts()) {
            CHARTS.forEach(chart -> expected.addAll(Set.of(chart + ".svg", chart + ".png")));
        }
        assertEquals(expected, files("wordcount.tracewright"));
        requireDistinctIdentifiers(folder.resolve("wordcount.tracewright/report.html"));
    }

    private static void requireDistinctIdentifiers(Path page) throws Exception {
        NodeList all =
                DocumentBuilderFactory.newDefaultNSInstance()
                        .newDocumentBuilder()
                        .parse(page.toFile())
                        .getElementsByTagName("*");
        var seen = new HashSet<String>();
        for (int i = 0; i < all.getLength(); i++) {
            String id = ((Element) all.item(i)).getAttribute("id");
            assertTrue(id.isEmpty() || seen.add(id), id);
        }
        assertTrue(seen.contains("ladder"), seen.toString());
    }

    @Test
    void whatIsLeftOutIsMeasuredOnRequest() throws IOException {
        TinyProgram.counting(folder, 0);
        Calls.Result result =
                call("compare", "--ablate", "--runs", "1", "--warmup", "0", "counting.elf");
        assertEquals(0, result.status(), result.err());
        for (String part : List.of("traces", "compiled code", "inlined calls", "pass fold")) {
            assertTrue(result.out().contains("\n  " + part + " "), result.out());
        }
        assertTrue(files("counting.tracewright").contains("ablation.csv"));
    }

    @Test
    void progressIsShownOnTerminalsOrOnRequest() throws IOException {
        TinyProgram.counting(folder, 0);
        String[] quick = {"compare", "--runs", "1", "--warmup", "0", "counting.elf"};
        assertTrue(
                Calls.in(folder)
                        .onTerminal()
                        .call(quick)
                        .err()
                        .contains("recording ...\r\u001b[K"));
        assertTrue(
                call("compare", "--verbose", "--runs", "1", "--warmup", "0", "counting.elf")
                        .err()
                        .startsWith("recording ...\nplanning ...\n"));
    }

    @Test
    void disassemblyNamesFunctionsAndShowsEncodings() throws IOException {
        TinyProgram.counting(folder, 0);
        Calls.Result all = call("disasm", "counting.elf");
        assertTrue(all.out().contains("0000000000010004 <bump>:\n"), all.out());
        assertTrue(all.out().contains("   10018:  00000073  ecall\n"), all.out());
        Calls.Result one = call("disasm", "--address", "0x10008-0x1000c", "counting.elf");
        List<String> lines = one.out().lines().toList();
        assertEquals("   10008:  fff28293  add        t0,t0,-1", lines.getLast());
        Calls.Result rows = call("disasm", "--rows", "--function", "bump", "counting.elf");
        assertTrue(rows.out().contains("  fff28293  addi       t0,t0,-1\n"), rows.out());
    }
}
