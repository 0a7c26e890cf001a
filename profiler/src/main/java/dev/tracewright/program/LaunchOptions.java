package dev.tracewright.program;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// How a program is started.
///
/// @param arguments what follows the program's name in `argv`
/// @param environment `NAME=VALUE` strings in the order of `envp`
/// @param workingDirectory the guest's current directory; absolute
/// @param deterministic virtual clock, fixed random seed, fixed ids: two runs are the same
/// @param streams what file descriptors 0, 1 and 2 are
/// @param diagnostics is told, once each, what the guest asked for and cannot have
public record LaunchOptions(
        List<String> arguments,
        List<String> environment,
        Path workingDirectory,
        boolean deterministic,
        StandardStreams streams,
        Consumer<String> diagnostics) {
    /// Copies the lists and makes the directory absolute.
    public LaunchOptions {
        arguments = List.copyOf(arguments);
        environment = List.copyOf(environment);
        workingDirectory = workingDirectory.toAbsolutePath().normalize();
    }

    /// No environment, the host's directory and streams, the real clock; diagnostics go to the
    /// host's stderr.
    public static LaunchOptions of(String... arguments) {
        return new LaunchOptions(
                List.of(arguments),
                List.of(),
                Path.of(""),
                false,
                StandardStreams.host(),
                message -> System.err.println("tracewright: " + message));
    }

    /// With other arguments.
    public LaunchOptions withArguments(List<String> changed) {
        return new LaunchOptions(
                changed, environment, workingDirectory, deterministic, streams, diagnostics);
    }

    /// With an environment.
    public LaunchOptions withEnvironment(List<String> changed) {
        return new LaunchOptions(
                arguments, changed, workingDirectory, deterministic, streams, diagnostics);
    }

    /// With an environment, in the order of its names.
    public LaunchOptions withEnvironment(Map<String, String> changed) {
        return withEnvironment(
                changed.entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .sorted()
                        .toList());
    }

    /// With another current directory.
    public LaunchOptions withWorkingDirectory(Path changed) {
        return new LaunchOptions(
                arguments, environment, changed, deterministic, streams, diagnostics);
    }

    /// Deterministic or not.
    public LaunchOptions withDeterministic(boolean changed) {
        return new LaunchOptions(
                arguments, environment, workingDirectory, changed, streams, diagnostics);
    }

    /// With other standard streams.
    public LaunchOptions withStreams(StandardStreams changed) {
        return new LaunchOptions(
                arguments, environment, workingDirectory, deterministic, changed, diagnostics);
    }

    /// With another receiver of diagnostics.
    public LaunchOptions withDiagnostics(Consumer<String> changed) {
        return new LaunchOptions(
                arguments, environment, workingDirectory, deterministic, streams, changed);
    }
}
