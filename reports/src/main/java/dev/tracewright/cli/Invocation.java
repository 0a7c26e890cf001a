package dev.tracewright.cli;

import dev.tracewright.elf.MalformedElfException;
import dev.tracewright.elf.UnsupportedProgramException;
import dev.tracewright.plan.MalformedPlanException;
import dev.tracewright.plan.StalePlanException;
import dev.tracewright.profile.MalformedProfileException;
import dev.tracewright.profile.StaleProfileException;
import dev.tracewright.report.TextRenderer;
import dev.tracewright.suite.MalformedSuiteException;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/// One call of the command line: finds the verb, parses, runs, and turns whatever goes wrong into a
/// line and an exit status.
final class Invocation {
    private static final String DEBUG = "TRACEWRIGHT_DEBUG";

    private Invocation() {}

    /// Does what the arguments say.
    ///
    /// @return the exit status
    static int run(List<String> arguments, Terminal terminal) {
        try {
            return dispatch(arguments, terminal);
        } catch (CommandException e) {
            return failed(e, e.exitCode(), e.getMessage(), terminal);
        } catch (UncheckedIOException e) {
            return failed(e, status(e.getCause()), message(e.getCause()), terminal);
        } catch (IOException e) {
            return failed(e, status(e), message(e), terminal);
        } catch (OutOfMemoryError e) {
            return failed(e, ExitCode.INTERNAL, "out of memory: " + e.getMessage(), terminal);
        } catch (RuntimeException | Error e) {
            return failed(e, ExitCode.INTERNAL, "internal error: " + e, terminal);
        }
    }

    private static int failed(Throwable failure, int status, String message, Terminal terminal) {
        terminal.complain(message.lines().findFirst().orElse(""));
        if (terminal.environment().containsKey(DEBUG)) {
            failure.printStackTrace(terminal.err());
        }
        return status;
    }

    private static int status(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _, AccessDeniedException _ -> ExitCode.NO_INPUT;
            case MalformedElfException _,
                    UnsupportedProgramException _,
                    MalformedProfileException _,
                    StaleProfileException _,
                    MalformedPlanException _,
                    StalePlanException _,
                    MalformedSuiteException _ ->
                    ExitCode.BAD_INPUT;
            default -> ExitCode.IO_ERROR;
        };
    }

    private static String message(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> e.getFile() + ": no such file";
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileSystemException e -> e.getFile() + ": " + e.getReason();
            default -> Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
        };
    }

    private static int dispatch(List<String> arguments, Terminal terminal) throws IOException {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest =
                arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        return switch (first) {
            case "" -> {
                terminal.err().print(Overview.text());
                yield ExitCode.USAGE;
            }
            case "-h", "--help" -> {
                terminal.out().print(Overview.text());
                yield ExitCode.SUCCESS;
            }
            case "help" -> help(rest, terminal);
            case "-V", "--version" -> {
                terminal.out().println(Overview.version());
                yield ExitCode.SUCCESS;
            }
            // For the launcher.
            case "--train" -> Training.run(rest, terminal);
            default -> run(verb(first), rest, terminal);
        };
    }

    private static int help(List<String> arguments, Terminal terminal) throws IOException {
        if (arguments.isEmpty()) {
            terminal.out().print(Overview.text());
            return ExitCode.SUCCESS;
        }
        return run(verb(arguments.getFirst()), List.of("--help"), terminal);
    }

    private static Verbs verb(String word) {
        return Verbs.byWord(word)
                .orElseThrow(
                        () ->
                                new CommandException(
                                        ExitCode.USAGE,
                                        "unknown %s %s%s"
                                                .formatted(
                                                        word.startsWith("-") ? "option" : "command",
                                                        word,
                                                        Suggestion.of(word, Verbs.words()))));
    }

    private static int run(Verbs word, List<String> arguments, Terminal terminal)
            throws IOException {
        Verb verb = word.create();
        CommandSpec spec = verb.spec();
        var line = new CommandLine(spec);
        line.setExpandAtFiles(false);
        ParseResult parsed = parse(line, arguments, word);
        if (parsed.isUsageHelpRequested()) {
            Ansi ansi = terminal.style() == TextRenderer.Style.PLAIN ? Ansi.OFF : Ansi.ON;
            line.usage(terminal.out(), ansi);
            return ExitCode.SUCCESS;
        }
        return verb.run(parsed, terminal);
    }

    private static ParseResult parse(CommandLine line, List<String> arguments, Verbs word) {
        try {
            return line.parseArgs(arguments.toArray(String[]::new));
        } catch (UnmatchedArgumentException e) {
            String unmatched = e.getUnmatched().getFirst();
            String kind = unmatched.startsWith("-") ? "unknown option " : "unexpected argument ";
            throw usage(
                    word,
                    kind
                            + unmatched
                            + Suggestion.of(
                                    unmatched, line.getCommandSpec().optionsMap().keySet()));
        } catch (ParameterException e) {
            throw usage(word, e.getMessage().lines().findFirst().orElse("wrong usage"));
        }
    }

    private static CommandException usage(Verbs word, String message) {
        return new CommandException(
                ExitCode.USAGE,
                "%s: %s; see tracewright %s --help".formatted(word.word(), message, word.word()));
    }
}
