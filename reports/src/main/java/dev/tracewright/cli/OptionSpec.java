package dev.tracewright.cli;

import java.util.List;

/// An option of a command.
///
/// @param names as they are written, short ones first: `-o`, `--output`
/// @param kind what follows them
/// @param label what help calls the value; empty for a flag
/// @param description what help says of it
record OptionSpec(List<String> names, Kind kind, String label, String description) {
    /// What an option takes.
    enum Kind {
        /// Nothing.
        FLAG,
        /// A word.
        WORD,
        /// A word each time it is given.
        WORDS,
        /// A number that fits into 64 bits.
        NUMBER
    }

    /// The name that messages use.
    String name() {
        return names.getLast();
    }

    /// How help writes it: `-o, --output=FILE`.
    String synopsis() {
        String indent = names.getFirst().startsWith("--") ? "      " : "  ";
        String value = kind == Kind.FLAG ? "" : "=" + label;
        return indent + String.join(", ", names) + value;
    }
}
