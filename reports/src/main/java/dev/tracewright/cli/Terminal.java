package dev.tracewright.cli;

import dev.tracewright.program.StandardStreams;
import dev.tracewright.report.TextRenderer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What the command line is connected to.
///
/// @param streams standard input, output and error
/// @param environment the environment variables
/// @param directory the current directory, to which relative paths refer
/// @param outIsTerminal whether somebody sees the output as it is written
/// @param errIsTerminal the same of the error output
record Terminal(
        StandardStreams streams,
        Map<String, String> environment,
        Path directory,
        boolean outIsTerminal,
        boolean errIsTerminal) {
    private static final List<String> DEVICES = List.of("/dev/pts/", "/dev/tty", "/dev/console");

    /// The process's own.
    static Terminal host() {
        return new Terminal(
                StandardStreams.host(), System.getenv(), Path.of(""), isTerminal(1), isTerminal(2));
    }

    // Java tells it of the input and the output together only.
    private static boolean isTerminal(int descriptor) {
        try {
            Path link = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return DEVICES.stream().anyMatch(link.toString()::startsWith);
        } catch (IOException | UnsupportedOperationException _) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    /// Standard output, for results.
    PrintStream out() {
        return new PrintStream(streams.out(), true, StandardCharsets.UTF_8);
    }

    /// Standard error, for messages.
    PrintStream err() {
        return new PrintStream(streams.err(), true, StandardCharsets.UTF_8);
    }

    /// How text on standard output is set off (no-color.org).
    TextRenderer.Style style() {
        boolean plain =
                !outIsTerminal
                        || !environment.getOrDefault("NO_COLOR", "").isEmpty()
                        || environment.getOrDefault("TERM", "").equals("dumb");
        return plain ? TextRenderer.Style.PLAIN : TextRenderer.Style.COLOURED;
    }

    /// A path that was given on the command line.
    Path resolve(String path) {
        return directory.resolve(path);
    }

    /// Writes a line about something that went wrong or deserves attention.
    void complain(String message) {
        err().println("tracewright: " + message);
    }
}
