package dev.tracewright.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tracewright.measure.Progress;
import dev.tracewright.measure.Schedule;
import dev.tracewright.suite.ProgramResult.Remark;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ways that differ, fail or do not exist are told apart. A script stands for Tracewright here.
class SuiteRunTest {
    // $1 is the verb; a plan is made by "optimize -o PLAN ...".
    private static final String SCRIPT =
            """
            #!/bin/sh
            case "$*" in
                *"--engine switch"*) echo "tracewright: unknown engine" >&2; exit 64 ;;
                record*plan.twp*) echo result; exit 4 ;;
                record*--no-trace*) echo "it is slow" >&2; exec sleep 60 ;;
                record*) echo result; exit 4 ;;
                optimize*) echo plan >"$3" ;;
                run*--backend*) echo wrong; exit 3 ;;
                run*) echo result; exit 3 ;;
            esac
            """;

    @TempDir Path folder;

    @BeforeEach
    void scripts() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
        Files.writeString(folder.resolve("program.elf"), "");
        script("launcher", SCRIPT);
        script("native/program", "#!/bin/sh\necho result\nexit 3\n");
    }

    private void script(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private SuiteResult measure(Way... ways) throws IOException {
        var options =
                new SuiteRun.Options(
                        List.of(ways),
                        List.of(Length.SHORT, Length.LONG),
                        Schedule.defaults().withRounds(3).withWarmups(0),
                        Launcher.of(folder.resolve("launcher")),
                        2,
                        Optional.of(folder.resolve("native")),
                        Map.of());
        try (var run = new SuiteRun(options, Progress.SILENT)) {
            return run.run(Suite.in(folder).programs());
        }
    }

    @Test
    void waysThatAgreeAreMeasured() throws IOException {
        SuiteResult result = measure(Way.NATIVE, Way.RUN, Way.PLAN);
        assertTrue(result.correct(), result.toString());
        // The program knows one length only.
        assertEquals(1, result.programs().size());
        ProgramResult program = result.programs().getFirst();
        for (Way way : List.of(Way.NATIVE, Way.RUN, Way.PLAN)) {
            assertEquals(3, program.series().get(way).samples().size());
            assertTrue(program.seconds(way).orElseThrow().median() > 0);
        }
        var ratio = new TimeRatio(Way.RUN, Way.NATIVE);
        var group = new SuiteResult.Group(Length.LONG, Optional.empty());
        assertEquals(
                program.ratio(ratio).orElseThrow().median(),
                result.mean(group, ratio).orElseThrow(),
                1e-9);
        assertEquals(Optional.empty(), result.mean(group, new TimeRatio(Way.QEMU, Way.RUN)));
    }

    @Test
    void waysThatDoSomethingElseAreWrong() throws IOException {
        SuiteResult result = measure(Way.RUN, Way.RECORD, Way.RECORD_TRACE, Way.BYTECODE);
        assertFalse(result.correct());
        ProgramResult program = result.programs().getFirst();
        assertEquals(List.of(Way.RUN), List.copyOf(program.series().keySet()));
        List<Remark> failures = program.failures();
        assertEquals("took more than 2 s", failures.get(0).reason());
        assertEquals("exit status 4, expected 3", failures.get(1).reason());
        assertTrue(failures.get(2).reason().startsWith("output "), failures.toString());
    }

    @Test
    void waysThatThereAreNotAreSkippedWithAReason() throws IOException {
        script("launcher", SCRIPT.replace("echo plan", "echo sorry >&2; exit 70; echo plan"));
        Files.delete(folder.resolve("native/program"));
        SuiteResult result = measure(Way.NATIVE, Way.QEMU, Way.RUN, Way.PLAN, Way.SWITCH);
        assertTrue(result.correct(), result.toString());
        ProgramResult program = result.programs().getFirst();
        assertEquals(
                List.of(
                        new Remark(Way.NATIVE, "there is no native build"),
                        new Remark(Way.QEMU, "there is no qemu-riscv64"),
                        new Remark(Way.PLAN, "making the plan failed: sorry"),
                        new Remark(Way.SWITCH, "tracewright: unknown engine")),
                program.skipped());
    }

    @Test
    void anExpectedOutputIsRequiredOfEveryWay() throws IOException {
        Files.write(
                folder.resolve("suite.csv"),
                List.of("name,program,long,long-output", "program,program.elf,,0123456789abcdef"));
        SuiteResult result = measure(Way.NATIVE);
        assertFalse(result.correct());
        assertEquals(List.of(), result.ways());
        assertTrue(
                result.programs()
                        .getFirst()
                        .failures()
                        .getFirst()
                        .reason()
                        .endsWith(", expected 0123456789abcdef"));
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        List<Path> before = temporary();
        measure(Way.RUN, Way.PLAN);
        assertEquals(before, temporary());
    }

    private static List<Path> temporary() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.toString().contains("tracewright-bench-"))
                    .sorted()
                    .toList();
        }
    }
}
