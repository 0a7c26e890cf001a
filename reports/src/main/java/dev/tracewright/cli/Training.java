package dev.tracewright.cli;

import dev.tracewright.program.StandardStreams;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Does what users do most, for the JVM to see which classes and methods that takes: what it learns
/// goes into the cache that the launcher makes. It prints nothing.
final class Training {
    private Training() {}

    /// Runs programs in all ways in which users run one.
    ///
    /// @param programs programs that need no input, each with what follows it on a command line
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
        List<String> guest = List.of(program.split(" "));
        String file = guest.getFirst();
        return List.of(
                joined(List.of("run"), guest),
                joined(List.of("record", "-o", profile), guest),
                List.of("optimize", "-o", plan, profile, file),
                joined(List.of("run", "--plan", plan), guest),
                joined(List.of("run", "--engine", "switch"), guest),
                List.of("report", profile, file),
                List.of("run", "--help"));
    }

    private static List<String> joined(List<String> verb, List<String> guest) {
        return Stream.concat(verb.stream(), guest.stream()).toList();
    }
}
