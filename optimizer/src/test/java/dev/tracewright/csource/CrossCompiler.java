package dev.tracewright.csource;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The host's tools for RISC-V programs, where they are installed.
public final class CrossCompiler {
    private static final long PATIENCE_SECONDS = 60;

    private CrossCompiler() {}

    /// What a process of the host wrote and how it ended.
    public record Ended(int status, byte[] output) {}

    /// The compiler.
    public static Optional<Path> compiler() {
        return find("riscv64-linux-gnu-gcc");
    }

    /// QEMU's user mode.
    public static Optional<Path> qemu() {
        return find("qemu-riscv64");
    }

    private static Optional<Path> find(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Compiles a program that needs no C library.
    ///
    /// @param flags the compiler's, besides those that every program needs
    public static void compile(Path source, Path target, List<String> flags) throws IOException {
        var command = new ArrayList<String>();
        command.add(compiler().orElseThrow().toString());
        command.addAll(
                List.of("-w", "-std=gnu11", "-ffreestanding", "-nostdlib", "-static", "-fno-pie"));
        // Otherwise the loop in memcpy becomes a call of memcpy.
        command.addAll(List.of("-fno-tree-loop-distribute-patterns", "-fno-math-errno"));
        command.addAll(flags);
        command.addAll(List.of(source.toString(), "-o", target.toString(), "-lgcc"));
        Ended ended = run(command);
        if (ended.status() != 0) {
            throw new IOException(source + ": " + new String(ended.output()));
        }
    }

    /// Runs a command and takes its output and error output.
    public static Ended run(List<String> command) throws IOException {
        Path output = Files.createTempFile("tracewright-", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(command.getFirst() + " does not end");
            }
            return new Ended(process.exitValue(), Files.readAllBytes(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
