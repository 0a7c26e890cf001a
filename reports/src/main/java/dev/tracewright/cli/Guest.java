package dev.tracewright.cli;

import dev.tracewright.program.LaunchOptions;
import dev.tracewright.program.StandardStreams;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The program that a verb runs, and how.
///
/// @param program the file
/// @param launch how it is started
/// @param maxInstructions where it is stopped at the latest
record Guest(Path program, LaunchOptions launch, long maxInstructions) {
    private static final String DETERMINISTIC = "--deterministic";
    private static final String DIRECTORY = "--directory";

    /// Adds the parameters and options that describe a guest.
    ///
    /// @param choosesDeterminism whether the user may choose; otherwise it always is deterministic
    static void addTo(CommandSpec spec, boolean choosesDeterminism) {
        spec.addPositional(Specs.parameter(0, true, "PROGRAM", "A static RISC-V ELF executable."));
        spec.addPositional(Specs.rest(1, "ARGS", "The program's arguments, after `--`."));
        addOptionsTo(spec, choosesDeterminism);
    }

    /// Adds the options alone.
    static void addOptionsTo(CommandSpec spec, boolean choosesDeterminism) {
        spec.addOption(
                Specs.word(
                        "FOLDER",
                        "The program's current directory (default: this one).",
                        DIRECTORY));
        spec.addOption(
                Specs.words(
                        "NAME[=VALUE]",
                        choosesDeterminism
                                ? "Set a variable of the program's environment, which otherwise is"
                                        + " this one's."
                                : "Set a variable of the program's environment, or pass on this"
                                        + " one's; otherwise it is empty.",
                        "--env"));
        spec.addOption(
                Specs.number("--max-instructions", "Stop the program after N instructions."));
        if (choosesDeterminism) {
            spec.addOption(
                    Specs.flag(
                            DETERMINISTIC,
                            "Virtual clock, fixed random numbers and ids, no environment but"
                                    + " --env: two runs are the same."));
        }
    }

    /// The guest that was asked for, with the terminal's streams.
    static Guest of(ParseResult parsed, Terminal terminal, boolean choosesDeterminism) {
        HeadStart.begin();
        boolean deterministic =
                !choosesDeterminism || parsed.matchedOptionValue(DETERMINISTIC, false);
        List<String> arguments = parsed.matchedPositionalValue(1, List.of());
        var launch =
                new LaunchOptions(
                        arguments,
                        environment(parsed, terminal, deterministic),
                        directory(parsed, terminal),
                        deterministic,
                        terminal.streams(),
                        terminal::complain);
        Path program = Inputs.require(terminal.resolve(parsed.matchedPositionalValue(0, "")));
        return new Guest(program, launch, maxInstructions(parsed));
    }

    private static Path directory(ParseResult parsed, Terminal terminal) {
        Path directory = terminal.resolve(parsed.matchedOptionValue(DIRECTORY, ""));
        if (!Files.isDirectory(directory)) {
            throw new CommandException(ExitCode.NO_INPUT, directory + ": no such directory");
        }
        return directory;
    }

    private static long maxInstructions(ParseResult parsed) {
        long limit = parsed.matchedOptionValue("--max-instructions", Long.MAX_VALUE);
        if (limit < 0) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "--max-instructions is %d, expected 0 or more".formatted(limit));
        }
        return limit;
    }

    private static List<String> environment(
            ParseResult parsed, Terminal terminal, boolean deterministic) {
        Map<String, String> variables =
                new TreeMap<>(deterministic ? Map.of() : terminal.environment());
        List<String> changes = parsed.matchedOptionValue("--env", List.of());
        for (String change : changes) {
            int equals = change.indexOf('=');
            String name = equals < 0 ? change : change.substring(0, equals);
            if (name.isEmpty()) {
                throw new CommandException(
                        ExitCode.USAGE,
                        "--env is \"%s\", expected NAME or NAME=VALUE".formatted(change));
            }
            if (equals >= 0) {
                variables.put(name, change.substring(equals + 1));
            } else if (terminal.environment().containsKey(name)) {
                variables.put(name, terminal.environment().get(name));
            }
        }
        var list = new ArrayList<String>();
        variables.forEach((name, value) -> list.add(name + "=" + value));
        return list;
    }

    /// The same guest, whose output is thrown away.
    Guest withoutOutput() {
        var streams =
                new StandardStreams(
                        launch.streams().in(),
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream());
        return withLaunch(launch.withStreams(streams));
    }

    /// The same guest, started in another way.
    Guest withLaunch(LaunchOptions changed) {
        return new Guest(program, changed, maxInstructions);
    }

    /// The program's name without folder and `.elf`.
    String name() {
        return name(program.getFileName().toString());
    }

    /// A program's name without `.elf`.
    static String name(String file) {
        return file.endsWith(".elf") ? file.substring(0, file.length() - 4) : file;
    }
}
