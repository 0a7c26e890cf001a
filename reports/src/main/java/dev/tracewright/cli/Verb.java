package dev.tracewright.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

import java.io.IOException;

/// Something that the command line can do.
interface Verb {
    /// Its options and positional parameters, and its help.
    CommandSpec spec();

    /// Does it.
    ///
    /// @return the exit status
    /// @throws IOException if a file cannot be read or written; the message names it
    /// @throws CommandException if something else is wrong
    int run(ParseResult parsed, Terminal terminal) throws IOException;
}
