package dev.tracewright.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tracewright.engine.interpreter.SwitchEngine;
import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.StandardStreams;
import dev.tracewright.run.GuestRun;
import dev.tracewright.run.RunOptions;
import dev.tracewright.run.RunResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A glibc program that makes some 240 calls, right and wrong, sees the same results here as under
/// `qemu-riscv64`, which passes them to the host's kernel.
class QemuComparisonTest {
    private static final String COMPILER = "riscv64-linux-gnu-gcc";
    private static final String QEMU = "qemu-riscv64";

    @TempDir Path folder;

    private static boolean isInstalled(String tool) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, tool)));
    }

    private int execute(Path directory, Path output, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("TEXT", "some text");
        return builder.start().waitFor();
    }

    private Path compile() throws IOException, InterruptedException {
        Path source = folder.resolve("calls.c");
        try (InputStream resource = getClass().getResourceAsStream("/linux/calls.c")) {
            Files.write(source, resource.readAllBytes());
        }
        Path program = folder.resolve("calls.elf");
        Path log = folder.resolve("compiler.log");
        int status =
                execute(
                        folder,
                        log,
                        COMPILER,
                        "-static",
                        "-O1",
                        "-w",
                        source.toString(),
                        "-o",
                        program.toString());
        assumeTrue(status == 0, () -> "no static glibc for " + COMPILER);
        return program;
    }

    @Test
    void callsReturnWhatLinuxReturns() throws IOException, InterruptedException {
        assumeTrue(isInstalled(COMPILER), COMPILER + " is not installed");
        assumeTrue(isInstalled(QEMU), QEMU + " is not installed");
        Path program = compile();
        Path expected = folder.resolve("expected");
        Path there = Files.createDirectory(folder.resolve("there"));
        int status = execute(there, expected, QEMU, program.toString(), "one");
        assertEquals(128 + Signal.SIGABRT, status);

        Path here = Files.createDirectory(folder.resolve("here"));
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        LaunchOptions options =
                LaunchOptions.of("one")
                        .withEnvironment(List.of("TEXT=some text"))
                        .withWorkingDirectory(here)
                        .withStreams(StandardStreams.to(output, output));
        RunResult result = GuestRun.run(program, options, new SwitchEngine(), RunOptions.plain());
        assertEquals(status, result.outcome().shellStatus());
        List<String> lines = output.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.size() > 240, () -> String.join("\n", lines));
        List<String> told =
                Files.readAllLines(expected).stream()
                        .filter(line -> !line.startsWith("qemu: "))
                        .toList();
        assertEquals(String.join("\n", told), String.join("\n", lines));
    }
}
