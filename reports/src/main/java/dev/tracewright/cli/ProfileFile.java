package dev.tracewright.cli;

import dev.tracewright.profile.Profile;
import dev.tracewright.profile.ProfileReader;
import dev.tracewright.profile.ProgramIdentity;
import dev.tracewright.program.ProgramImage;
import dev.tracewright.report.ProfiledProgram;
import dev.tracewright.run.Recording;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A profile that a verb reads, with its program if that can be found.
final class ProfileFile {
    private ProfileFile() {}

    /// Adds the two parameters.
    static void addTo(CommandSpec spec) {
        spec.addPositional(Specs.parameter(0, true, "PROFILE", "A profile that `record` wrote."));
        spec.addPositional(
                Specs.parameter(
                        1,
                        false,
                        "PROGRAM",
                        "The program that it is of (default: looked for beside the profile and in"
                                + " the current directory)."));
    }

    /// Reads what the two parameters name.
    ///
    /// @throws IOException if it is no profile, or the program that was given is another
    static ProfiledProgram read(ParseResult parsed, Terminal terminal) throws IOException {
        return read(
                Inputs.require(terminal.resolve(parsed.matchedPositionalValue(0, ""))),
                parsed.matchedPositionalValue(1, ""),
                terminal);
    }

    private static ProfiledProgram read(Path file, String given, Terminal terminal)
            throws IOException {
        Profile profile = ProfileReader.read(file);
        if (!given.isEmpty()) {
            ProgramImage image = Inputs.image(terminal.resolve(given));
            Recording.identity(image, List.of()).require(profile.program(), "profile " + file);
            return explain(profile, image);
        }
        Optional<ProgramImage> found =
                find(profile.program(), "profile " + file, file, terminal.directory());
        if (found.isEmpty()) {
            terminal.complain(
                    "%s not found beside the profile or here; without it no names, no instructions"
                            .formatted(profile.program().name()));
        }
        return found.map(image -> explain(profile, image))
                .orElseGet(() -> ProfiledProgram.withoutProgram(profile));
    }

    /// A profile with its program, all of whose executed code must be in its file.
    static ProfiledProgram explain(Profile profile, ProgramImage image) {
        ProfiledProgram program = ProfiledProgram.of(profile, image);
        program.missingCode()
                .ifPresent(
                        address -> {
                            throw new CommandException(
                                    ExitCode.BAD_INPUT,
                                    "%s executed code at 0x%x that is not in its file; such code"
                                                    .formatted(profile.program().name(), address)
                                            + " cannot be shown or optimized");
                        });
        return program;
    }

    /// Reads the profile, for what cannot be done without the program.
    ///
    /// @param given the program, or empty if it was not given
    static ProfiledProgram readWithProgram(Path file, String given, Terminal terminal)
            throws IOException {
        ProfiledProgram program = read(file, given, terminal);
        if (program.code().isEmpty()) {
            throw new CommandException(
                    ExitCode.NO_INPUT, "give the program as the second parameter");
        }
        return program;
    }

    /// Looks for a program beside a file that is about it, and in the current directory. Another
    /// program of the same name makes the file stale if it lies beside it; elsewhere it is passed
    /// over.
    ///
    /// @param what what the file is called in messages
    static Optional<ProgramImage> find(
            ProgramIdentity program, String what, Path file, Path directory) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        for (Path place : Stream.of(folder, folder.resolve(".."), directory).toList()) {
            Path candidate = place.resolve(program.name());
            if (Files.isReadable(candidate) && !Files.isDirectory(candidate)) {
                ProgramImage image = Inputs.image(candidate);
                ProgramIdentity identity = Recording.identity(image, List.of());
                if (identity.sameProgram(program)) {
                    return Optional.of(image);
                }
                if (place.equals(folder)) {
                    identity.require(program, what);
                }
            }
        }
        return Optional.empty();
    }
}
