package dev.tracewright.cli;

import dev.tracewright.measure.Progress;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.PrintStream;

/// Shows what is being done: on a terminal in a line that is overwritten, otherwise line by line
/// and only if the user asked for it.
final class ProgressLine implements Progress, AutoCloseable {
    private static final String VERBOSE = "--verbose";
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean overwrites;
    private final boolean lines;

    private ProgressLine(PrintStream err, boolean overwrites, boolean lines) {
        this.err = err;
        this.overwrites = overwrites;
        this.lines = lines;
    }

    /// Adds `--verbose`.
    static void addTo(CommandSpec spec) {
        spec.addOption(
                Specs.flag(VERBOSE, "Show progress even if standard error is not a terminal."));
    }

    /// The progress of a command.
    static ProgressLine of(ParseResult parsed, Terminal terminal) {
        boolean verbose = parsed.matchedOptionValue(VERBOSE, false);
        return new ProgressLine(terminal.err(), terminal.errIsTerminal(), verbose);
    }

    @Override
    public void step(String what) {
        if (overwrites) {
            err.print(CLEAR + what + " ...");
            err.flush();
        } else if (lines) {
            err.println(what + " ...");
        }
    }

    /// Tells what came of it, in a line that stays.
    void tell(String what) {
        close();
        if (overwrites || lines) {
            err.println(what);
        }
    }

    /// Leaves nothing of the line behind.
    @Override
    public void close() {
        if (overwrites) {
            err.print(CLEAR);
            err.flush();
        }
    }
}
