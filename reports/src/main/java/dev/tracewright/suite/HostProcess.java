package dev.tracewright.suite;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs processes of the host, one after the other, and times them.
///
/// The peak of resident memory is the kernel's own (`VmHWM` in proc_pid_status(5)), read every few
/// milliseconds, since it is gone with the process: what is allocated in the last of them is not
/// seen.
final class HostProcess {
    private static final long POLL_MILLIS = 10;
    private static final double NANOS = 1e-9;
    private static final long KIBI = 1024;

    private final Path output;
    private final Path errors;
    private final double timeout;

    /// Processes whose output goes to a folder.
    ///
    /// @param timeout the seconds after which a process is ended
    HostProcess(Path folder, double timeout) {
        this.output = folder.resolve("stdout");
        this.errors = folder.resolve("stderr");
        this.timeout = timeout;
    }

    /// Runs a process until it ends or takes too long.
    ///
    /// @throws IOException if it cannot be started
    ProcessOutcome run(List<String> command, Path directory, Optional<Path> stdin)
            throws IOException {
        var builder = new ProcessBuilder(command);
        builder.directory(directory.toFile());
        builder.redirectInput(stdin.orElse(Path.of("/dev/null")).toFile());
        builder.redirectOutput(output.toFile());
        builder.redirectError(errors.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            return await(process, start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(e.getMessage());
        } finally {
            process.destroyForcibly();
        }
    }

    private ProcessOutcome await(Process process, long start)
            throws IOException, InterruptedException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        long peak = 0;
        boolean late = false;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peak(status));
            if (!late && (System.nanoTime() - start) * NANOS > timeout) {
                late = true;
                process.destroyForcibly();
            }
        }
        double seconds = (System.nanoTime() - start) * NANOS;
        return new ProcessOutcome(
                process.exitValue(), late, digest(output), firstLine(errors), seconds, peak);
    }

    // Not every system has the file, and it goes away with the process.
    private static long peak(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .map(kibibytes -> kibibytes * KIBI)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    private static String digest(Path file) throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String firstLine(Path file) throws IOException {
        try (Stream<String> lines = Files.readString(file, StandardCharsets.ISO_8859_1).lines()) {
            return lines.findFirst().orElse("");
        }
    }
}
