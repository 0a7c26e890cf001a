package dev.tracewright.cli;

import dev.tracewright.cli.OptionSpec.Kind;

import java.util.List;

/// Makes the parts of command specifications.
final class Specs {
    private Specs() {}

    /// A command with `--help`.
    ///
    /// @param operands what follows the options, in a line
    /// @param examples command lines
    static CommandSpec command(
            String name, String operands, String description, String... examples) {
        var spec = new CommandSpec(name, operands, description, List.of(examples));
        spec.addOption(
                new OptionSpec(List.of("-h", "--help"), Kind.FLAG, "", "Show this help and exit."));
        return spec;
    }

    /// A switch.
    static OptionSpec flag(String name, String description) {
        return new OptionSpec(List.of(name), Kind.FLAG, "", description);
    }

    /// An option with a word.
    static OptionSpec word(String label, String description, String... names) {
        return new OptionSpec(List.of(names), Kind.WORD, label, description);
    }

    /// An option with words, which may be given several times.
    static OptionSpec words(String label, String description, String... names) {
        return new OptionSpec(List.of(names), Kind.WORDS, label, description);
    }

    /// An option with a number.
    static OptionSpec number(String name, String description) {
        return new OptionSpec(List.of(name), Kind.NUMBER, "N", description);
    }

    /// The next positional parameter.
    ///
    /// @param required whether it must be given
    static ParameterSpec parameter(boolean required, String label, String description) {
        return new ParameterSpec(required, false, label, description);
    }

    /// All further positional parameters.
    static ParameterSpec rest(String label, String description) {
        return new ParameterSpec(false, true, label, description);
    }
}
