package dev.tracewright.cli;

import dev.tracewright.program.StandardStreams;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Does what users do most, for the JVM to see which classes and methods that takes: what it learns
/// goes into the cache that the launcher makes. It prints nothing.
final class Training {
    private Training() {}

    /// Runs programs in all ways in which users run one.
    ///
    /// @param programs programs that need neither arguments nor input
    /// @return the exit status, 0 if all of it went well
    static int run(List<String> programs, Terminal terminal) throws IOException {
        Path folder = Files.createTempDirectory("tracewright");
        Path profile = folder.resolve("profile.twp");
        Path plan = folder.resolve("profile.plan");
        Terminal silent =
                new Terminal(
                        StandardStreams.to(
                                OutputStream.nullOutputStream(), OutputStream.nullOutputStream()),
                        terminal.environment(),
                        terminal.directory(),
                        false,
                        false);
        try {
            int status = ExitCode.SUCCESS;
            for (String program : programs) {
                for (List<String> call : calls(program, profile.toString(), plan.toString())) {
                    status = Math.max(status, Invocation.run(call, silent));
                }
            }
            return status;
        } finally {
            Files.deleteIfExists(plan);
            Files.deleteIfExists(profile);
            Files.deleteIfExists(folder);
        }
    }

    private static List<List<String>> calls(String program, String profile, String plan) {
        return List.of(
                List.of("run", program),
                List.of("record", "-o", profile, program),
                List.of("optimize", "-o", plan, profile, program),
                List.of("run", "--plan", plan, program),
                List.of("report", profile, program),
                List.of("run", "--help"));
    }
}
