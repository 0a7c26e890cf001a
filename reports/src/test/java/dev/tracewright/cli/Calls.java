package dev.tracewright.cli;

import dev.tracewright.program.StandardStreams;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Calls the command line without a process of its own.
final class Calls {
    private final Path directory;
    private byte[] input = {};
    private Map<String, String> environment = Map.of();
    private boolean terminal;

    private Calls(Path directory) {
        this.directory = directory;
    }

    /// What a call came to.
    record Result(int status, String out, String err) {
        /// The only line on standard error.
        String message() {
            List<String> lines = err.lines().toList();
            if (lines.size() != 1) {
                throw new AssertionError("expected one line on standard error: " + err);
            }
            return lines.getFirst();
        }
    }

    /// Calls from a directory, with an empty input and environment.
    static Calls in(Path directory) {
        return new Calls(directory);
    }

    Calls withInput(byte[] changed) {
        input = changed;
        return this;
    }

    Calls withEnvironment(Map<String, String> changed) {
        environment = changed;
        return this;
    }

    /// As if output and error output were shown on a screen.
    Calls onTerminal() {
        terminal = true;
        return this;
    }

    Result call(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var streams = new StandardStreams(new ByteArrayInputStream(input), out, err);
        int status =
                Invocation.run(
                        List.of(arguments),
                        new Terminal(streams, environment, directory, terminal, terminal));
        return new Result(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
